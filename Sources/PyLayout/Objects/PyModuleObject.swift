/// `PyModuleObject`, Include/internal/pycore_moduleobject.h (up to 3.9: Objects/moduleobject.c)
package struct PyModuleObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// PEP 3121, in 3.x, added definition and state; PEP 703, free threading, whether it needs the
  /// GIL; PEP 793, 3.15, took the definition apart.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Ref.self, "md_dict")
    if version < .v3_0 { return }
    guard version >= .v3_15 else {
      c.fields(PlainPointer.self, "md_def")
      c.fields(Pointer<CVoid>.self, "md_state")
      c.fields(WeakRef.self, "md_weaklist")
      c.fields(UnvisitedRef.self, "md_name")
      if c.build.isFreeThreaded { c.fields(PlainPointer.self, "md_gil") }
      return
    }
    c.fields(Pointer<CVoid>.self, "md_state")
    c.fields(WeakRef.self, "md_weaklist")
    c.fields(UnvisitedRef.self, "md_name")
    c.fields(UInt8.self, "md_token_is_def")
    if c.build.isFreeThreaded { c.fields(UInt8.self, "md_requires_gil") }
    c.fields(Py_ssize_t.self, "md_state_size")
    c.fields(FunctionPointer.self, "md_state_traverse", "md_state_clear", "md_state_free")
    c.fields(PlainPointer.self, "md_token")
    c.fields(FunctionPointer.self, "md_exec")
  }
}

extension PyType {
  /// `PyModule_Type`, Objects/moduleobject.c
  public static func module(on build: Build) -> PyType {
    PyType("module", PyModuleObject.self, on: build, dict: "md_dict", weakrefs: "md_weaklist")
  }
}
