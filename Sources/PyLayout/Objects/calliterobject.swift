/// `calliterobject`, Objects/iterobject.c
package struct calliterobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "it_callable", "it_sentinel")
  }
}

extension PyType {
  /// `PyCallIter_Type`, Objects/iterobject.c
  public static func callableIterator(on build: Build) -> PyType {
    PyType(
      build.version < .v3_0 ? "callable-iterator" : "callable_iterator", calliterobject.self,
      on: build)
  }
}
