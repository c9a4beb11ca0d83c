/// `mi_page_t`, Include/internal/mimalloc/mimalloc/types.h: blocks of one size, and where they
/// stand among a segment's slices.
package struct mi_page_t: CStruct {
  /// How many slices the page is; 0 in those behind its first.
  package let slice_count: Field<UInt32>
  /// Bytes back to the description of the page's first slice.
  package let slice_offset: Field<UInt32>
  /// How many blocks it has so far.
  package let capacity: Field<UInt16>
  /// Bytes of each block.
  package let xblock_size: Field<UInt32>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    slice_count = c.field("slice_count")
    slice_offset = c.field("slice_offset")
    c.fields(UInt8.self, "is_committed … tag", "debug_offset")
    capacity = c.field("capacity", .bookkeeping)
    c.fields(UInt16.self, "reserved")
    c.fields(UInt8.self, .bookkeeping, "flags")
    c.fields(UInt8.self, "free_is_zero, retire_expire")
    c.fields(PlainPointer.self, "free")
    c.fields(UInt32.self, .bookkeeping, "used")
    xblock_size = c.field("xblock_size")
    c.fields(PlainPointer.self, "local_free")
    // MI_ENCODE_FREELIST, MI_PADDING: where MI_DEBUG is on, as in debug builds
    if c.build.isDebug { let _: ArrayField<PlainPointer> = c.array("keys", count: 2) }
    c.fields(PlainPointer.self, "xthread_free", "xheap")
    c.fields(PlainPointer.self, .bookkeeping, "next", "prev")
    // Py_GIL_DISABLED
    c.fields(PlainPointer.self, "qsbr_node.next", "qsbr_node.prev")
    c.fields(UInt64.self, "qsbr_goal")
  }
}
