import PyLayout

/// What a bytearray's methods do: Objects/bytearrayobject.c
extension Heap {
  /// `bytearray_append_impl`
  func append(_ byte: UInt8, toBytearray object: Address) throws(PyError) {
    let count = try get(c.bytearray.fields.ob_base.ob_size, of: object)
    try resizeBytearray(object, to: count + 1)
    try setByte(count, of: object, to: byte)
  }

  /// `bytearray_pop_impl`
  ///
  /// - Throws: ``PyError`` `IndexError`.
  func pop(_ index: Int, fromBytearray object: Address) throws(PyError) -> UInt8 {
    let count = try get(c.bytearray.fields.ob_base.ob_size, of: object)
    if count == 0 { throw PyError(.indexError, "pop from empty bytearray") }
    let index = index < 0 ? index + count : index
    guard 0..<count ~= index else { throw PyError(.indexError, "pop index out of range") }
    let place = try start(ofBytearray: object) + index
    let byte = UInt8(try load(1, at: place))
    try move(count - index - 1, from: place + 1, to: place)
    try resizeBytearray(object, to: count - 1)
    return byte
  }

  /// `bytearray_setslice_linear` with nothing in place of one byte: the first one is left behind.
  func deleteItem(_ index: Int, ofBytearray object: Address) throws(PyError) {
    let count = try get(c.bytearray.fields.ob_base.ob_size, of: object)
    let place = try start(ofBytearray: object) + index
    if index == 0, let start = c.bytearray.fields.ob_start {
      try set(start, of: object, to: Pointer(place + 1))
    } else {
      try move(count - index - 1, from: place + 1, to: place)
    }
    try resizeBytearray(object, to: count - 1)
  }

  func setByte(_ index: Int, of object: Address, to byte: UInt8) throws(PyError) {
    try store(UInt64(byte), size: 1, at: try start(ofBytearray: object) + index)
  }

  /// `PyByteArray_Resize`: room for one byte more than `count`, or in 3.15 for `count`.
  private func resizeBytearray(_ object: Address, to count: Int) throws(PyError) {
    let fields = c.bytearray.fields
    let alloc = try get(fields.ob_alloc, of: object)
    let old = try get(fields.ob_base.ob_size, of: object)
    let start = try start(ofBytearray: object)
    let leftBehind = start.distance(from: try get(fields.ob_bytes, of: object).address)
    // 3.15.0: one that is emptied gives its bytes object back, whichever way it came to be empty
    if count == 0, let owner = fields.ob_bytes_object {
      try xdecref(try get(owner, of: object).address)
      try set(fields.ob_base.ob_size, of: object, to: 0)
      return try emptyBuffer(ofBytearray: object)
    }
    // gh-139871, 3.15: the closing zero is the bytes object's own
    let extra = fields.ob_bytes_object == nil ? 1 : 0
    var new = alloc
    if count + leftBehind + extra <= alloc {
      if count < alloc / 2 { new = count + extra }
    } else if Double(count) <= Double(alloc) * 1.125 {
      new = count + count >> 3 + (count < 9 ? 3 : 6)
    } else {
      new = count + extra
    }
    if new != alloc || count + leftBehind + extra > alloc {
      let kept = min(old, count) == 0 ? [] : try bytes(at: start, count: min(old, count))
      try reallocateBuffer(ofBytearray: object, to: new, keeping: kept, isMoved: leftBehind > 0)
    }
    try set(fields.ob_base.ob_size, of: object, to: count)
    if new > 0 { try setByte(count, of: object, to: 0) }
  }
}
