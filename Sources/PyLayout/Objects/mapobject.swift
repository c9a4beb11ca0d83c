/// `mapobject`, Python/bltinmodule.c (3.x)
package struct mapobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// gh-119793, 3.14, added `strict`.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Ref.self, "iters", "func")
    if version >= .v3_14 { c.fields(Int32.self, "strict") }
  }
}

extension PyType {
  /// `PyMap_Type`, Python/bltinmodule.c
  public static func map(on build: Build) -> PyType {
    PyType("map", mapobject.self, on: build)
  }
}
