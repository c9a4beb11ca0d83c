/// `PyWrapperDescrObject`, Include/cpython/descrobject.h (up to 3.10: Include/descrobject.h)
package struct PyWrapperDescrObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// In 2.7 `PyDescr_COMMON` pastes the head's fields, which in 3.x are a member.
  package init(_ c: inout CLayout) {
    let _: PyDescrObject = c.embed(c.build.version < .v3_0 ? nil : "d_common")
    c.fields(PlainPointer.self, "d_base", "d_wrapped")
  }
}

extension PyType {
  /// `PyWrapperDescr_Type`, Objects/descrobject.c
  public static func wrapperDescriptor(on build: Build) -> PyType {
    PyType("wrapper_descriptor", PyWrapperDescrObject.self, on: build)
  }
}
