/// `PyAttributeErrorObject`, Include/cpython/pyerrors.h, from 3.10 on
package struct PyAttributeErrorObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    let _: PyBaseExceptionObject = c.embed()
    c.fields(Ref.self, "obj", "name")
  }
}

extension PyType {
  /// `_PyExc_AttributeError`, Objects/exceptions.c
  public static func attributeError(on build: Build) -> PyType {
    PyType("AttributeError", PyAttributeErrorObject.self, on: build, dict: "dict")
  }
}
