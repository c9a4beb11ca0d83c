/// `textio`, Modules/_io/textio.c
package struct textio: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.x can write through and read ahead by the decoder's ratio; PEP 687, 3.12, added the module's
  /// state.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Int32.self, "ok", "detached")
    c.fields(Py_ssize_t.self, "chunk_size")
    c.fields(Ref.self, "buffer", "encoding", "encoder", "decoder", "readnl", "errors", "writenl")
    c.fields(Int8.self, "line_buffering")
    if version >= .v3_0 { c.fields(Int8.self, "write_through") }
    c.fields(Int8.self, "readuniversal", "readtranslate", "writetranslate", "seekable")
    if version >= .v3_0 { c.fields(Int8.self, "has_read1") }
    c.fields(Int8.self, "telling")
    if version >= .v3_0 { c.fields(Int8.self, "finalizing") }
    c.fields(FunctionPointer.self, "encodefunc")
    c.fields(Int8.self, "encoding_start_of_stream")
    c.fields(Ref.self, "decoded_chars")
    c.fields(Py_ssize_t.self, "decoded_chars_used")
    c.fields(Ref.self, "pending_bytes")
    c.fields(Py_ssize_t.self, "pending_bytes_count")
    c.fields(Ref.self, "snapshot")
    if version >= .v3_0 { c.fields(Double.self, "b2cratio") }
    c.fields(Ref.self, "raw")
    c.fields(WeakRef.self, "weakreflist")
    c.fields(Ref.self, "dict")
    if version >= .v3_12 { c.fields(PlainPointer.self, "state") }
  }
}

extension PyType {
  /// `textiowrapper_spec`, Modules/_io/textio.c
  public static func textIOWrapper(on build: Build) -> PyType {
    PyType("_io.TextIOWrapper", textio.self, on: build, dict: "dict", weakrefs: "weakreflist")
  }
}
