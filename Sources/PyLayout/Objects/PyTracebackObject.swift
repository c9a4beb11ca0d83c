/// `PyTracebackObject`, Include/cpython/traceback.h (up to 3.7: Include/traceback.h)
package struct PyTracebackObject: CStruct {
  /// The traceback one call further in, or `NULL`.
  package let tb_next: Field<Ref>
  /// The frame of the call.
  package let tb_frame: Field<Ref>
  /// Which instruction was run last.
  package let tb_lasti: Field<Int32>
  /// Its line; from 3.11 on -1 until somebody asks.
  package let tb_lineno: Field<Int32>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    tb_next = c.field("tb_next")
    tb_frame = c.field("tb_frame")
    tb_lasti = c.field("tb_lasti")
    tb_lineno = c.field("tb_lineno")
  }
}

extension PyType {
  /// `PyTraceBack_Type`, Python/traceback.c
  public static func traceback(on build: Build) -> PyType {
    PyType("traceback", PyTracebackObject.self, on: build)
  }
}
