/// `starmapobject`, Modules/itertoolsmodule.c
public struct starmapobject: CStruct {
  public init(_ c: inout CLayout) {
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
