/// `staticmethod`, Objects/funcobject.c
package struct staticmethod: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.x has a `__dict__`.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Ref.self, "sm_callable")
    if version >= .v3_0 { c.fields(Ref.self, "sm_dict") }
  }
}

extension PyType {
  /// `PyStaticMethod_Type`, Objects/funcobject.c
  public static func staticMethod(on build: Build) -> PyType {
    PyType("staticmethod", staticmethod.self, on: build, dict: "sm_dict")
  }
}
