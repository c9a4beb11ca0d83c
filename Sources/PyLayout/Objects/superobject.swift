/// `superobject`, Objects/typeobject.c
package struct superobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "type", "obj", "obj_type")
  }
}

extension PyType {
  /// `PySuper_Type`, Objects/typeobject.c
  public static func superObject(on build: Build) -> PyType {
    PyType("super", superobject.self, on: build)
  }
}
