/// `stringio`, Modules/_io/stringio.c
public struct stringio: CStruct {
  public init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.pointers("buf")
    c.fields(Py_ssize_t.self, "pos", "string_size", "buf_size")
    if version >= .v3_0 {
      c.fields(Int32.self, "state")
      if version >= .v3_14 {
        c.pointers("writer")
      } else if version >= .v3_12 {
        let _: _PyUnicodeWriter = c.embed("writer")
      } else {
        c.pointers("accu.large", "accu.small")
      }
    }
    c.fields(Int8.self, "ok", "closed", "readuniversal", "readtranslate")
    c.pointers("decoder", "readnl", "writenl", "dict", "weakreflist")
    if version >= .v3_12 { c.pointers("module_state") }
  }
}

extension PyType {
  /// `stringio_spec`, Modules/_io/stringio.c
  public static func stringIO(on build: Build) -> PyType {
    PyType("_io.StringIO", stringio.self, on: build, dict: "dict", weakrefs: "weakreflist")
  }
}
