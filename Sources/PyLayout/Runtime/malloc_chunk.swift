/// `struct malloc_chunk`, glibc's malloc/malloc.c: what stands before what `malloc` hands out.
package struct malloc_chunk: CStruct {
  /// Bytes of the chunk before, where that is free; else they are that one's.
  package let mchunk_prev_size: Field<uintptr_t>
  /// Bytes of this chunk, and three bits.
  package let mchunk_size: Field<uintptr_t>
  /// The next free chunk of its list, where it is free.
  package let fd: Field<Pointer<malloc_chunk>>
  /// The previous one.
  package let bk: Field<Pointer<malloc_chunk>>

  /// `PREV_INUSE`: the chunk before is not free.
  package static let previousInUse: UInt64 = 1
  /// `IS_MMAPPED`: it is a mapping of its own.
  package static let isMapped: UInt64 = 2
  /// `NON_MAIN_ARENA`: it is a thread's.
  package static let isThreads: UInt64 = 4

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    mchunk_prev_size = c.field("mchunk_prev_size")
    mchunk_size = c.field("mchunk_size")
    fd = c.field("fd")
    bk = c.field("bk")
  }
}
