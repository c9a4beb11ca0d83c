/// `PyArray_ArrayDescr`, NumPy's _core/include/numpy/ndarraytypes.h: what a dtype such as `(i4, 2)` is
/// an array of.
package struct PyArray_ArrayDescr: CStruct {
  /// The dtype of an item.
  package let base: Field<Ref>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    base = c.field("base", .bookkeeping)
    c.fields(Ref.self, "shape")
  }
}
