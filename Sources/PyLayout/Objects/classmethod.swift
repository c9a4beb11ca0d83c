/// `classmethod`, Objects/funcobject.c
package struct classmethod: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.x has a `__dict__`.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Ref.self, "cm_callable")
    if version >= .v3_0 { c.fields(Ref.self, "cm_dict") }
  }
}

extension PyType {
  /// `PyClassMethod_Type`, Objects/funcobject.c
  public static func classMethod(on build: Build) -> PyType {
    PyType("classmethod", classmethod.self, on: build, dict: "cm_dict")
  }
}
