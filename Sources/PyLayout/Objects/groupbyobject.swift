/// `groupbyobject`, Modules/itertoolsmodule.c
package struct groupbyobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// bpo-30347, 3.7, added `currgrouper`; PEP 687, 3.12, the module's state.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Ref.self, "it", "keyfunc", "tgtkey", "currkey", "currvalue")
    if version >= .v3_7 { c.fields(PlainPointer.self, "currgrouper") }
    if version >= .v3_12 { c.fields(PlainPointer.self, "state") }
  }
}

extension PyType {
  /// `groupby_type`, Modules/itertoolsmodule.c
  public static func groupby(on build: Build) -> PyType {
    PyType("itertools.groupby", groupbyobject.self, on: build)
  }
}
