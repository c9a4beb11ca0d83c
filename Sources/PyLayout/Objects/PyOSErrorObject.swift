/// `PyOSErrorObject`, Include/cpython/pyerrors.h (up to 3.7: Include/pyerrors.h); 2.7:
/// `PyEnvironmentErrorObject`
package struct PyOSErrorObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.x has a second file name, of `os.rename`, and what PEP 3151 moved here from
  /// `BlockingIOError`.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    let _: PyBaseExceptionObject = c.embed()
    c.fields(Ref.self, "myerrno", "strerror", "filename")
    if version >= .v3_0 {
      c.fields(Ref.self, "filename2")
      c.fields(Py_ssize_t.self, "written")
    }
  }
}

extension PyType {
  /// `_PyExc_OSError`, Objects/exceptions.c
  public static func osError(on build: Build) -> PyType {
    PyType("OSError", PyOSErrorObject.self, on: build, dict: "dict")
  }
}
