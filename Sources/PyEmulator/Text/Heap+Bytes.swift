import PyLayout

/// `bytes` (2.7 `str`): Objects/bytesobject.c, Objects/stringobject.c
extension Heap {
  /// A new reference to a bytes object; the empty one and those of one byte are shared.
  func makeBytes(_ value: [UInt8]) throws(PyError) -> Address {
    if value.count < 2 {
      let shared = try sharedBytes(value)
      try incref(shared)
      return shared
    }
    return try newBytes(value)
  }

  private func sharedBytes(_ value: [UInt8]) throws(PyError) -> Address {
    if let known = singletons.bytes[value] { return known }
    let points = value.map(UInt32.init)
    var object = Address.null
    if build.version < .v3_0, let known = interned[points] {
      try incref(known)
      object = known
    } else {
      object = try newBytes(value)
      // 2.7: PyString_FromStringAndSize interns what it shares
      if build.version < .v3_0 { try intern(object, points) }
    }
    try makeImmortal(object)
    singletons.bytes[value] = object
    return object
  }

  /// `PyBytes_FromStringAndSize`
  func newBytes(_ value: [UInt8]) throws(PyError) -> Address {
    let fields = c.bytes.fields
    let start = fields.ob_sval.offset.rawValue
    let object = try allocateObject(builtin.bytes, size: start + value.count + 1)
    try set(fields.ob_base.ob_size, of: object, to: value.count)
    try makeHead(of: object, type: builtin.bytes)
    try set(fields.ob_shash, of: object, to: -1)
    if let sstate = fields.ob_sstate { try set(sstate, of: object, to: 0) }
    try write(value + [0], at: object + start)
    return object
  }

  /// The bytes of a bytes object.
  func bytesValue(of object: Address) throws(PyError) -> [UInt8] {
    let count = try get(c.bytes.fields.ob_base.ob_size, of: object)
    return try bytes(at: object + c.bytes.fields.ob_sval.offset, count: count)
  }
}
