internal import PyLayout
internal import PyMemory

extension Allocator {
  /// What `sys._debugmallocstats()` reports, by its names: `_PyObject_DebugMallocStats`,
  /// Objects/obmalloc.c; and, for other requests, what it leaves out.
  public struct Statistics: Hashable, Sendable {
    /// One of pymalloc's size classes.
    public struct SizeClass: Hashable, Sendable {
      /// "class": its index.
      public let index: Int
      /// "size": bytes of a block.
      public let size: Int
      /// "num pools": pools of it that have a block in use.
      public var pools = 0
      /// "blocks in use".
      public var blocksInUse = 0
      /// "avail blocks": the other blocks of those pools.
      public var blocksAvailable = 0
      /// Bytes asked for of the blocks in use, the debug hooks' included.
      public var bytesAsked = 0

      /// Bytes given: of the blocks in use.
      public var bytesGiven: Int { blocksInUse * size }
    }

    /// Requests that pymalloc does not serve: larger ones, and other domains'.
    public struct Others: Hashable, Sendable {
      /// Blocks in use.
      public var blocks = 0
      /// Bytes asked for of them, the debug hooks' included.
      public var bytesAsked = 0
      /// Bytes given: of their chunks, mappings or mimalloc's blocks.
      public var bytesGiven = 0
    }

    /// Every size class, those without a pool included.
    public var classes: [SizeClass]
    /// "# arenas allocated total".
    public var arenasAllocatedTotal = 0
    /// "# arenas reclaimed".
    public var arenasReclaimed: Int { arenasAllocatedTotal - arenasAllocatedCurrent }
    /// "# arenas highwater mark".
    public var arenasHighwaterMark = 0
    /// "# arenas allocated current".
    public var arenasAllocatedCurrent = 0
    /// "bytes/arena".
    public var arenaSize = 0
    /// "unused pools": whole pools without a block in use, carved off or not.
    public var unusedPools = 0
    /// "# bytes in allocated blocks".
    public var bytesInAllocatedBlocks: Int { classes.reduce(0) { $0 + $1.bytesGiven } }
    /// "# bytes in available blocks".
    public var bytesInAvailableBlocks: Int {
      classes.reduce(0) { $0 + $1.blocksAvailable * $1.size }
    }
    /// "# bytes lost to pool headers".
    public var bytesLostToPoolHeaders = 0
    /// "# bytes lost to quantization": after a pool's last block.
    public var bytesLostToQuantization = 0
    /// "# bytes lost to arena alignment": before an arena's first pool and after its last.
    public var bytesLostToArenaAlignment = 0
    /// Requests that pymalloc does not serve.
    public var others = Others()
  }

  /// What is in use now, counted in the pools themselves.
  ///
  /// - Throws: `MemoryError` when a pool cannot be read.
  public var statistics: Statistics {
    get throws(MemoryError) {
      var told = try pymalloc.statistics()
      let mimalloc = segments.inUse.values
      told.others.blocks = malloc.inUse.count + mimalloc.count
      told.others.bytesAsked = malloc.inUse.values.reduce(0, +) + mimalloc.reduce(0, +)
      told.others.bytesGiven = othersGiven
      return told
    }
  }

  /// Bytes of all blocks in use: pymalloc's, as ``Statistics/bytesInAllocatedBlocks``, and all
  /// others'.
  ///
  /// - Throws: `MemoryError` when a pool cannot be read.
  public var bytesGiven: (small: Int, large: Int) {
    get throws(MemoryError) { (try pymalloc.bytesInUse(), othersGiven) }
  }

  private var othersGiven: Int {
    segments.inUse.keys.reduce(malloc.bytesGiven) { $0 + (segments.blockSize(at: $1) ?? 0) }
  }

  /// `sys.getallocatedblocks()`: blocks in use, whoever serves them.
  ///
  /// - Throws: `MemoryError` when a pool cannot be read.
  public var blocksInUse: Int {
    get throws(MemoryError) {
      try pymalloc.blocksInUse() + malloc.inUse.count + segments.inUse.count
    }
  }
}

extension PymallocHeap {
  /// `_PyObject_DebugMallocStats`.
  func statistics() throws(MemoryError) -> Allocator.Statistics {
    var told = Allocator.Statistics(
      classes: (0..<sizes.sizeClassCount).map {
        .init(index: $0, size: sizes.blockSize(ofClass: $0))
      })
    told.arenasAllocatedTotal = arenas.allocatedTotal
    told.arenasHighwaterMark = arenas.highwater
    told.arenasAllocatedCurrent = arenas.allocated
    told.arenaSize = sizes.arenaSize
    for arena in arenas.entries where arena.address != .null {
      told.bytesLostToArenaAlignment += sizes.arenaSize - arena.ntotalpools * sizes.poolSize
      told.unusedPools += arena.ntotalpools - carvedPools(of: arena).count
      for pool in carvedPools(of: arena) { try tell(of: pool, in: &told) }
    }
    return told
  }

  /// `_Py_GetAllocatedBlocks`: the sum of the pools' `ref.count`.
  func blocksInUse() throws(MemoryError) -> Int {
    var sum = 0
    for arena in arenas.entries where arena.address != .null {
      for pool in carvedPools(of: arena) { sum += try words.uint(at: pool + count) }
    }
    return sum
  }

  /// The sum of the pools' `ref.count` times their blocks' size.
  func bytesInUse() throws(MemoryError) -> Int {
    var sum = 0
    for arena in arenas.entries where arena.address != .null {
      for pool in carvedPools(of: arena) {
        let inUse = try words.uint(at: pool + count)
        if inUse > 0 { sum += inUse * sizes.blockSize(ofClass: try words.uint(at: pool + szidx)) }
      }
    }
    return sum
  }

  /// The pools of an arena that were ever handed out.
  func carvedPools(of arena: ArenaTable.Arena) -> [Pointer<pool_header>] {
    var first = arena.address + -arena.address.distance(from: .null) % sizes.poolSize
    if first < arena.address { first = first + sizes.poolSize }
    let count = arena.poolAddress.address.distance(from: first) / sizes.poolSize
    return (0..<count).map { Pointer(first + $0 * sizes.poolSize) }
  }

  private func tell(
    of pool: Pointer<pool_header>, in told: inout Allocator.Statistics
  ) throws(MemoryError) {
    let inUse = try words.uint(at: pool + count)
    guard inUse > 0 else {
      told.unusedPools += 1
      return
    }
    let sizeClass = try words.uint(at: pool + szidx)
    let blocks = sizes.blocksPerPool(ofClass: sizeClass)
    let size = sizes.blockSize(ofClass: sizeClass)
    told.classes[sizeClass].pools += 1
    told.classes[sizeClass].blocksInUse += inUse
    told.classes[sizeClass].blocksAvailable += blocks - inUse
    told.bytesLostToPoolHeaders += sizes.poolOverhead
    told.bytesLostToQuantization += sizes.poolSize - sizes.poolOverhead - blocks * size
    for index in 0..<blocks {
      if let block = try block(at: pool + (sizes.poolOverhead + index * size)) {
        told.classes[sizeClass].bytesAsked += block.asked
      }
    }
  }
}
