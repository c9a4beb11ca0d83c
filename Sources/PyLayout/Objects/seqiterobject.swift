/// `seqiterobject`, Objects/iterobject.c
package struct seqiterobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Py_ssize_t.self, "it_index")
    c.fields(Ref.self, "it_seq")
  }
}

extension PyType {
  /// `PySeqIter_Type`, Objects/iterobject.c
  public static func iterator(on build: Build) -> PyType {
    PyType("iterator", seqiterobject.self, on: build)
  }
}
