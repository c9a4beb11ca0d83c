/// `PyDateTime_Time`, Include/datetime.h
public struct PyDateTime_Time: CStruct {
  public init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Py_hash_t.self, "hashcode")
    c.fields(Int8.self, "hastzinfo")
    let _: ArrayField<UInt8> = c.array("data", count: 6)
    if version >= .v3_0 { c.fields(UInt8.self, "fold") }
    c.pointers("tzinfo")
  }
}

extension PyType {
  /// `PyDateTime_TimeType`, Modules/_datetimemodule.c
  public static func time(on build: Build) -> PyType {
    PyType("datetime.time", PyDateTime_Time.self, on: build, flags: [])
  }
}
