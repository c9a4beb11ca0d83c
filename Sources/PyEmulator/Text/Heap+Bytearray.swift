import PyLayout

/// `bytearray`: Objects/bytearrayobject.c
extension Heap {
  /// A new reference to a bytearray of the bytes: `PyByteArray_FromStringAndSize`, made to measure.
  func newBytearray(_ value: [UInt8]) throws(PyError) -> Address {
    let object = try allocateInstance(builtin.bytearray, items: 0)
    try fillBytearray(object, with: value)
    return object
  }

  /// Gives an empty bytearray its bytes.
  func fillBytearray(_ object: Address, with value: [UInt8]) throws(PyError) {
    let fields = c.bytearray.fields
    guard !value.isEmpty else { return try emptyBuffer(ofBytearray: object) }
    if let owner = fields.ob_bytes_object {
      // gh-139871, 3.15: the buffer is a bytes object's
      let bytes = try newBytes(value)
      try set(owner, of: object, to: Pointer(bytes))
      try setBuffer(of: object, to: bytes + c.bytes.fields.ob_sval.offset, alloc: value.count)
    } else {
      // One more for a closing zero
      let buffer = try allocate(value.count + 1, build.version < .v3_0 ? .raw : .object)
      try write(value + [0], at: buffer)
      try setBuffer(of: object, to: buffer, alloc: value.count + 1)
    }
    try set(fields.ob_base.ob_size, of: object, to: value.count)
  }

  /// From 3.15 on an empty bytearray's buffer is the empty bytes object's.
  func emptyBuffer(ofBytearray object: Address) throws(PyError) {
    guard let owner = c.bytearray.fields.ob_bytes_object else { return }
    let bytes = try makeBytes([])
    try set(owner, of: object, to: Pointer(bytes))
    try setBuffer(of: object, to: bytes + c.bytes.fields.ob_sval.offset, alloc: 0)
  }

  private func setBuffer(of object: Address, to buffer: Address, alloc: Int) throws(PyError) {
    let fields = c.bytearray.fields
    try set(fields.ob_alloc, of: object, to: alloc)
    try set(fields.ob_bytes, of: object, to: Pointer(buffer))
    if let start = fields.ob_start { try set(start, of: object, to: Pointer(buffer)) }
  }

  /// Where the first byte is: from 3.4 on bytes before it may have been deleted.
  func start(ofBytearray object: Address) throws(PyError) -> Address {
    try get(c.bytearray.fields.ob_start ?? c.bytearray.fields.ob_bytes, of: object).address
  }

  /// The buffer moves: `PyObject_Realloc`, or `PyObject_Malloc` where bytes before the first were
  /// deleted; in 3.15 `_PyBytes_Resize`.
  func reallocateBuffer(
    ofBytearray object: Address, to alloc: Int, keeping bytes: [UInt8], isMoved: Bool
  ) throws(PyError) {
    let fields = c.bytearray.fields
    if let owner = fields.ob_bytes_object {
      let room = Array(repeating: UInt8(0), count: alloc - bytes.count)
      let new = try newBytes(bytes + room)
      try xdecref(try get(owner, of: object).address)
      try set(owner, of: object, to: Pointer(new))
      return try setBuffer(
        of: object, to: new + c.bytes.fields.ob_sval.offset, alloc: alloc)
    }
    let domain: Allocator.Domain = build.version < .v3_0 ? .raw : .object
    let old = try get(fields.ob_bytes, of: object)
    let new: Address
    if old == .null || isMoved {
      new = try allocate(alloc, domain)
      try write(bytes, at: new)
      if old != .null { try free(old, domain) }
    } else {
      new = try reallocate(old.address, to: alloc, domain)
    }
    try setBuffer(of: object, to: new, alloc: alloc)
  }

  func freeBuffer(ofBytearray object: Address) throws(PyError) {
    let fields = c.bytearray.fields
    if let owner = fields.ob_bytes_object {
      return try xdecref(try get(owner, of: object).address)
    }
    let buffer = try get(fields.ob_bytes, of: object)
    if buffer != .null { try free(buffer, build.version < .v3_0 ? .raw : .object) }
  }
}
