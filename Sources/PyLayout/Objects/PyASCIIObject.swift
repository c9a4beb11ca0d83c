/// `PyASCIIObject`, Include/cpython/unicodeobject.h: a `str` of ASCII only, its bytes behind it.
public struct PyASCIIObject: CStruct {
  public let ob_base: PyObject
  public let length: Field<Py_ssize_t>
  public let hash: Field<Py_hash_t>
  public let state: Field<UInt32>
  public let wstr: Field<Pointer<wchar_t>>?  // removed in 3.12

  public init(_ c: inout CLayout) {
    ob_base = c.head()
    length = c.field("length", .bookkeeping)
    hash = c.field("hash", .bookkeeping)
    state = c.field("state", .bookkeeping)
    c.align(to: c.build.pointerSize)
    wstr = c.field("wstr", if: c.build.version < .v3_12)
  }
}
