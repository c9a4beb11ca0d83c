/// `PyCoroObject`, Include/cpython/genobject.h (up to 3.8: Include/genobject.h)
package struct PyCoroObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// bpo-32591, 3.7, added `cr_origin`; from 3.11 on it is in the shared head.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.generatorHead("cr")
    if version >= .v3_7 && version < .v3_11 { c.fields(Ref.self, "cr_origin") }
  }
}
