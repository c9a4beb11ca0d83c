/// `PyCompactUnicodeObject`, Include/cpython/unicodeobject.h: a `str`, its characters behind it.
public struct PyCompactUnicodeObject: CStruct {
  public let _base: PyASCIIObject
  public let utf8_length: Field<Py_ssize_t>
  public let utf8: Field<Pointer<Int8>>
  public let wstr_length: Field<Py_ssize_t>?

  public init(_ c: inout CLayout) {
    _base = c.embed("_base")
    utf8_length = c.field("utf8_length", .bookkeeping)
    utf8 = c.field("utf8")
    wstr_length = c.field("wstr_length", .bookkeeping, if: c.build.version < .v3_12)
  }
}
