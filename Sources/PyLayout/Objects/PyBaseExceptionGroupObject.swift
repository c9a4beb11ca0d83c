/// `PyBaseExceptionGroupObject`, Include/cpython/pyerrors.h, from 3.11 on
public struct PyBaseExceptionGroupObject: CStruct {
  public init(_ c: inout CLayout) {
    let _: PyBaseExceptionObject = c.embed()
    c.pointers("msg", "excs")
  }
}

extension PyType {
  /// `_PyExc_BaseExceptionGroup`, Objects/exceptions.c
  public static func exceptionGroup(on build: Build) -> PyType {
    PyType("BaseExceptionGroup", PyBaseExceptionGroupObject.self, on: build, dict: "dict")
  }
}
