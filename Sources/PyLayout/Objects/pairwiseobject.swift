/// `pairwiseobject`, Modules/itertoolsmodule.c, from 3.10 on
package struct pairwiseobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.13 keeps the last pair, to use its tuple again.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Ref.self, "it", "old")
    if version >= .v3_13 { c.fields(Ref.self, "result") }
  }
}

extension PyType {
  /// `pairwise_type`, Modules/itertoolsmodule.c
  public static func pairwise(on build: Build) -> PyType {
    PyType("itertools.pairwise", pairwiseobject.self, on: build)
  }
}
