/// `PyModuleObject`, Include/internal/pycore_moduleobject.h (up to 3.9: Objects/moduleobject.c)
public struct PyModuleObject: CStruct {
  public init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.pointers("md_dict")
    if version < .v3_0 { return }
    guard version >= .v3_15 else {
      c.pointers("md_def", "md_state", "md_weaklist", "md_name")
      if c.build.isFreeThreaded { c.pointers("md_gil") }
      return
    }
    c.pointers("md_state", "md_weaklist", "md_name")
    c.fields(UInt8.self, "md_token_is_def")
    if c.build.isFreeThreaded { c.fields(UInt8.self, "md_requires_gil") }
    c.fields(Py_ssize_t.self, "md_state_size")
    c.pointers("md_state_traverse", "md_state_clear", "md_state_free", "md_token", "md_exec")
  }
}

extension PyType {
  /// `PyModule_Type`, Objects/moduleobject.c
  public static func module(on build: Build) -> PyType {
    PyType("module", PyModuleObject.self, on: build, dict: "md_dict", weakrefs: "md_weaklist")
  }
}
