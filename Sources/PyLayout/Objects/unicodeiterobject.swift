/// `unicodeiterobject`, Objects/unicodeobject.c (3.x)
package struct unicodeiterobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Py_ssize_t.self, "it_index")
    c.fields(Ref.self, "it_seq")
  }
}

extension PyType {
  /// `PyUnicodeIter_Type`, Objects/unicodeobject.c
  public static func strIterator(on build: Build) -> PyType {
    PyType("str_iterator", unicodeiterobject.self, on: build)
  }
}
