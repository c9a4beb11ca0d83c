/// `bytesio`, Modules/_io/bytesio.c
package struct bytesio: CStruct {
  /// The head that every object starts with.
  package let ob_base: PyObject
  /// What was written, a `bytes`, in 3.x.
  package let buf: Field<Ref>?
  /// 2.7's `buf`, a block.
  package let buf2: Field<Pointer<Int8>>?
  /// Bytes of that block.
  package let buf_size: Field<Py_ssize_t>?

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.x keeps a `bytes`, which it can share until one of them changes it: bpo-22003.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    let is2 = version < .v3_0
    ob_base = c.head()
    buf = c.field("buf", role: version < .v3_12 ? .unvisited : nil, if: !is2)
    buf2 = c.field("buf", if: is2)
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
