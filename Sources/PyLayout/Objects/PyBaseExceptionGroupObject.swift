/// `PyBaseExceptionGroupObject`, Include/cpython/pyerrors.h, from 3.11 on
package struct PyBaseExceptionGroupObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    let _: PyBaseExceptionObject = c.embed()
    c.fields(Ref.self, "msg", "excs")
    // gh-141732, 3.15, went back to 3.13.12 and 3.14.4
    if version >= Version(3, 13, 12) && (version < .v3_14 || version >= Version(3, 14, 4)) {
      c.fields(Ref.self, "excs_str")
    }
  }
}

extension PyType {
  /// `_PyExc_BaseExceptionGroup`, Objects/exceptions.c
  public static func exceptionGroup(on build: Build) -> PyType {
    PyType("BaseExceptionGroup", PyBaseExceptionGroupObject.self, on: build, dict: "dict")
  }
}
