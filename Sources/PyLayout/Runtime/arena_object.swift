/// `struct arena_object`, Objects/obmalloc.c, from 3.12 Include/internal/pycore_obmalloc.h
package struct arena_object: CStruct {
  /// Where the arena is, 0 where the entry is unused.
  package let address: Field<uintptr_t>
  /// The first pool that was never carved off.
  package let pool_address: Field<Pointer<pool_header>>
  /// How many pools are free, those never carved off among them.
  package let nfreepools: Field<UInt32>
  /// How many pools fit.
  package let ntotalpools: Field<UInt32>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    address = c.field("address")
    pool_address = c.field("pool_address")
    nfreepools = c.field("nfreepools")
    ntotalpools = c.field("ntotalpools")
    c.fields(Pointer<pool_header>.self, "freepools")
    c.fields(Pointer<arena_object>.self, "nextarena", "prevarena")
  }
}
