/// `mi_heap_t`, Include/internal/mimalloc/mimalloc/types.h, as far as what other threads have freed
/// in pages that were full: a thread's pages.
package struct mi_heap_t: CStruct {
  /// The first of those blocks; the others follow by their first words.
  package let thread_delayed_free: Field<PlainPointer>
  /// What links of those blocks are encoded with, in debug builds.
  package let keys: ArrayField<uintptr_t>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    let pointer = c.build.pointerSize
    c.fields(PlainPointer.self, "tld")
    // MI_PAGES_DIRECT: a page for each number of words up to MI_SMALL_WSIZE_MAX and the padding
    let direct = 128 + Mimalloc(on: c.build).padding / pointer + 1
    let _: ArrayField<PlainPointer> = c.array("pages_free_direct", count: direct)
    // MI_BIN_FULL + 1 queues of mi_page_queue_t: first, last, block_size
    let _: ArrayField<PlainPointer> = c.array("pages", count: 75 * 3)
    thread_delayed_free = c.field("thread_delayed_free")
    c.fields(uintptr_t.self, "thread_id")
    c.fields(Int32.self, "arena_id")
    c.fields(uintptr_t.self, "cookie")
    keys = c.array("keys", count: 2)
  }
}
