/// `reversedobject`, Objects/enumobject.c
package struct reversedobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Py_ssize_t.self, "index")
    c.fields(Ref.self, "seq")
  }
}

extension PyType {
  /// `PyReversed_Type`, Objects/enumobject.c
  public static func reversed(on build: Build) -> PyType {
    PyType("reversed", reversedobject.self, on: build)
  }
}
