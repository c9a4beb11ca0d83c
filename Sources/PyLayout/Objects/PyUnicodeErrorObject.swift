/// `PyUnicodeErrorObject`, Include/cpython/pyerrors.h (up to 3.7: Include/pyerrors.h)
package struct PyUnicodeErrorObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    let _: PyBaseExceptionObject = c.embed()
    c.fields(Ref.self, "encoding", "object")
    c.fields(Py_ssize_t.self, "start", "end")
    c.fields(Ref.self, "reason")
  }
}

extension PyType {
  /// `_PyExc_UnicodeDecodeError`, Objects/exceptions.c
  public static func unicodeDecodeError(on build: Build) -> PyType {
    PyType("UnicodeDecodeError", PyUnicodeErrorObject.self, on: build, dict: "dict")
  }
}
