/// `PyDateTime_DateTime`, Include/datetime.h
package struct PyDateTime_DateTime: CStruct {
  /// Whether there is room for a `tzinfo`.
  package let hastzinfo: Field<Int8>
  /// The `tzinfo`, where there is room for one.
  package let tzinfo: Field<Ref>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// PEP 495, in 3.x, added `fold`.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Py_hash_t.self, .bookkeeping, "hashcode")
    hastzinfo = c.field("hastzinfo", .bookkeeping)
    let _: ArrayField<UInt8> = c.array("data", count: 10)
    if version >= .v3_0 { c.fields(UInt8.self, "fold") }
    tzinfo = c.field("tzinfo")
  }
}

extension PyType {
  /// `PyDateTime_DateTimeType`, Modules/_datetimemodule.c
  public static func datetime(on build: Build) -> PyType {
    PyType("datetime.datetime", PyDateTime_DateTime.self, on: build, flags: [])
  }
}
