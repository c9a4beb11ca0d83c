/// `unionobject`, Objects/unionobject.c, from 3.10 on
public struct unionobject: CStruct {
  public init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.pointers("args")
    if version >= .v3_14 { c.pointers("hashable_args", "unhashable_args") }
    c.pointers("parameters")
    if version >= .v3_14 { c.pointers("weakreflist") }
  }
}

extension PyType {
  /// `_PyUnion_Type`, Objects/unionobject.c
  public static func unionType(on build: Build) -> PyType {
    PyType("types.UnionType", unionobject.self, on: build, weakrefs: "weakreflist")
  }
}
