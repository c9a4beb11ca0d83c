/// `listiterobject`, Objects/listobject.c
package struct listiterobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Py_ssize_t.self, "it_index")
    c.fields(Ref.self, "it_seq")
  }
}

extension PyType {
  /// `PyListIter_Type`, Objects/listobject.c
  public static func listIterator(on build: Build) -> PyType {
    PyType(build.version < .v3_0 ? "listiterator" : "list_iterator", listiterobject.self, on: build)
  }
}
