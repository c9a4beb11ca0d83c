/// `bytesio`, Modules/_io/bytesio.c
public struct bytesio: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// What was written: in 3.x a `bytes`, in 2.7 a block of bytes.
  public let buf: Field<Pointer<CVoid>>
  /// Bytes of that block; 2.7 alone.
  public let buf_size: Field<Py_ssize_t>?

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.x keeps a `bytes`, which it can share until one of them changes it: bpo-22003.
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
