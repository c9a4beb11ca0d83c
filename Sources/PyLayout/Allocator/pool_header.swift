/// `struct pool_header`, Objects/obmalloc.c, from 3.12 Include/internal/pycore_obmalloc.h
public struct pool_header: CStruct {
  /// How many of the pool's blocks are in use.
  public let count: Field<UInt32>
  /// The first block of the free list; the others follow by their first words.
  public let freeblock: Field<PlainPointer>
  /// The next pool of the same class, or of the arena's free ones.
  public let nextpool: Field<Pointer<pool_header>>
  /// The previous pool of the same class.
  public let prevpool: Field<Pointer<pool_header>>
  /// Which of `arenas` the pool belongs to.
  public let arenaindex: Field<UInt32>
  /// The size class, or `DUMMY_SIZE_IDX` where the pool never had one.
  public let szidx: Field<UInt32>
  /// Bytes from the pool's start to the first block that was never handed out.
  public let nextoffset: Field<UInt32>
  /// The last offset at which a block fits.
  public let maxnextoffset: Field<UInt32>

  /// `DUMMY_SIZE_IDX`
  public static let noSizeClass: UInt32 = 0xffff

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
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
