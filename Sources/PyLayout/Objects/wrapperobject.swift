/// `wrapperobject`, Objects/descrobject.c
package struct wrapperobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, .bookkeeping, "descr")
    c.fields(Ref.self, "self")
  }
}

extension PyType {
  /// `_PyMethodWrapper_Type`, Objects/descrobject.c
  public static func methodWrapper(on build: Build) -> PyType {
    PyType("method-wrapper", wrapperobject.self, on: build)
  }
}
