import PyLayout

/// The UTF-8 that a `str` of 3.x keeps once C code has asked for it: Objects/unicodeobject.c
extension Object {
  /// `PyUnicode_AsUTF8`: from then on the object keeps its UTF-8, and is as much larger. ASCII is its
  /// own UTF-8.
  ///
  /// - Throws: ``PyError`` `TypeError` when it is no `str` of 3.x, `ValueError` for lone surrogates.
  public func cacheUTF8() throws(PyError) {
    let object = try address
    guard heap.build.version >= .v3_0, try heap.type(of: object).kind == .str else {
      throw PyError(.typeError, "bad argument type for built-in operation")
    }
    try heap.cacheUTF8(of: object)
  }
}

extension Heap {
  /// `unicode_fill_utf8`
  func cacheUTF8(of object: Address) throws(PyError) {
    let state = try strState(of: object)
    guard !(state.isCompact && state.isASCII) else { return }
    let compact = c.compact.fields
    guard try get(compact.utf8, of: object) == .null else { return }
    var bytes: [UInt8] = []
    for point in try points(of: object) {
      guard let scalar = Unicode.Scalar(point) else {
        throw PyError(.valueError, "'utf-8' codec can't encode: surrogates not allowed")
      }
      bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
    }
    let place = try allocate(bytes.count + 1, .object)
    try write(bytes + [0], at: place)
    try set(compact.utf8, of: object, to: Pointer(place))
    try set(compact.utf8_length, of: object, to: bytes.count)
  }

  /// Frees what the object keeps, unless it is its characters: `_PyUnicode_HAS_UTF8_MEMORY`.
  func freeUTF8(of object: Address) throws(PyError) {
    let state = try strState(of: object)
    guard !(state.isCompact && state.isASCII) else { return }
    let utf8 = try get(c.compact.fields.utf8, of: object).address
    let characters = state.isCompact ? .null : try get(c.unicode.fields.data, of: object).address
    if utf8 == .null || utf8 == characters { return }
    try free(utf8, .object)
  }
}
