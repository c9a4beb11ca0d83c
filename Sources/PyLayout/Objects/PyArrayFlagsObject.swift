/// `PyArrayFlagsObject`, NumPy's multiarray/flagsobject.h (up to 1.26 in its public headers)
package struct PyArrayFlagsObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "arr")
    c.fields(Int32.self, .bookkeeping, "flags")
  }
}
