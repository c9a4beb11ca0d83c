/// `PyImportErrorObject`, Include/cpython/pyerrors.h (up to 3.7: Include/pyerrors.h), in 3.x
package struct PyImportErrorObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// gh-91058, 3.12, added `name_from`, to suggest what was meant.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    let _: PyBaseExceptionObject = c.embed()
    c.fields(Ref.self, "msg", "name", "path")
    if version >= .v3_12 { c.fields(Ref.self, "name_from") }
  }
}

extension PyType {
  /// `_PyExc_ImportError`, Objects/exceptions.c
  public static func importError(on build: Build) -> PyType {
    PyType("ImportError", PyImportErrorObject.self, on: build, dict: "dict")
  }
}
