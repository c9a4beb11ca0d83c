import PyLayout

/// `list`: Objects/listobject.c
extension Heap {
  /// A new reference to a list with room for exactly `count` items, all `NULL`: `PyList_New`.
  func newList(allocated count: Int) throws(PyError) -> Address {
    guard count >= 0, count <= largestCount else { throw PyError(.memoryError, "") }
    let object = try allocateObject(builtin.list, size: c.list.size)
    try makeHead(of: object, type: builtin.list)
    let fields = c.list.fields
    try set(fields.ob_base.ob_size, of: object, to: count)
    let items: Pointer<Ref>
    do throws(PyError) {
      items = count == 0 ? .null : try allocateItems(count)
    } catch {
      try freeObject(object, builtin.list)
      throw error
    }
    if count > 0 { try fill(0, at: items.address, count: count * pointerSize) }
    try set(fields.ob_item, of: object, to: items)
    try set(fields.allocated, of: object, to: count)
    try track(object)
    return object
  }

  /// No list has more items than this: `PY_SSIZE_T_MAX / sizeof(PyObject *)`, less what a
  /// free-threaded build keeps in front of them.
  var largestCount: Int { (pointerSize == 4 ? Int(Int32.max) : .max) / pointerSize - 1 }

  /// Free-threaded builds keep the room for items in front of them: `_PyListArray`.
  private var itemsPrefix: Int { build.isFreeThreaded ? pointerSize : 0 }

  private func allocateItems(_ count: Int) throws(PyError) -> Pointer<Ref> {
    let block = try allocate(itemsPrefix + count * pointerSize, buffers)
    if itemsPrefix > 0 { try store(UInt64(count), size: pointerSize, at: block) }
    return Pointer(block + itemsPrefix)
  }

  func freeItems(_ items: Pointer<Ref>) throws(PyError) {
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

  /// Gives a list a buffer of `new` items; those that fit stay.
  func reallocateItems(_ list: Address, to new: Int) throws(PyError) {
    let fields = c.list.fields
    let old = try get(fields.ob_item, of: list)
    let items: Pointer<Ref>
    if build.isFreeThreaded {
      // list_resize: readers may still be in the old array
      items = new == 0 ? .null : try allocateItems(new)
      if new > 0 && old != .null {
        let kept = min(try get(fields.ob_base.ob_size, of: list), new)
        try move(kept * pointerSize, from: old.address, to: items.address)
      }
      try freeItems(old)
    } else if new == 0 {
      // PyMem_Realloc(…, 0) leaves a block of the smallest size up to 3.11
      try freeItems(old)
      items = build.version < .v3_12 && old != .null ? Pointer(try allocate(0, buffers)) : .null
    } else {
      items =
        old == .null
        ? try allocateItems(new)
        : Pointer(try reallocate(old.address, to: new * pointerSize, buffers))
    }
    try set(fields.ob_item, of: list, to: items)
    try set(fields.allocated, of: list, to: new)
  }

  /// `list.append(value)`: `app1`, `_PyList_AppendTakeRef`. The list takes a reference of its own.
  func append(_ value: Address, to list: Address) throws(PyError) {
    let size = try get(c.list.fields.ob_base.ob_size, of: list)
    // _PyList_AppendTakeRef: a list with room is not resized, however much room that is
    let isFull = try get(c.list.fields.allocated, of: list) == size
    if build.version < .v3_11 || isFull {
      try resizeList(list, to: size + 1)
    } else {
      try set(c.list.fields.ob_base.ob_size, of: list, to: size + 1)
    }
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
    guard size > 0 else { throw PyError(.indexError, "pop from empty list") }
    let index = index < 0 ? index + size : index
    guard 0..<size ~= index else { throw PyError(.indexError, "pop index out of range") }
    let place = try itemPlace(index, of: list)
    let value = try pointer(at: place)
    if size == 1 && build.version >= .v3_12 {
      try incref(value)
      try clearList(list)
      return value
    }
    try move((size - index - 1) * pointerSize, from: place + pointerSize, to: place)
    try resizeList(list, to: size - 1)
    return value
  }

  /// `del list[index]` of a valid index: `list_ass_item`
  func deleteItem(_ index: Int, ofList list: Address) throws(PyError) {
    let value = try pointer(at: try itemPlace(index, of: list))
    let size = try get(c.list.fields.ob_base.ob_size, of: list)
    if build.version < .v3_13 && size == 1 {
      return try clearList(list)
    } else if build.version < .v3_13 {
      _ = try pop(index, from: list)
    } else {
      // list_ass_item_lock_held: the list keeps its room
      let place = try itemPlace(index, of: list)
      try move((size - index - 1) * pointerSize, from: place + pointerSize, to: place)
      try set(c.list.fields.ob_base.ob_size, of: list, to: size - 1)
    }
    try decref(value)
  }

  /// `list.clear()`: `list_clear`
  func clearList(_ list: Address) throws(PyError) {
    let fields = c.list.fields
    let items = try get(fields.ob_item, of: list)
    let size = try get(fields.ob_base.ob_size, of: list)
    try set(fields.ob_base.ob_size, of: list, to: 0)
    try set(fields.ob_item, of: list, to: .null)
    try set(fields.allocated, of: list, to: 0)
    for number in stride(from: size - 1, through: 0, by: -1) {
      try decref(try pointer(at: items + number * pointerSize))
    }
    try freeItems(items)
  }

  /// `list.extend(items)`: `list_extend` of a list or a tuple, or another iterable's items.
  func extend(_ list: Address, with items: [Object]) throws(PyError) {
    if items.isEmpty { return }
    let fields = c.list.fields
    let size = try get(fields.ob_base.ob_size, of: list)
    if build.version >= .v3_10, try get(fields.ob_item, of: list) == .null {
      try preallocate(list, items.count)
    } else {
      try resizeList(list, to: size + items.count)
    }
    try set(fields.ob_base.ob_size, of: list, to: size + items.count)
    for (index, item) in items.enumerated() {
      try incref(try item.address)
      try setPointer(at: try itemPlace(size + index, of: list), to: try item.address)
    }
  }

  /// `list_preallocate_exact`, bpo-33234; of an even number since bpo-43574.
  func preallocate(_ list: Address, _ count: Int) throws(PyError) {
    try reallocateItems(list, to: build.version < .v3_10 ? count : (count + 1) & ~1)
  }

  /// Where the item of a valid index is.
  func itemPlace(_ index: Int, of list: Address) throws(PyError) -> Address {
    try get(c.list.fields.ob_item, of: list) + index * pointerSize
  }
}
