/// `takewhileobject`, Modules/itertoolsmodule.c
package struct takewhileobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "func", "it")
    c.fields(CLong.self, "stop")
  }
}

extension PyType {
  /// `takewhile_type`, Modules/itertoolsmodule.c
  public static func takewhile(on build: Build) -> PyType {
    PyType("itertools.takewhile", takewhileobject.self, on: build)
  }
}
