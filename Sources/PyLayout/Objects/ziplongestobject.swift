/// `ziplongestobject`, Modules/itertoolsmodule.c
package struct ziplongestobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Py_ssize_t.self, "tuplesize", "numactive")
    c.fields(Ref.self, "ittuple", "result", "fillvalue")
  }
}

extension PyType {
  /// `ziplongest_type`, Modules/itertoolsmodule.c
  public static func zipLongest(on build: Build) -> PyType {
    PyType("itertools.zip_longest", ziplongestobject.self, on: build)
  }
}
