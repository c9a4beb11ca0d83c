/// `PyDatetimeScalarObject` and `PyTimedeltaScalarObject`, NumPy's
/// _core/include/numpy/arrayscalars.h
package struct PyDatetimeScalarObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Int64.self, "obval")
    c.fields(Int32.self, "obmeta.base", "obmeta.num")
  }
}
