/// `PyDateTime_Date`, Include/datetime.h
package struct PyDateTime_Date: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Py_hash_t.self, .bookkeeping, "hashcode")
    c.fields(Int8.self, .bookkeeping, "hastzinfo")
    let _: ArrayField<UInt8> = c.array("data", count: 4)
  }
}

extension PyType {
  /// `PyDateTime_DateType`, Modules/_datetimemodule.c
  public static func date(on build: Build) -> PyType {
    PyType("datetime.date", PyDateTime_Date.self, on: build, flags: [])
  }
}
