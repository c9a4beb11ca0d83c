/// `PyASCIIObject`, Include/cpython/unicodeobject.h: a `str` of ASCII only, its bytes behind it.
public struct PyASCIIObject: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// How many characters it has.
  public let length: Field<Py_ssize_t>
  /// Its hash, -1 until somebody asks.
  public let hash: Field<Py_hash_t>
  /// Bit fields: interned, bytes of a character, compact, ASCII; up to 3.11 ready.
  public let state: Field<UInt32>
  /// The text as `wchar_t`s, `NULL` until somebody asks; up to 3.11.
  public let wstr: Field<Pointer<wchar_t>>?

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// PEP 623, 3.12, removed `wstr`.
  public init(_ c: inout CLayout) {
    ob_base = c.head()
    length = c.field("length", .bookkeeping)
    hash = c.field("hash", .bookkeeping)
    state = c.field("state", .bookkeeping)
    c.align(to: c.build.pointerSize)
    wstr = c.field("wstr", if: c.build.version < .v3_12)
  }
}
