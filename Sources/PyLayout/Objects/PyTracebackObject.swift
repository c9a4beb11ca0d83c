/// `PyTracebackObject`, Include/cpython/traceback.h (up to 3.7: Include/traceback.h)
package struct PyTracebackObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "tb_next", "tb_frame")
    c.fields(Int32.self, "tb_lasti", "tb_lineno")
  }
}

extension PyType {
  /// `PyTraceBack_Type`, Python/traceback.c
  public static func traceback(on build: Build) -> PyType {
    PyType("traceback", PyTracebackObject.self, on: build)
  }
}
