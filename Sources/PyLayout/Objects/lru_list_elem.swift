/// `lru_list_elem`, Modules/_functoolsmodule.c (3.x): an object that a `functools.lru_cache` keeps for
/// each answer.
package struct lru_list_elem: CStruct {
  /// The link that was used before it; the cache for the oldest.
  package let prev: Field<Pointer<lru_list_elem>>
  /// The link that was used after it; the cache for the newest.
  package let next: Field<Pointer<lru_list_elem>>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    prev = c.field("prev")
    next = c.field("next")
    c.fields(Py_hash_t.self, .bookkeeping, "hash")
    // lru_cache_tp_traverse of 3.6 visits the links themselves
    if c.build.version < .v3_7 {
      c.fields(UnvisitedRef.self, "key", "result")
    } else {
      c.fields(Ref.self, "key", "result")
    }
  }
}
