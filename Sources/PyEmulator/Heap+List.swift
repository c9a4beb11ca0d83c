import PyLayout

/// `list`: Objects/listobject.c
extension Heap {
  /// A new reference to a list with room for exactly so many items, all `NULL`: `PyList_New`.
  func newList(allocated count: Int) throws(PyError) -> Address {
    guard count <= Int.max / pointerSize else { throw PyError(.memoryError, "") }
    let object = try allocateObject(builtin.list, size: c.list.size)
    try makeHead(of: object, type: builtin.list)
    let fields = c.list.fields
    try set(fields.ob_base.ob_size, of: object, to: count)
    let items = count == 0 ? .null : try allocateItems(count)
    if count > 0 { try fill(0, at: items, count: count * pointerSize) }
    try set(fields.ob_item, of: object, to: items)
    try set(fields.allocated, of: object, to: count)
    try track(object)
    return object
  }

  /// Free-threaded builds keep the room for items in front of them: `_PyListArray`.
  private var itemsPrefix: Int { build.isFreeThreaded ? pointerSize : 0 }

  private func allocateItems(_ count: Int) throws(PyError) -> Address {
    let block = try allocate(itemsPrefix + count * pointerSize, buffers)
    if itemsPrefix > 0 { try store(UInt64(count), size: pointerSize, at: block) }
    return block + itemsPrefix
  }

  func freeItems(_ items: Address) throws(PyError) {
    if items != .null { try free(items + -itemsPrefix, buffers) }
  }

  /// Room for `count` items: `list_resize`, Objects/listobject.c
  func resizeList(_ list: Address, to count: Int) throws(PyError) {
    let fields = c.list.fields
    let allocated = try get(fields.allocated, of: list)
    if allocated >= count && count >= allocated >> 1 {
      return try set(fields.ob_base.ob_size, of: list, to: count)
    }
    let size = try get(fields.ob_base.ob_size, of: list)
    let new = ListState.allocated(for: count, from: size, on: build)
    try reallocateItems(list, to: new)
    try set(fields.ob_base.ob_size, of: list, to: count)
  }

  /// Gives a list a buffer of so many items; those that fit stay.
  func reallocateItems(_ list: Address, to new: Int) throws(PyError) {
    let fields = c.list.fields
    let old = try get(fields.ob_item, of: list)
    let items: Address
    if build.isFreeThreaded {
      // list_resize: readers may still be in the old array
      items = new == 0 ? .null : try allocateItems(new)
      if new > 0 && old != .null {
        let kept = min(try get(fields.ob_base.ob_size, of: list), new)
        try move(kept * pointerSize, from: old, to: items)
      }
      try freeItems(old)
    } else if new == 0 {
      // PyMem_Realloc(…, 0) leaves a block of the smallest size up to 3.11
      try freeItems(old)
      items = build.version < .v3_12 && old != .null ? try allocate(0, buffers) : .null
    } else {
      items =
        old == .null ? try allocateItems(new) : try reallocate(old, to: new * pointerSize, buffers)
    }
    try set(fields.ob_item, of: list, to: items)
    try set(fields.allocated, of: list, to: new)
  }

  /// `list.append(value)`: `app1`, `_PyList_AppendTakeRef`. The list takes a reference of its own.
  func append(_ value: Address, to list: Address) throws(PyError) {
    let size = try get(c.list.fields.ob_base.ob_size, of: list)
    try resizeList(list, to: size + 1)
    try incref(value)
    try setPointer(at: try itemPlace(size, of: list), to: value)
  }

  /// `list.insert(index, value)`: `ins1`
  func insert(_ value: Address, at index: Int, into list: Address) throws(PyError) {
    let size = try get(c.list.fields.ob_base.ob_size, of: list)
    let index = index < 0 ? max(0, index + size) : min(index, size)
    try resizeList(list, to: size + 1)
    let place = try itemPlace(index, of: list)
    try move((size - index) * pointerSize, from: place, to: place + pointerSize)
    try incref(value)
    try setPointer(at: place, to: value)
  }

  /// `list.pop(index)`, a new reference: `list_pop_impl`
  ///
  /// - Throws: ``PyError`` `IndexError`.
  func pop(_ index: Int, from list: Address) throws(PyError) -> Address {
    let size = try get(c.list.fields.ob_base.ob_size, of: list)
    if size == 0 { throw PyError(.indexError, "pop from empty list") }
    let index = index < 0 ? index + size : index
    guard 0..<size ~= index else { throw PyError(.indexError, "pop index out of range") }
    let place = try itemPlace(index, of: list)
    let value = try pointer(at: place)
    try move((size - index - 1) * pointerSize, from: place + pointerSize, to: place)
    try resizeList(list, to: size - 1)
    return value
  }

  /// Where the item of a valid index is.
  func itemPlace(_ index: Int, of list: Address) throws(PyError) -> Address {
    try get(c.list.fields.ob_item, of: list) + index * pointerSize
  }
}
