/// `PyModuleObject`, Include/internal/pycore_moduleobject.h (up to 3.9: Objects/moduleobject.c)
public struct PyModuleObject: CStruct {
  public init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.pointers("md_dict")
    if version < .v3_0 { return }
    c.pointers("md_def", "md_state", "md_weaklist", "md_name")
    if version >= .v3_13 && c.build.isFreeThreaded { c.pointers("md_gil") }
  }
}

extension PyType {
  /// `PyModule_Type`, Objects/moduleobject.c
  public static func module(on build: Build) -> PyType {
    PyType("module", PyModuleObject.self, on: build, dict: "md_dict", weakrefs: "md_weaklist")
  }
}
