/// `PySystemExitObject`, Include/cpython/pyerrors.h (up to 3.7: Include/pyerrors.h)
package struct PySystemExitObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    let _: PyBaseExceptionObject = c.embed()
    c.fields(Ref.self, "code")
  }
}

extension PyType {
  /// `_PyExc_SystemExit`, Objects/exceptions.c
  public static func systemExit(on build: Build) -> PyType {
    PyType("SystemExit", PySystemExitObject.self, on: build, dict: "dict")
  }
}
