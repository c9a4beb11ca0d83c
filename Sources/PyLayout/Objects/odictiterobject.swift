/// `odictiterobject`, Objects/odictobject.c (3.x)
package struct odictiterobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Int32.self, "kind")
    c.fields(Ref.self, "di_odict")
    c.fields(Py_ssize_t.self, "di_size")
    c.fields(uintptr_t.self, .bookkeeping, "di_state")
    c.fields(Ref.self, "di_current", "di_result")
  }
}

extension PyType {
  /// `PyODictIter_Type`, Objects/odictobject.c
  public static func odictIterator(on build: Build) -> PyType {
    PyType("odict_iterator", odictiterobject.self, on: build)
  }
}
