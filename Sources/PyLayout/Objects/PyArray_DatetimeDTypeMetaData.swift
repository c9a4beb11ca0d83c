/// `PyArray_DatetimeDTypeMetaData`, NumPy's _core/include/numpy/ndarraytypes.h: the unit of a dtype of
/// dates or times.
package struct PyArray_DatetimeDTypeMetaData: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    c.fields(PlainPointer.self, "base.free", "base.clone")
    let _: ArrayField<PlainPointer> = c.array("base.reserved", .bookkeeping, count: 2)
    c.fields(Int32.self, "meta.base", "meta.num")
  }
}
