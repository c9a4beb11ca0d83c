/// `starmapobject`, Modules/itertoolsmodule.c
package struct starmapobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "func", "it")
  }
}

extension PyType {
  /// `starmap_type`, Modules/itertoolsmodule.c
  public static func starmap(on build: Build) -> PyType {
    PyType("itertools.starmap", starmapobject.self, on: build)
  }
}
