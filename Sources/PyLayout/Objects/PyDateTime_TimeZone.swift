/// `PyDateTime_TimeZone`, Modules/_datetimemodule.c (3.x)
package struct PyDateTime_TimeZone: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "offset", "name")
  }
}

extension PyType {
  /// `PyDateTime_TimeZoneType`, Modules/_datetimemodule.c
  public static func timezone(on build: Build) -> PyType {
    PyType("datetime.timezone", PyDateTime_TimeZone.self, on: build, flags: [])
  }
}
