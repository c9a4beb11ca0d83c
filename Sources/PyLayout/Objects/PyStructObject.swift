/// `PyStructObject`, Modules/_struct.c: `struct.Struct`.
package struct PyStructObject: CStruct {
  /// The head that every object starts with.
  package let ob_base: PyObject
  /// The compiled format: an item each, and one behind the last whose `fmtdef` is `NULL`.
  package let s_codes: Field<Pointer<formatcode>>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.15 added `ready`, which tells whether `__init__` has run.
  package init(_ c: inout CLayout) {
    ob_base = c.head()
    c.fields(Py_ssize_t.self, .bookkeeping, "s_size", "s_len")
    s_codes = c.field("s_codes")
    c.fields(Ref.self, "s_format")
    c.fields(WeakRef.self, "weakreflist")
    if c.build.version >= .v3_15 { c.fields(UInt8.self, .bookkeeping, "ready") }
    c.align(to: c.build.pointerSize)
  }
}

extension PyType {
  /// `PyStructType_spec`, Modules/_struct.c
  public static func structObject(on build: Build) -> PyType {
    PyType(
      "_struct.Struct", PyStructObject.self, on: build, weakrefs: "weakreflist",
      flags: build.version < .v3_10 ? [] : .haveGC)
  }
}
