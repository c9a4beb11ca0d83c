/// `unionobject`, Objects/unionobject.c, from 3.10 on
package struct unionobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// gh-105499, 3.14, made it `typing.Union` as well, whose arguments need not be hashable.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Ref.self, "args")
    if version >= .v3_14 { c.fields(Ref.self, "hashable_args", "unhashable_args") }
    c.fields(Ref.self, "parameters")
    if version >= .v3_14 { c.fields(WeakRef.self, "weakreflist") }
  }
}

extension PyType {
  /// `_PyUnion_Type`, Objects/unionobject.c
  public static func unionType(on build: Build) -> PyType {
    PyType("types.UnionType", unionobject.self, on: build, weakrefs: "weakreflist")
  }
}
