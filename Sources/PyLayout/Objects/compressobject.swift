/// `compressobject`, Modules/itertoolsmodule.c
package struct compressobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "data", "selectors")
  }
}

extension PyType {
  /// `compress_type`, Modules/itertoolsmodule.c
  public static func compress(on build: Build) -> PyType {
    PyType("itertools.compress", compressobject.self, on: build)
  }
}
