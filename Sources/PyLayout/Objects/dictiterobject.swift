/// `dictiterobject`, Objects/dictobject.c
package struct dictiterobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "di_dict")
    c.fields(Py_ssize_t.self, "di_used", "di_pos")
    c.fields(Ref.self, "di_result")
    c.fields(Py_ssize_t.self, "len")
  }
}

extension PyType {
  /// `PyDictIterKey_Type`, Objects/dictobject.c
  public static func dictKeyIterator(on build: Build) -> PyType {
    PyType(
      build.version < .v3_0 ? "dictionary-keyiterator" : "dict_keyiterator", dictiterobject.self,
      on: build)
  }
}
