/// `filterobject`, Python/bltinmodule.c (3.x)
package struct filterobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "func", "it")
  }
}

extension PyType {
  /// `PyFilter_Type`, Python/bltinmodule.c
  public static func filter(on build: Build) -> PyType {
    PyType("filter", filterobject.self, on: build)
  }
}
