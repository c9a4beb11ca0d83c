/// `chainobject`, Modules/itertoolsmodule.c
public struct chainobject: CStruct {
  public init(_ c: inout CLayout) {
    _ = c.head()
    c.pointers("source", "active")
  }
}

extension PyType {
  /// `chain_type`, Modules/itertoolsmodule.c
  public static func chain(on build: Build) -> PyType {
    PyType("itertools.chain", chainobject.self, on: build)
  }
}
