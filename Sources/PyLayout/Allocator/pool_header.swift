/// `struct pool_header`, Objects/obmalloc.c, from 3.12 Include/internal/pycore_obmalloc.h
package struct pool_header: CStruct {
  /// How many of the pool's blocks are in use.
  package let count: Field<UInt32>
  /// The first block of the free list; the others follow by their first words.
  package let freeblock: Field<PlainPointer>
  /// The next pool of the same class, or of the arena's free ones.
  package let nextpool: Field<Pointer<pool_header>>
  /// The previous pool of the same class.
  package let prevpool: Field<Pointer<pool_header>>
  /// Which of `arenas` the pool belongs to.
  package let arenaindex: Field<UInt32>
  /// The size class, or `DUMMY_SIZE_IDX` where the pool never had one.
  package let szidx: Field<UInt32>
  /// Bytes from the pool's start to the first block that was never handed out.
  package let nextoffset: Field<UInt32>
  /// The last offset at which a block fits.
  package let maxnextoffset: Field<UInt32>

  /// `DUMMY_SIZE_IDX`
  package static let noSizeClass: UInt32 = 0xffff

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    // ref is a union with a block *, which makes it as long as a pointer
    count = c.field("ref.count")
    freeblock = c.field("freeblock")
    nextpool = c.field("nextpool")
    prevpool = c.field("prevpool")
    arenaindex = c.field("arenaindex")
    szidx = c.field("szidx")
    nextoffset = c.field("nextoffset")
    maxnextoffset = c.field("maxnextoffset")
  }
}
