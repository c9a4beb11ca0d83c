/// `buffered`, Modules/_io/bufferedio.c: `BufferedReader`, `BufferedWriter`, `BufferedRandom`.
package struct buffered: CStruct {
  /// The head that every object starts with.
  package let ob_base: PyObject
  /// The block that it reads into and writes from.
  package let buffer: Field<Pointer<Int8>>
  /// Bytes of that block.
  package let buffer_size: Field<Py_ssize_t>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.x has `finalizing`, set while it is being ended.
  package init(_ c: inout CLayout) {
    ob_base = c.head()
    c.fields(Ref.self, "raw")
    c.fields(Int32.self, .bookkeeping, "ok", "detached", "readable", "writable")
    if c.build.version >= .v3_0 { c.fields(Int8.self, .bookkeeping, "finalizing") }
    c.fields(Int32.self, .bookkeeping, "fast_closed_checks")
    c.fields(Int64.self, .bookkeeping, "abs_pos")
    buffer = c.field("buffer")
    c.fields(Int64.self, .bookkeeping, "pos", "raw_pos", "read_end", "write_pos", "write_end")
    c.fields(Pointer<CVoid>.self, "lock")
    c.fields(uintptr_t.self, .bookkeeping, "owner")
    buffer_size = c.field("buffer_size")
    c.fields(Py_ssize_t.self, .bookkeeping, "buffer_mask")
    c.fields(Ref.self, "dict")
    c.fields(WeakRef.self, "weakreflist")
  }
}

extension PyType {
  /// `bufferedreader_spec` and its two kin, Modules/_io/bufferedio.c
  public static func bufferedReader(on build: Build) -> PyType {
    PyType("_io.BufferedReader", buffered.self, on: build, dict: "dict", weakrefs: "weakreflist")
  }
}
