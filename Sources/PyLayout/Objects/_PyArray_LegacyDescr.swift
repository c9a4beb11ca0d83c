/// `_PyArray_LegacyDescr`, NumPy's _core/include/numpy/ndarraytypes.h: a dtype of NumPy 2, other than
/// of the new kinds such as `StringDType`; up to NumPy 1 a `PyArray_Descr`.
package struct _PyArray_LegacyDescr: CStruct {
  /// What all dtypes have; up to NumPy 1 all of one.
  package let base: PyArray_Descr
  /// What an item is an array of, a `PyArray_ArrayDescr`, or `NULL`.
  package let subarray: Field<Pointer<CVoid>>?
  /// A dict of its fields by their names: tuples of dtype and offset; `NULL` or `None` where it has none.
  package let fields: Field<Ref>?
  /// The tuple of a structured dtype's field names, `None` for another.
  package let names: Field<Ref>?
  /// The unit of dates and times, a `PyArray_DatetimeDTypeMetaData`, or `NULL`.
  package let c_metadata: Field<Pointer<CVoid>>?

  /// The fields in C's order, as the package's version has them: up to NumPy 1 all of them are the
  /// base's.
  package init(_ c: inout CLayout) {
    let is2 = c.packageIsAtLeast(Version(2, 0))
    base = PyArray_Descr(&c)
    subarray = c.field("subarray", if: is2) ?? base.subarray
    fields = c.field("fields", if: is2) ?? base.fields
    names = c.field("names", if: is2) ?? base.names
    c_metadata = c.field("c_metadata", if: is2) ?? base.c_metadata
  }
}
