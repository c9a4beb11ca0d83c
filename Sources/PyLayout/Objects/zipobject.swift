/// `zipobject`, Python/bltinmodule.c (3.x)
package struct zipobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// PEP 618, 3.10, added `strict`.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Py_ssize_t.self, "tuplesize")
    c.fields(Ref.self, "ittuple", "result")
    if version >= .v3_10 { c.fields(Int32.self, "strict") }
  }
}

extension PyType {
  /// `PyZip_Type`, Python/bltinmodule.c
  public static func zip(on build: Build) -> PyType {
    PyType("zip", zipobject.self, on: build)
  }
}
