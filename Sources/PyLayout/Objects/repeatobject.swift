/// `repeatobject`, Modules/itertoolsmodule.c
package struct repeatobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "element")
    c.fields(Py_ssize_t.self, "cnt")
  }
}

extension PyType {
  /// `repeat_type`, Modules/itertoolsmodule.c
  public static func repeatIterator(on build: Build) -> PyType {
    PyType("itertools.repeat", repeatobject.self, on: build)
  }
}
