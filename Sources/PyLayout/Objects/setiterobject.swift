/// `setiterobject`, Objects/setobject.c
package struct setiterobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "si_set")
    c.fields(Py_ssize_t.self, "si_used", "si_pos", "len")
  }
}

extension PyType {
  /// `PySetIter_Type`, Objects/setobject.c
  public static func setIterator(on build: Build) -> PyType {
    PyType(build.version < .v3_0 ? "setiterator" : "set_iterator", setiterobject.self, on: build)
  }
}
