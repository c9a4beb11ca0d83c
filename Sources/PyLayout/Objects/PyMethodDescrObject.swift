/// `PyMethodDescrObject`, Include/cpython/descrobject.h (up to 3.10: Include/descrobject.h)
package struct PyMethodDescrObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// In 2.7 `PyDescr_COMMON` pastes the head's fields, which in 3.x are a member; PEP 590, 3.8,
  /// added `vectorcall`.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    let _: PyDescrObject = c.embed(version < .v3_0 ? nil : "d_common")
    c.fields(PlainPointer.self, "d_method")
    if version >= .v3_8 { c.fields(FunctionPointer.self, "vectorcall") }
  }
}

extension PyType {
  /// `PyMethodDescr_Type`, Objects/descrobject.c
  public static func methodDescriptor(on build: Build) -> PyType {
    PyType("method_descriptor", PyMethodDescrObject.self, on: build)
  }

  /// `PyClassMethodDescr_Type`, Objects/descrobject.c
  public static func classMethodDescriptor(on build: Build) -> PyType {
    PyType("classmethod_descriptor", PyMethodDescrObject.self, on: build)
  }
}
