/// `arrayiterobject`, Modules/arraymodule.c
package struct arrayiterobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Py_ssize_t.self, "index")
    c.fields(Ref.self, "ao")
    c.fields(FunctionPointer.self, "getitem")
  }
}

extension PyType {
  /// `PyArrayIter_Type`, Modules/arraymodule.c
  public static func arrayIterator(on build: Build) -> PyType {
    PyType("arrayiterator", arrayiterobject.self, on: build)
  }
}
