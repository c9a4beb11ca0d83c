/// `PyMemoTable`, Modules/_pickle.c (3.x): what a pickler has seen.
package struct PyMemoTable: CStruct {
  /// Slots less one, which are a power of two.
  package let mt_mask: Field<uintptr_t>
  /// How many objects are in it.
  package let mt_used: Field<uintptr_t>
  /// How many slots there are.
  package let mt_allocated: Field<uintptr_t>
  /// The slots: an object, and its number, each.
  package let mt_table: Field<Pointer<CVoid>>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    mt_mask = c.field("mt_mask", .bookkeeping)
    mt_used = c.field("mt_used", .bookkeeping)
    mt_allocated = c.field("mt_allocated", .bookkeeping)
    mt_table = c.field("mt_table")
  }
}
