import PyLayout

/// The items that are no objects until they are asked for: bytes, characters, numbers of a range.
extension Heap {
  /// `object[index]`, a new object, of a valid index.
  func element(_ index: Int, of object: Address, _ type: TypeObject) throws(PyError) -> Object {
    switch type.kind {
    case .range:
      let range = try rangeFacts(of: object)
      // It is between start and stop, whatever the product is on its way
      return try make(range.start &+ index &* range.step)
    case .bytearray:
      return try make(Int(try load(1, at: try start(ofBytearray: object) + index)))
    case .str, .unicode2: return Object(try makeStr([try points(of: object)[index]]), in: self)
    default:
      let byte = UInt8(try load(1, at: object + (c.bytes.fields.ob_sval.offset.rawValue + index)))
      return build.version < .v3_0 ? try makeBytes(of: [byte]) : try make(Int(byte))
    }
  }

  /// The byte that an int is: `_getbytevalue`, Objects/bytearrayobject.c
  ///
  /// - Throws: ``PyError`` `ValueError`, or `TypeError` for another object.
  func byte(_ object: Object) throws(PyError) -> UInt8 {
    let type = try type(of: try object.address)
    guard [.int, .plainInt, .bool].contains(type.kind) else {
      throw PyError(
        .typeError,
        build.version < .v3_0
          ? "an integer or string of size 1 is required"
          : "'\(type.name)' object cannot be interpreted as an integer")
    }
    guard let value = try object.int.flatMap(UInt8.init(exactly:)) else {
      throw PyError(.valueError, "byte must be in range(0, 256)")
    }
    return value
  }
}
