/// `rangeiterobject`, Include/internal/pycore_range.h (up to 3.10: Objects/rangeobject.c)
package struct rangeiterobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.12 dropped `index`: `start` moves on instead.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    if version < .v3_12 { c.fields(CLong.self, "index") }
    c.fields(CLong.self, "start", "step", "len")
  }
}

extension PyType {
  /// `PyRangeIter_Type`, Objects/rangeobject.c
  public static func rangeIterator(on build: Build) -> PyType {
    PyType(
      build.version < .v3_0 ? "rangeiterator" : "range_iterator", rangeiterobject.self, on: build,
      flags: [])
  }
}
