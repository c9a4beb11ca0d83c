/// `groupbyobject`, Modules/itertoolsmodule.c
public struct groupbyobject: CStruct {
  public init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.pointers("it", "keyfunc", "tgtkey", "currkey", "currvalue")
    if version >= .v3_7 { c.pointers("currgrouper") }
    if version >= .v3_12 { c.pointers("state") }
  }
}

extension PyType {
  /// `groupby_type`, Modules/itertoolsmodule.c
  public static func groupby(on build: Build) -> PyType {
    PyType("itertools.groupby", groupbyobject.self, on: build)
  }
}
