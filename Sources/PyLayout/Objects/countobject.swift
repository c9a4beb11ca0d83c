/// `countobject`, Modules/itertoolsmodule.c
package struct countobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Py_ssize_t.self, "cnt")
    c.fields(Ref.self, "long_cnt", "long_step")
  }
}

extension PyType {
  /// `count_type`, Modules/itertoolsmodule.c
  public static func count(on build: Build) -> PyType {
    PyType("itertools.count", countobject.self, on: build)
  }
}
