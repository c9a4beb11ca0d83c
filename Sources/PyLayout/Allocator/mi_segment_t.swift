/// `mi_segment_t`, Include/internal/mimalloc/mimalloc/types.h: the start of a segment, which
/// describes its slices.
package struct mi_segment_t: CStruct {
  /// How many slices are described.
  package let slice_entries: Field<uintptr_t>
  /// The first slice's description; the others follow.
  package let slices: mi_page_t

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    let sizes = Mimalloc(on: c.build)
    // MI_COMMIT_MASK_FIELD_COUNT: a bit for each slice
    let words = sizes.segmentSize / sizes.sliceSize / (8 * c.build.pointerSize)
    c.fields(PlainPointer.self, "memid.mem.os.base")
    c.fields(uintptr_t.self, "memid.mem.os.alignment")
    c.align(to: c.build.pointerSize)
    if c.build.pointerSize == 4 { c.fields(Int32.self, "memid.mem.arena.is_exclusive") }
    c.fields(Int8.self, "memid.is_pinned", "memid.initially_committed", "memid.initially_zero")
    c.fields(Int32.self, "memid.memkind")
    c.fields(Int8.self, "allow_decommit", "allow_purge")
    c.fields(uintptr_t.self, "segment_size")
    c.fields(UInt64.self, "purge_expire")
    let _: ArrayField<uintptr_t> = c.array("purge_mask.mask", count: words)
    let _: ArrayField<uintptr_t> = c.array("commit_mask.mask", count: words)
    c.fields(PlainPointer.self, "abandoned_next")
    c.fields(PlainPointer.self, .bookkeeping, "next")
    c.fields(uintptr_t.self, "abandoned", "abandoned_visits")
    c.fields(uintptr_t.self, .bookkeeping, "used")
    c.fields(uintptr_t.self, "cookie")
    c.fields(uintptr_t.self, "segment_slices", "segment_info_slices")
    c.fields(Int32.self, "kind")
    slice_entries = c.field("slice_entries")
    c.fields(PlainPointer.self, "thread_id")
    slices = c.embed("slices")
  }
}
