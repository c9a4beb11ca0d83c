/// `stringio`, Modules/_io/stringio.c
package struct stringio: CStruct {
  /// The characters of four bytes each, once they are needed; in 2.7 `Py_UNICODE`s.
  package let buf: Field<Pointer<CVoid>>
  /// Characters that `buf` has room for, four bytes each (2.7: as many as `Py_UNICODE` has).
  package let buf_size: Field<Py_ssize_t>
  /// What was written and is not in `buf` yet: a `str`, as the writer of 3.12 and 3.13 has it.
  package let writer: _PyUnicodeWriter?

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.x writes to an accumulator first, which is a `_PyUnicodeWriter` from 3.12 on, and from 3.14
  /// on a block of its own.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    buf = c.field("buf")
    c.fields(Py_ssize_t.self, .bookkeeping, "pos", "string_size")
    buf_size = c.field("buf_size", .bookkeeping)
    if version >= .v3_0 { c.fields(Int32.self, .bookkeeping, "state") }
    writer = version >= .v3_12 && version < .v3_14 ? c.embed("writer") : nil
    if version >= .v3_14 { c.fields(Pointer<_PyUnicodeWriter>.self, "writer") }
    if version >= .v3_0 && version < .v3_12 {
      c.fields(UnvisitedRef.self, "accu.large", "accu.small")
    }
    c.fields(Int8.self, "ok", "closed", "readuniversal", "readtranslate")
    if version < .v3_12 {
      c.fields(UnvisitedRef.self, "decoder", "readnl", "writenl")
    } else {
      c.fields(Ref.self, "decoder", "readnl", "writenl")
    }
    c.fields(Ref.self, "dict")
    c.fields(WeakRef.self, "weakreflist")
    if version >= .v3_12 { c.fields(PlainPointer.self, "module_state") }
  }
}

extension PyType {
  /// `stringio_spec`, Modules/_io/stringio.c
  public static func stringIO(on build: Build) -> PyType {
    PyType("_io.StringIO", stringio.self, on: build, dict: "dict", weakrefs: "weakreflist")
  }
}
