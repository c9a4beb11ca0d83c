/// `mi_page_t`, Include/internal/mimalloc/mimalloc/types.h: blocks of one size, and where they
/// stand among a segment's slices.
package struct mi_page_t: CStruct {
  /// How many slices the page is; 0 in those behind its first.
  package let slice_count: Field<UInt32>
  /// Bytes back to the description of the page's first slice.
  package let slice_offset: Field<UInt32>
  /// Three flags, and above them `tag`: which heap the page is of.
  package let tag: Field<UInt8>
  /// How many blocks it has so far.
  package let capacity: Field<UInt16>
  /// How many blocks fit.
  package let reserved: Field<UInt16>
  /// The first free block that is handed out; the others follow by their first words.
  package let free: Field<PlainPointer>
  /// How many blocks are in use, those that other threads have freed among them.
  package let used: Field<UInt32>
  /// Bytes of each block; 0 where there is no page.
  package let xblock_size: Field<UInt32>
  /// The first of the blocks that the page's thread has freed since.
  package let local_free: Field<PlainPointer>
  /// What links of free blocks are encoded with, in debug builds.
  package let keys: ArrayField<uintptr_t>?
  /// The first of the blocks that other threads have freed; the two low bits are flags.
  package let xthread_free: Field<uintptr_t>
  /// The heap of the page's thread.
  package let xheap: Field<uintptr_t>

  /// `tag` in its byte: the 4 bits above 3 flags.
  package static func tag(in byte: UInt64) -> UInt64 { byte >> 3 & 0xF }
  /// `MI_HUGE_BLOCK_SIZE`: what `xblock_size` says of all blocks that are at least as large.
  package static let hugeBlockSize = 2 << 30

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    slice_count = c.field("slice_count")
    slice_offset = c.field("slice_offset")
    tag = c.field("is_committed, is_zero_init, use_qsbr, tag")
    c.fields(UInt8.self, "debug_offset")
    capacity = c.field("capacity", .bookkeeping)
    reserved = c.field("reserved")
    c.fields(UInt8.self, .bookkeeping, "flags")
    c.fields(UInt8.self, "free_is_zero, retire_expire")
    free = c.field("free")
    used = c.field("used", .bookkeeping)
    xblock_size = c.field("xblock_size")
    local_free = c.field("local_free")
    // MI_ENCODE_FREELIST, MI_PADDING: where MI_DEBUG is on, as in debug builds
    keys = c.build.isDebug ? c.array("keys", count: 2) : nil
    xthread_free = c.field("xthread_free")
    xheap = c.field("xheap")
    c.fields(PlainPointer.self, .bookkeeping, "next", "prev")
    if c.build.isFreeThreaded {
      c.fields(PlainPointer.self, "qsbr_node.next", "qsbr_node.prev")
      c.fields(UInt64.self, "qsbr_goal")
    } else if c.build.pointerSize == 8 {
      let _: ArrayField<uintptr_t> = c.array("padding", count: 1)
    }
  }
}
