/// `mi_segment_t`, Include/internal/mimalloc/mimalloc/types.h: the start of a segment, which
/// describes its slices.
package struct mi_segment_t: CStruct {
  /// Bytes of the segment.
  package let segment_size: Field<uintptr_t>
  /// How many pages are in use.
  package let used: Field<uintptr_t>
  /// `_mi_ptr_cookie`: the segment's address, with a number of the process's.
  package let cookie: Field<uintptr_t>
  /// How many slices it has.
  package let segment_slices: Field<uintptr_t>
  /// How many of them, the first ones, describe it.
  package let segment_info_slices: Field<uintptr_t>
  /// `MI_SEGMENT_NORMAL`, or `MI_SEGMENT_HUGE` for one page alone.
  package let kind: Field<Int32>
  /// How many slices are described.
  package let slice_entries: Field<uintptr_t>
  /// The thread that has it; 0 where that has ended, or it was given back.
  package let thread_id: Field<uintptr_t>
  /// The first slice's description; the others follow.
  package let slices: mi_page_t

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    let sizes = Mimalloc(on: c.build)
    // MI_COMMIT_MASK_FIELD_COUNT: a bit for each slice
    let words = sizes.segmentSize / sizes.sliceSize / (8 * c.build.pointerSize)
    c.fields(PlainPointer.self, "memid.mem.os.base")
    c.fields(uintptr_t.self, "memid.mem.os.alignment")
    // Behind two words of the union's other member; on 64-bit three words are as long
    if c.build.pointerSize == 4 { c.fields(Int8.self, "memid.mem.arena.is_exclusive") }
    c.align(to: c.build.pointerSize)
    c.fields(Int8.self, "memid.is_pinned", "memid.initially_committed", "memid.initially_zero")
    c.fields(Int32.self, "memid.memkind")
    c.fields(Int8.self, "allow_decommit", "allow_purge")
    segment_size = c.field("segment_size")
    c.fields(UInt64.self, "purge_expire")
    let _: ArrayField<uintptr_t> = c.array("purge_mask.mask", count: words)
    let _: ArrayField<uintptr_t> = c.array("commit_mask.mask", count: words)
    c.fields(PlainPointer.self, "abandoned_next")
    c.fields(PlainPointer.self, .bookkeeping, "next")
    c.fields(uintptr_t.self, "abandoned", "abandoned_visits")
    used = c.field("used", .bookkeeping)
    cookie = c.field("cookie")
    segment_slices = c.field("segment_slices")
    segment_info_slices = c.field("segment_info_slices")
    kind = c.field("kind")
    slice_entries = c.field("slice_entries")
    thread_id = c.field("thread_id")
    slices = c.embed("slices[0]")
  }
}
