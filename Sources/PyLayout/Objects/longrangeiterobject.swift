/// `longrangeiterobject`, Objects/rangeobject.c (3.x)
package struct longrangeiterobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.12 dropped `index`: `start` moves on instead.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    if version < .v3_12 { c.fields(Ref.self, "index") }
    c.fields(Ref.self, "start", "step", "len")
  }
}

extension PyType {
  /// `PyLongRangeIter_Type`, Objects/rangeobject.c
  public static func longRangeIterator(on build: Build) -> PyType {
    PyType("longrange_iterator", longrangeiterobject.self, on: build, flags: [])
  }
}
