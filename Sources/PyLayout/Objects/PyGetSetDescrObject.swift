/// `PyGetSetDescrObject`, Include/cpython/descrobject.h (up to 3.10: Include/descrobject.h)
package struct PyGetSetDescrObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// In 2.7 `PyDescr_COMMON` pastes the head's fields, which in 3.x are a member.
  package init(_ c: inout CLayout) {
    let _: PyDescrObject = c.embed(c.build.version < .v3_0 ? nil : "d_common")
    c.fields(PlainPointer.self, "d_getset")
  }
}

extension PyType {
  /// `PyGetSetDescr_Type`, Objects/descrobject.c
  public static func getsetDescriptor(on build: Build) -> PyType {
    PyType("getset_descriptor", PyGetSetDescrObject.self, on: build)
  }
}
