/// `PyStopIterationObject`, Include/cpython/pyerrors.h (up to 3.7: Include/pyerrors.h), in 3.x
package struct PyStopIterationObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    let _: PyBaseExceptionObject = c.embed()
    c.fields(Ref.self, "value")
  }
}

extension PyType {
  /// `_PyExc_StopIteration`, Objects/exceptions.c
  public static func stopIteration(on build: Build) -> PyType {
    PyType("StopIteration", PyStopIterationObject.self, on: build, dict: "dict")
  }
}
