/// `listreviterobject`, Objects/listobject.c
package struct listreviterobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Py_ssize_t.self, "it_index")
    c.fields(Ref.self, "it_seq")
  }
}

extension PyType {
  /// `PyListRevIter_Type`, Objects/listobject.c
  public static func listReverseIterator(on build: Build) -> PyType {
    PyType(
      build.version < .v3_0 ? "listreverseiterator" : "list_reverseiterator",
      listreviterobject.self, on: build)
  }
}
