/// `isliceobject`, Modules/itertoolsmodule.c
package struct isliceobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "it")
    c.fields(Py_ssize_t.self, .bookkeeping, "next")
    c.fields(Py_ssize_t.self, "stop", "step", "cnt")
  }
}

extension PyType {
  /// `islice_type`, Modules/itertoolsmodule.c
  public static func islice(on build: Build) -> PyType {
    PyType("itertools.islice", isliceobject.self, on: build)
  }
}
