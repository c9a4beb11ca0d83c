import PyLayout

/// What an object holds, as a Swift value.
extension Object {
  /// The value of an `int` or a `bool`; `nil` when it is another object, or too large for `Int`.
  ///
  /// - Throws: ``PyError`` `ReferenceError` once the reference was released.
  public var int: Int? {
    get throws(PyError) {
      let object = try address
      return try heap.type(of: object).behaviour.nb_index(object, heap)
    }
  }

  /// The value of a `float`; `nil` when it is another object.
  ///
  /// - Throws: ``PyError`` `ReferenceError` once the reference was released.
  public var double: Double? {
    get throws(PyError) {
      let object = try address
      guard try heap.type(of: object).kind == .float else { return nil }
      return try heap.get(heap.c.float.fields.ob_fval, of: object)
    }
  }

  /// The characters of a `str`, of 2.7's `str` too; lone surrogates are replaced. `nil` when it is
  /// another object.
  ///
  /// - Throws: ``PyError`` `ReferenceError` once the reference was released.
  public var string: String? {
    get throws(PyError) { try heap.string(of: try address) }
  }

  /// `object is other`
  ///
  /// - Throws: ``PyError`` `ReferenceError` once either reference was released.
  public func isSame(as other: Object) throws(PyError) -> Bool {
    try address == heap.own(other).address
  }

  /// `object == other`
  ///
  /// - Throws: ``PyError`` `ReferenceError` once either reference was released.
  public func isEqual(to other: Object) throws(PyError) -> Bool {
    try heap.isEqual(try address, try heap.own(other).address)
  }
}

extension Heap {
  /// The characters of a `str`, of 2.7's `str` too; `nil` for another object.
  func string(of object: Address) throws(PyError) -> String? {
    switch try type(of: object).kind {
    case .str, .unicode2:
      let scalars = try points(of: object).map { Unicode.Scalar($0) ?? "\u{fffd}" }
      return String(String.UnicodeScalarView(scalars))
    case .bytes where build.version < .v3_0:
      return String(decoding: try bytesValue(of: object), as: UTF8.self)
    default: return nil
    }
  }
}
