/// `PyMethodObject`, Include/cpython/classobject.h (up to 3.8: Include/classobject.h)
package struct PyMethodObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 2.7 has `im_class`, for it has unbound methods; PEP 590, 3.8, added `vectorcall`.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Ref.self, "im_func", "im_self")
    if version < .v3_0 { c.fields(Ref.self, "im_class") }
    c.fields(WeakRef.self, "im_weakreflist")
    if version >= .v3_8 { c.fields(FunctionPointer.self, "vectorcall") }
  }
}

extension PyType {
  /// `PyMethod_Type`, Objects/classobject.c
  public static func method(on build: Build) -> PyType {
    PyType(
      build.version < .v3_0 ? "instancemethod" : "method", PyMethodObject.self, on: build,
      weakrefs: "im_weakreflist")
  }
}
