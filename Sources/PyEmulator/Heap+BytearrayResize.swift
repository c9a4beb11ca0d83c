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
    let place = try get(c.bytearray.fields.ob_bytes, of: object) + index
    let byte = UInt8(try load(1, at: place))
    try move(count - index - 1, from: place + 1, to: place)
    try resizeBytearray(object, to: count - 1)
    return byte
  }

  func setByte(_ index: Int, of object: Address, to byte: UInt8) throws(PyError) {
    let buffer = try get(c.bytearray.fields.ob_bytes, of: object)
    try store(UInt64(byte), size: 1, at: buffer + index)
  }

  /// `PyByteArray_Resize`: room for one byte more than so many, or in 3.15 for as many.
  private func resizeBytearray(_ object: Address, to count: Int) throws(PyError) {
    let fields = c.bytearray.fields
    let alloc = try get(fields.ob_alloc, of: object)
    let old = try get(fields.ob_base.ob_size, of: object)
    // gh-139871, 3.15: the closing zero is the bytes object's own
    let extra = fields.ob_bytes_object == nil ? 1 : 0
    var new = alloc
    if count + extra <= alloc {
      if count < alloc / 2 { new = count + extra }
    } else if Double(count) <= Double(alloc) * 1.125 {
      new = count + count >> 3 + (count < 9 ? 3 : 6)
    } else {
      new = count + extra
    }
    if new != alloc {
      let kept = try bytes(
        at: try get(fields.ob_bytes, of: object), count: min(old, count))
      try reallocateBuffer(ofBytearray: object, to: new, keeping: kept)
    }
    try set(fields.ob_base.ob_size, of: object, to: count)
    if new > 0 { try setByte(count, of: object, to: 0) }
  }
}
