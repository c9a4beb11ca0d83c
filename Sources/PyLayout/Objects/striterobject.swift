/// `striterobject`, Objects/bytesobject.c (3.x)
package struct striterobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Py_ssize_t.self, "it_index")
    c.fields(Ref.self, "it_seq")
  }
}

extension PyType {
  /// `PyBytesIter_Type`, Objects/bytesobject.c
  public static func bytesIterator(on build: Build) -> PyType {
    PyType("bytes_iterator", striterobject.self, on: build)
  }
}
