/// `tupleiterobject`, Objects/tupleobject.c
package struct tupleiterobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Py_ssize_t.self, "it_index")
    c.fields(Ref.self, "it_seq")
  }
}

extension PyType {
  /// `PyTupleIter_Type`, Objects/tupleobject.c
  public static func tupleIterator(on build: Build) -> PyType {
    PyType(
      build.version < .v3_0 ? "tupleiterator" : "tuple_iterator", tupleiterobject.self, on: build)
  }
}
