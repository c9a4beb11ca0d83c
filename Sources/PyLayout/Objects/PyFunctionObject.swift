/// `PyFunctionObject`, Include/cpython/funcobject.h (up to 3.8: Include/funcobject.h)
package struct PyFunctionObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// PEP 590, 3.8, added `vectorcall`; 3.10 has `func_builtins` and the order in which a frame
  /// takes the fields; PEP 659, 3.11, added `func_version`, PEP 695, 3.12, `func_typeparams`, PEP
  /// 649, 3.14, `func_annotate`.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    if version < .v3_10 {
      c.fields(Ref.self, "func_code", "func_globals", "func_defaults")
      if version >= .v3_0 { c.fields(Ref.self, "func_kwdefaults") }
      c.fields(Ref.self, "func_closure", "func_doc", "func_name", "func_dict")
      c.fields(WeakRef.self, "func_weakreflist")
      c.fields(Ref.self, "func_module")
      if version >= .v3_0 { c.fields(Ref.self, "func_annotations", "func_qualname") }
      if version >= .v3_8 { c.fields(FunctionPointer.self, "vectorcall") }
      return
    }
    c.fields(Ref.self, "func_globals", "func_builtins", "func_name", "func_qualname", "func_code")
    c.fields(Ref.self, "func_defaults", "func_kwdefaults", "func_closure", "func_doc", "func_dict")
    c.fields(WeakRef.self, "func_weakreflist")
    c.fields(Ref.self, "func_module", "func_annotations")
    if version >= .v3_14 { c.fields(Ref.self, "func_annotate") }
    if version >= .v3_12 { c.fields(Ref.self, "func_typeparams") }
    c.fields(FunctionPointer.self, "vectorcall")
    if version >= .v3_11 { c.fields(UInt32.self, .bookkeeping, "func_version") }
  }
}

extension PyType {
  /// `PyFunction_Type`, Objects/funcobject.c
  public static func function(on build: Build) -> PyType {
    PyType(
      "function", PyFunctionObject.self, on: build, dict: "func_dict", weakrefs: "func_weakreflist")
  }
}
