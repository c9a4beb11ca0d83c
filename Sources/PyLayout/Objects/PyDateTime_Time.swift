/// `PyDateTime_Time`, Include/datetime.h
package struct PyDateTime_Time: CStruct {
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
    let _: ArrayField<UInt8> = c.array("data", count: 6)
    if version >= .v3_0 { c.fields(UInt8.self, "fold") }
    tzinfo = c.field("tzinfo")
  }
}

extension PyType {
  /// Bytes of `tp_basicsize` that only some instances have: a `time` and a `datetime` are made
  /// without room for the `tzinfo` that they have not; `new_time_ex2`, Modules/_datetimemodule.c
  package var optionalSize: Int {
    guard ["datetime.time", "datetime.datetime"].contains(tp_name), let tzinfo = members.last else {
      return 0
    }
    return tp_basicsize - tzinfo.offset.rawValue
  }

  /// `PyDateTime_TimeType`, Modules/_datetimemodule.c
  public static func time(on build: Build) -> PyType {
    PyType("datetime.time", PyDateTime_Time.self, on: build, flags: [])
  }
}
