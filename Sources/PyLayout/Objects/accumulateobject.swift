/// `accumulateobject`, Modules/itertoolsmodule.c (3.x)
package struct accumulateobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// bpo-34659, 3.8, added `initial`; PEP 687, 3.12, the module's state.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Ref.self, "total", "it", "binop")
    if version >= .v3_8 { c.fields(Ref.self, "initial") }
    if version >= .v3_12 { c.fields(PlainPointer.self, "state") }
  }
}

extension PyType {
  /// `accumulate_type`, Modules/itertoolsmodule.c
  public static func accumulate(on build: Build) -> PyType {
    PyType("itertools.accumulate", accumulateobject.self, on: build)
  }
}
