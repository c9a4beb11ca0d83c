internal import PyLayout
internal import PyMemory

/// pymalloc: Objects/obmalloc.c, on memory that holds its pools as CPython writes them.
///
/// Everything but the arenas' table is in that memory: pool heads, free lists, `usedpools`.
final class PymallocHeap {
  let sizes: Pymalloc
  let version: Version
  let words: Words
  /// `usedpools`: a pair of pointers for each size class, the ends of its list of pools.
  let usedpools: Address
  private let shift: Int

  // Offsets in `pool_header`
  let count: Int
  let freeblock: Int
  let nextpool: Int
  let prevpool: Int
  let arenaindex: Int
  let szidx: Int
  let nextoffset: Int
  let maxnextoffset: Int

  var arenas = ArenaTable()
  /// Which blocks are in use, and how much of them.
  let marks: BlockMarks

  init(on build: Build, in memory: EmulatedMemory) throws(MemoryError) {
    sizes = Pymalloc(on: build)
    version = build.version
    words = Words(memory: memory, size: build.pointerSize)
    shift = sizes.alignment.trailingZeroBitCount
    marks = try BlockMarks(of: memory, alignment: sizes.alignment)
    let head = pool_header.layout(on: build)
    count = head.count.offset.rawValue
    freeblock = head.freeblock.offset.rawValue
    nextpool = head.nextpool.offset.rawValue
    prevpool = head.prevpool.offset.rawValue
    arenaindex = head.arenaindex.offset.rawValue
    szidx = head.szidx.offset.rawValue
    nextoffset = head.nextoffset.offset.rawValue
    maxnextoffset = head.maxnextoffset.offset.rawValue
    usedpools = try memory.map(2 * build.pointerSize * sizes.sizeClassCount)
    for sizeClass in 0..<sizes.sizeClassCount {
      let end = self.end(ofClass: sizeClass)
      try words.store(end, at: end + nextpool)
      try words.store(end, at: end + prevpool)
    }
  }

  /// `PTA`: where a pool head would start whose two links are the size class's in `usedpools`.
  @inline(__always) func end(ofClass sizeClass: Int) -> Pointer<pool_header> {
    Pointer(usedpools + (2 &* words.size &* sizeClass &- nextpool))
  }

  /// `POOL_ADDR`: the pool that a block is in.
  @inline(__always) func pool(of block: Address) -> Pointer<pool_header> {
    Pointer(block.roundedDown(to: sizes.poolSize))
  }

  /// The pool that a link leads to.
  @inline(__always) func pool(at link: Address) throws(MemoryError) -> Pointer<pool_header> {
    Pointer(try words.pointer(at: link))
  }

  /// `INDEX2SIZE`, of a class that there is.
  @inline(__always) private func blockSize(ofClass sizeClass: Int) -> Int {
    (sizeClass &+ 1) &<< shift
  }

  /// `pymalloc_alloc`, for a request that has a size class.
  @inline(__always)
  func allocate(_ request: Int) throws(MemoryError) -> Address {
    let sizeClass = (request &- 1) &>> shift
    let end = self.end(ofClass: sizeClass)
    let words = words.now
    let pool = Pointer<pool_header>(try words.pointer(at: end + nextpool))
    let block: Address
    if pool != end {
      try words.store(uint: try words.uint(at: pool + count) &+ 1, at: pool + count)
      block = try words.pointer(at: pool + freeblock)
      let next = try words.pointer(at: block)
      try words.store(next, at: pool + freeblock)
      if next.rawValue == 0 { try extend(pool, sizeClass, words) }
    } else {
      block = try allocateFromNewPool(sizeClass)
    }
    try marks.set(block, unasked: blockSize(ofClass: sizeClass) &- request)
    return block
  }

  /// `pymalloc_pool_extend`: the free list is empty.
  @inline(__always)
  private func extend(
    _ pool: Pointer<pool_header>, _ sizeClass: Int, _ words: MappedWords
  ) throws(MemoryError) {
    let offset = try words.uint(at: pool + nextoffset)
    if offset <= (try words.uint(at: pool + maxnextoffset)) {
      let block = pool + offset
      try words.store(block, at: pool + freeblock)
      try words.store(
        uint: offset &+ blockSize(ofClass: sizeClass), at: pool + nextoffset)
      try words.store(Address(rawValue: 0), at: block)
    } else {
      try unlink(pool)
    }
  }

  /// Takes a pool out of its size class's list.
  func unlink(_ pool: Pointer<pool_header>) throws(MemoryError) {
    let next = try self.pool(at: pool + nextpool)
    let previous = try self.pool(at: pool + prevpool)
    try words.store(previous, at: next + prevpool)
    try words.store(next, at: previous + nextpool)
  }

  /// `pymalloc_free`; false where no block in use starts at the address.
  @inline(__always)
  func free(_ block: Address) throws(MemoryError) -> Bool {
    guard try marks.clear(block) else { return false }
    let words = words.now
    let pool = pool(of: block)
    let lastFree = try words.pointer(at: pool + freeblock)
    try words.store(lastFree, at: block)
    try words.store(block, at: pool + freeblock)
    let inUse = try words.uint(at: pool + count) &- 1
    try words.store(uint: inUse, at: pool + count)
    if lastFree.rawValue == 0 {
      try insertToUsedPools(pool)
    } else if inUse == 0 {
      try insertToFreePools(pool)
    }
    return true
  }

  /// Bytes asked for and bytes given of the block in use at an address; `nil` where none starts.
  func block(at address: Address) throws(MemoryError) -> (asked: Int, given: Int)? {
    guard let unasked = try marks.unasked(of: address) else { return nil }
    let pool = pool(of: address)
    let given = sizes.blockSize(ofClass: try words.uint(at: pool + szidx))
    return (given - unasked, given)
  }

  /// Marks a block in use as one of which `asked` bytes were asked for.
  func mark(_ block: Address, asked: Int, given: Int) throws(MemoryError) {
    try marks.set(block, unasked: given - asked)
  }
}
