/// `cycleobject`, Modules/itertoolsmodule.c
package struct cycleobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.x has `index`, where it is in what was saved; 3.14 dropped `firstpass`.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Ref.self, "it", "saved")
    if version >= .v3_0 { c.fields(Py_ssize_t.self, "index") }
    if version < .v3_14 { c.fields(Int32.self, "firstpass") }
  }
}

extension PyType {
  /// `cycle_type`, Modules/itertoolsmodule.c
  public static func cycle(on build: Build) -> PyType {
    PyType("itertools.cycle", cycleobject.self, on: build)
  }
}
