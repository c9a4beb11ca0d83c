/// `PyDecObject`, Modules/_decimal/_decimal.c (3.x)
public struct PyDecObject: CStruct {
  public let ob_base: PyObject
  /// `mpd_t.flags`: where the digits are.
  public let flags: Field<UInt8>
  /// `mpd_t.alloc`: words there is room for.
  public let alloc: Field<Py_ssize_t>

  /// `_Py_DEC_MINALLOC`: words that stand in the struct.
  static let wordsInside = 4

  public init(_ c: inout CLayout) {
    let pointer = c.build.pointerSize
    ob_base = c.head()
    c.skip(pointer, alignment: pointer)  // hash
    flags = c.field("dec.flags")
    c.skip(3 * pointer, alignment: pointer)  // exp, digits, len
    alloc = c.field("dec.alloc")
    c.skip(pointer, alignment: pointer)  // data
    c.skip(Self.wordsInside * pointer, alignment: pointer)  // data's words
  }
}

extension PyType {
  /// `dec_spec`, Modules/_decimal/_decimal.c (3.x): traversed from 3.13 on.
  public static func decimal(on build: Build) -> PyType {
    PyType(
      "decimal.Decimal", PyDecObject.self, on: build,
      flags: build.version < .v3_13 ? [] : .haveGC)
  }
}
