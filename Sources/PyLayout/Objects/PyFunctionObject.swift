/// `PyFunctionObject`, Include/cpython/funcobject.h (up to 3.8: Include/funcobject.h)
public struct PyFunctionObject: CStruct {
  public init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    if version < .v3_10 {
      c.pointers("func_code", "func_globals", "func_defaults")
      if version >= .v3_0 { c.pointers("func_kwdefaults") }
      c.pointers("func_closure", "func_doc", "func_name", "func_dict", "func_weakreflist")
      c.pointers("func_module")
      if version >= .v3_0 { c.pointers("func_annotations", "func_qualname") }
      if version >= .v3_8 { c.pointers("vectorcall") }
      return
    }
    c.pointers("func_globals", "func_builtins", "func_name", "func_qualname", "func_code")
    c.pointers("func_defaults", "func_kwdefaults", "func_closure", "func_doc", "func_dict")
    c.pointers("func_weakreflist", "func_module", "func_annotations")
    if version >= .v3_14 { c.pointers("func_annotate") }
    if version >= .v3_12 { c.pointers("func_typeparams") }
    c.pointers("vectorcall")
    if version >= .v3_11 { c.fields(UInt32.self, "func_version") }
  }
}

extension PyType {
  /// `PyFunction_Type`, Objects/funcobject.c
  public static func function(on build: Build) -> PyType {
    PyType(
      "function", PyFunctionObject.self, on: build, dict: "func_dict", weakrefs: "func_weakreflist")
  }
}
