/// `PyNameErrorObject`, Include/cpython/pyerrors.h, from 3.10 on
package struct PyNameErrorObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    let _: PyBaseExceptionObject = c.embed()
    c.fields(Ref.self, "name")
  }
}

extension PyType {
  /// `_PyExc_NameError`, Objects/exceptions.c
  public static func nameError(on build: Build) -> PyType {
    PyType("NameError", PyNameErrorObject.self, on: build, dict: "dict")
  }
}
