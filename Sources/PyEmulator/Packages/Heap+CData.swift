import PyLayout

/// `ctypes.Structure`: Modules/_ctypes/_ctypes.c
extension Heap {
  /// `class name(ctypes.Structure)` whose `_fields_` are C ints: a real C struct behind an object.
  ///
  /// - Throws: ``PyError`` for a name that is no identifier.
  public func makeCtypesClass(_ name: String, ints: [String]) throws(PyError) -> Class {
    let type = try makeType(name, bases: [builtin.cdata], slots: nil)
    for (index, field) in ints.enumerated() { type.cFields[field] = index * 4 }
    return Class(type, in: self)
  }

  /// `GenericPyCData_new`, `PyCData_MallocBuffer`: small data is kept inside the object.
  func makeData(of object: Address, _ type: TypeObject) throws(PyError) {
    let fields = c.cdata.fields
    let count = type.mro.reduce(0) { $0 + $1.cFields.count }
    let size = count * 4
    let isInside = size <= fields.b_value.size
    let data = isInside ? object + fields.b_value.offset : try allocate(size, .mem)
    try fill(0, at: data, count: size)
    try set(fields.b_ptr, of: object, to: data)
    try set(fields.b_needsfree, of: object, to: 1)
    try set(fields.b_size, of: object, to: size)
    try set(fields.b_length, of: object, to: count)
  }

  /// Where a field of the C struct is; `nil` for another name.
  func cFieldPlace(
    _ name: String, of object: Address, _ type: TypeObject
  ) throws(PyError) -> Address? {
    guard type.kind == .cdata else { return nil }
    for ancestor in type.mro {
      if let offset = ancestor.cFields[name] {
        return try get(c.cdata.fields.b_ptr, of: object) + offset
      }
    }
    return nil
  }

  /// `i_set`, Modules/_ctypes/cfield.c: of an int that is too large, the low bits.
  func setCField(at place: Address, to value: Address?) throws(PyError) {
    guard let value else { throw PyError(.typeError, "can't delete attribute") }
    let kind = try type(of: value).kind
    guard [.int, .plainInt, .bool].contains(kind) else {
      throw PyError(.typeError, "int expected instead of \(try type(of: value).name) instance")
    }
    let isPlain = kind == .plainInt || kind == .bool && build.version < .v3_0
    let bits: UInt64
    if isPlain {
      bits = UInt64(bitPattern: Int64(try plainIntValue(of: value)))
    } else {
      let (isNegative, digits) = try longDigits(of: value)
      let magnitude = digits.reversed().reduce(UInt64(0)) {
        $0 << UInt64(digitBits) | UInt64($1)
      }
      bits = isNegative ? 0 &- magnitude : magnitude
    }
    try store(bits & 0xffff_ffff, size: 4, at: place)
  }

  func freeData(ofCData object: Address) throws(PyError) {
    let fields = c.cdata.fields
    let data = try get(fields.b_ptr, of: object)
    if data != object + fields.b_value.offset { try free(data, .mem) }
  }
}
