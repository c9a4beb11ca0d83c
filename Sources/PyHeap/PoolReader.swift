internal import PyLayout
internal import PyMemory

/// Reads the pools of pymalloc's arenas: `struct pool_header`, Objects/obmalloc.c.
struct PoolReader {
  private let memory: StillMemory
  private let build: Build
  private let layout: StructLayout<pool_header>
  private let sizes: Pymalloc

  /// What the arenas hold beside blocks.
  struct Rest {
    /// The heads of pools in use, what is behind their last block, and what is before an arena's first pool
    /// or behind its last.
    var heads: [Range<UInt64>] = []
    /// Room in pools in use that was never carved into blocks.
    var uncarved: [Range<UInt64>] = []
    /// Pools that are free, or were never carved off.
    var freePools: [Range<UInt64>] = []
  }

  init(_ memory: StillMemory, _ build: Build) {
    self.memory = memory
    self.build = build
    layout = pool_header.layout(on: build)
    sizes = Pymalloc(on: build)
  }

  private func word(_ address: UInt64) -> UInt64 {
    memory.word(address, size: build.pointerSize) ?? 0
  }
  private func number(_ address: UInt64) -> Int { Int(memory.word(address, size: 4) ?? 0) }

  /// Takes up the blocks of all arenas.
  ///
  /// - Throws: ``HeapError`` where a pool's counts do not agree with its lists.
  func read(_ arenas: [Runtime.Arena], into table: inout BlockTable) throws(HeapError) -> Rest {
    var rest = Rest()
    let poolSize = UInt64(sizes.poolSize)
    for arena in arenas {
      let start = arena.address.rawValue
      let first = start.roundedUp(to: poolSize)
      let end = first + UInt64(arena.totalPools) * poolSize
      let carved = max(min(arena.poolAddress.rawValue, end), first)
      rest.heads += [start..<first, end..<max(end, start + UInt64(sizes.arenaSize))]
      rest.freePools.append(carved..<end)
      var free = Int(end - carved) / sizes.poolSize
      for pool in stride(from: first, to: carved, by: sizes.poolSize) {
        guard number(pool + layout.arenaindex.place) == arena.index else {
          throw .torn("a pool at \(Address(rawValue: pool)) is of another arena", build: build)
        }
        if number(pool + layout.count.place) == 0 {
          rest.freePools.append(pool..<pool + poolSize)
          free += 1
        } else {
          try read(pool, into: &table, &rest)
        }
      }
      guard free == arena.freePools else {
        throw .torn(
          "the arena at \(arena.address) counts \(arena.freePools) free pools, and has \(free)",
          build: build)
      }
    }
    return rest
  }

  private func read(
    _ pool: UInt64, into table: inout BlockTable, _ rest: inout Rest
  ) throws(HeapError) {
    func torn(_ what: String) -> HeapError {
      .torn("the pool at \(Address(rawValue: pool)) \(what)", build: build)
    }
    let sizeClass = number(pool + layout.szidx.place)
    guard sizeClass < sizes.sizeClassCount else { throw torn("has no size class") }
    let size = sizes.blockSize(ofClass: sizeClass)
    let next = number(pool + layout.nextoffset.place)
    let carved = (next - sizes.poolOverhead) / size
    guard next >= sizes.poolOverhead, carved <= sizes.blocksPerPool(ofClass: sizeClass) else {
      throw torn("has carved off more blocks than it has")
    }
    let first = pool + UInt64(sizes.poolOverhead)
    var free: [Int] = []
    var block = word(pool + layout.freeblock.place)
    while block != 0 {
      guard block >= first, block < first + UInt64(carved * size), free.count < carved else {
        throw torn("has a free list that leads elsewhere")
      }
      free.append(Int(block - first) / size)
      block = word(block)
    }
    let used = number(pool + layout.count.place)
    guard used + free.count == carved else {
      throw torn("counts \(used) blocks in use, and has \(carved - free.count)")
    }
    let whole = sizes.blocksPerPool(ofClass: sizeClass)
    let (behind, last) = (first + UInt64(carved * size), first + UInt64(whole * size))
    let end = pool + UInt64(sizes.poolSize)
    rest.heads += [pool..<first, last..<end]
    rest.uncarved.append(behind..<last)
    table.add(first, blockSize: size, count: carved, pages: pool..<end, free: free)
  }
}
