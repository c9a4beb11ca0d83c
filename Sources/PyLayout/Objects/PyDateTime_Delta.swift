/// `PyDateTime_Delta`, Include/datetime.h
package struct PyDateTime_Delta: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Py_hash_t.self, .bookkeeping, "hashcode")
    c.fields(Int32.self, "days", "seconds", "microseconds")
  }
}

extension PyType {
  /// `PyDateTime_DeltaType`, Modules/_datetimemodule.c
  public static func timedelta(on build: Build) -> PyType {
    PyType("datetime.timedelta", PyDateTime_Delta.self, on: build, flags: [])
  }
}
