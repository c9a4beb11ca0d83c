/// `PyCompactUnicodeObject`, Include/cpython/unicodeobject.h: a `str`, its characters behind it.
public struct PyCompactUnicodeObject: CStruct {
  /// What a `str` of ASCII has.
  public let _base: PyASCIIObject
  /// Bytes at `utf8`, without the zero behind them.
  public let utf8_length: Field<Py_ssize_t>
  /// The text in UTF-8, `NULL` until somebody asks.
  public let utf8: Field<Pointer<Int8>>
  /// How many `wchar_t`s `wstr` has; up to 3.11.
  public let wstr_length: Field<Py_ssize_t>?

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// PEP 623, 3.12, removed `wstr_length`.
  public init(_ c: inout CLayout) {
    _base = c.embed("_base")
    utf8_length = c.field("utf8_length", .bookkeeping)
    utf8 = c.field("utf8")
    wstr_length = c.field("wstr_length", .bookkeeping, if: c.build.version < .v3_12)
  }
}
