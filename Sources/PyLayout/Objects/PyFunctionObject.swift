/// `PyFunctionObject`, Include/cpython/funcobject.h (up to 3.8: Include/funcobject.h)
package struct PyFunctionObject: CStruct {
  /// The code that it runs.
  package let func_code: Field<Ref>
  /// The global variables, a dict.
  package let func_globals: Field<Ref>
  /// What `__builtins__` of the globals are; 3.10 on.
  package let func_builtins: Field<Ref>?
  /// `__name__`
  package let func_name: Field<Ref>
  /// `__qualname__`; 3.x.
  package let func_qualname: Field<Ref>?
  /// What the last positional parameters are by default, a tuple, or `NULL`.
  package let func_defaults: Field<Ref>
  /// What keyword-only parameters are by default, a dict, or `NULL`; 3.x.
  package let func_kwdefaults: Field<Ref>?
  /// The cells of variables of outer functions, a tuple, or `NULL`.
  package let func_closure: Field<Ref>
  /// `__doc__`
  package let func_doc: Field<Ref>
  /// `__dict__`, `NULL` until somebody asks.
  package let func_dict: Field<Ref>
  /// `__module__`
  package let func_module: Field<Ref>
  /// `__annotations__`, a dict, up to 3.9 or a tuple of names and values, or `NULL`; 3.x.
  package let func_annotations: Field<Ref>?
  /// The function that calls it.
  package let vectorcall: Field<FunctionPointer>?
  /// A number by which specialized code knows it, 0 for none; 3.11 on.
  package let func_version: Field<UInt32>?

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// PEP 590, 3.8, added `vectorcall`; 3.10 has `func_builtins` and the order in which a frame
  /// takes the fields; PEP 659, 3.11, added `func_version`, PEP 695, 3.12, `func_typeparams`, PEP
  /// 649, 3.14, `func_annotate`.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    if version < .v3_10 {
      func_code = c.field("func_code")
      func_globals = c.field("func_globals")
      func_defaults = c.field("func_defaults")
      func_kwdefaults = c.field("func_kwdefaults", if: version >= .v3_0)
      func_closure = c.field("func_closure")
      func_doc = c.field("func_doc")
      func_name = c.field("func_name")
      func_dict = c.field("func_dict")
      c.fields(WeakRef.self, "func_weakreflist")
      func_module = c.field("func_module")
      func_annotations = c.field("func_annotations", if: version >= .v3_0)
      func_qualname = c.field("func_qualname", if: version >= .v3_0)
      vectorcall = c.field("vectorcall", if: version >= .v3_8)
      (func_builtins, func_version) = (nil, nil)
      return
    }
    func_globals = c.field("func_globals")
    func_builtins = c.field("func_builtins")
    func_name = c.field("func_name")
    func_qualname = c.field("func_qualname")
    func_code = c.field("func_code")
    func_defaults = c.field("func_defaults")
    func_kwdefaults = c.field("func_kwdefaults")
    func_closure = c.field("func_closure")
    func_doc = c.field("func_doc")
    func_dict = c.field("func_dict")
    c.fields(WeakRef.self, "func_weakreflist")
    func_module = c.field("func_module")
    func_annotations = c.field("func_annotations")
    if version >= .v3_14 { c.fields(Ref.self, "func_annotate") }
    if version >= .v3_12 { c.fields(Ref.self, "func_typeparams") }
    vectorcall = c.field("vectorcall")
    func_version = c.field(
      "func_version", .bookkeeping, role: .identity, if: version >= .v3_11)
  }
}

extension PyType {
  /// `PyFunction_Type`, Objects/funcobject.c
  public static func function(on build: Build) -> PyType {
    PyType(
      "function", PyFunctionObject.self, on: build, dict: "func_dict", weakrefs: "func_weakreflist")
  }
}
