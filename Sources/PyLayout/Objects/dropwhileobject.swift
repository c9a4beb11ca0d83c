/// `dropwhileobject`, Modules/itertoolsmodule.c
package struct dropwhileobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "func", "it")
    c.fields(CLong.self, "start")
  }
}

extension PyType {
  /// `dropwhile_type`, Modules/itertoolsmodule.c
  public static func dropwhile(on build: Build) -> PyType {
    PyType("itertools.dropwhile", dropwhileobject.self, on: build)
  }
}
