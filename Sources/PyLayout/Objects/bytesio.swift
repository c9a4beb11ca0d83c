/// `bytesio`, Modules/_io/bytesio.c
public struct bytesio: CStruct {
  public let ob_base: PyObject
  public let buf: Field<Pointer<CVoid>>
  /// The bytes behind `buf`; in 3.x that is a `bytes` object.
  public let buf_size: Field<Py_ssize_t>?

  public init(_ c: inout CLayout) {
    let is2 = c.build.version < .v3_0
    ob_base = c.head()
    buf = c.field("buf")
    c.fields(Py_ssize_t.self, .bookkeeping, "pos", "string_size")
    buf_size = c.field("buf_size", .bookkeeping, if: is2)
    c.fields(Ref.self, "dict")
    c.fields(WeakRef.self, "weakreflist")
    if !is2 { c.fields(Py_ssize_t.self, .bookkeeping, "exports") }
  }
}

extension PyType {
  /// `bytesio_spec`, Modules/_io/bytesio.c
  public static func bytesIO(on build: Build) -> PyType {
    PyType("_io.BytesIO", bytesio.self, on: build, dict: "dict", weakrefs: "weakreflist")
  }
}
