/// `chainobject`, Modules/itertoolsmodule.c
package struct chainobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "source", "active")
  }
}

extension PyType {
  /// `chain_type`, Modules/itertoolsmodule.c
  public static func chain(on build: Build) -> PyType {
    PyType("itertools.chain", chainobject.self, on: build)
  }
}
