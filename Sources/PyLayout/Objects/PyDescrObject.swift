/// `PyDescrObject`, Include/cpython/descrobject.h (up to 3.10: Include/descrobject.h): what the
/// descriptors begin with.
package struct PyDescrObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// PEP 3155, in 3.x, added `d_qualname`.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Ref.self, "d_type")
    c.fields(UnvisitedRef.self, "d_name")
    if version >= .v3_0 { c.fields(UnvisitedRef.self, "d_qualname") }
  }
}
