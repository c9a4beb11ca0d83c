/// `partialobject`, Modules/_functoolsmodule.c
package struct partialobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// PEP 590, 3.9, put `vectorcall` in the place of a flag; gh-119127, 3.14, added placeholders.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Ref.self, "fn", "args", "kw", "dict")
    c.fields(WeakRef.self, "weakreflist")
    if version >= .v3_14 {
      c.fields(UnvisitedRef.self, "placeholder")
      c.fields(Py_ssize_t.self, "phcount")
    }
    if version >= .v3_9 {
      c.fields(FunctionPointer.self, "vectorcall")
    } else if version >= .v3_7 {
      c.fields(Int32.self, "use_fastcall")
    }
  }
}

extension PyType {
  /// `partial_type`, Modules/_functoolsmodule.c
  public static func partial(on build: Build) -> PyType {
    PyType(
      "functools.partial", partialobject.self, on: build, dict: "dict", weakrefs: "weakreflist")
  }
}
