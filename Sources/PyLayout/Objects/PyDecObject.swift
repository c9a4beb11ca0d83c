/// `PyDecObject`, Modules/_decimal/_decimal.c (3.x)
public struct PyDecObject: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// `mpd_t.flags`: where the digits are.
  public let flags: Field<UInt8>
  /// `mpd_t.len`: words of the number.
  public let len: Field<Py_ssize_t>
  /// `mpd_t.data`: where they are.
  public let data: Field<Pointer<CVoid>>
  /// `mpd_t.alloc`: words there is room for.
  public let alloc: Field<Py_ssize_t>

  /// `_Py_DEC_MINALLOC`: words that stand in the struct.
  static let wordsInside = 4

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    ob_base = c.head()
    c.fields(Py_hash_t.self, .bookkeeping, "hash")
    flags = c.field("dec.flags", .bookkeeping)
    c.fields(Py_ssize_t.self, "dec.exp", "dec.digits")
    len = c.field("dec.len", .bookkeeping)
    alloc = c.field("dec.alloc", .bookkeeping)
    data = c.field("dec.data")
    let _: ArrayField<uintptr_t> = c.array("data", count: Self.wordsInside)
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
