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
    /// The arenas themselves, in order.
    var arenas: [Range<UInt64>] = []
    /// The heads of pools in use, what is behind their last block, and what is before an arena's first pool
    /// or behind its last.
    var heads: [Range<UInt64>] = []
    /// Room in pools in use that was never carved into blocks.
    var uncarved: [Range<UInt64>] = []
    /// Pools that are free, or were never carved off.
    var freePools: [Range<UInt64>] = []
    /// Pools that do not hold together, or were not copied.
    var unread: [Range<UInt64>] = []
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
  /// - Throws: ``HeapError`` where too many pools' counts do not agree with their lists.
  func read(
    _ runtime: Runtime, into table: inout BlockTable, _ damage: inout Damage
  ) throws(HeapError) -> Rest {
    var rest = Rest()
    var pools = 0
    for _ in 0..<runtime.faultyArenas {
      try damage.leaveOut(
        .arenas, "a table of arenas", Damage.Fault(what: "has an entry that is none"))
    }
    for _ in 0..<runtime.arenasNotCopied {
      try damage.leaveOut(.arenas, "an entry of a table of arenas", .notCopied)
    }
    for arena in runtime.arenas.sorted(by: { $0.address < $1.address }) {
      let start = arena.address.rawValue
      if let last = rest.arenas.last, start < last.upperBound {
        try damage.leaveOut(
          .arenas, "the arena at \(arena.address)", Damage.Fault(what: "begins in another one"))
        continue
      }
      rest.arenas.append(start..<start + UInt64(sizes.arenaSize))
      pools += try read(arena, into: &table, &rest, &damage)
    }
    try damage.count(.pools, of: pools)
    try damage.count(
      .arenas, of: runtime.arenas.count + runtime.faultyArenas + runtime.arenasNotCopied)
    return rest
  }

  /// Takes up the blocks of an arena, and says how many pools it has carved off.
  private func read(
    _ arena: Runtime.Arena, into table: inout BlockTable, _ rest: inout Rest,
    _ damage: inout Damage
  ) throws(HeapError) -> Int {
    let poolSize = UInt64(sizes.poolSize)
    let start = arena.address.rawValue
    let first = start.roundedUp(to: poolSize)
    let end = first + UInt64(arena.totalPools) * poolSize
    let carved = max(min(arena.poolAddress.rawValue, end), first)
    rest.heads += [start..<first, end..<max(end, start + UInt64(sizes.arenaSize))]
    rest.freePools.append(carved..<end)
    var free = Int(end - carved) / sizes.poolSize
    var leftOut = 0
    for pool in stride(from: first, to: carved, by: sizes.poolSize) {
      do throws(Damage.Fault) {
        if try !read(pool, of: arena, into: &table, &rest) { free += 1 }
      } catch {
        leftOut += 1
        rest.unread.append(pool..<pool + poolSize)
        try damage.leaveOut(
          .pools, "the pool at \(Address(rawValue: pool))", error, bytes: sizes.poolSize)
      }
    }
    // Of what was left out nobody knows whether it is free
    if !(free...free + leftOut ~= arena.freePools) {
      try damage.leaveOut(
        .arenas, "the arena at \(arena.address)",
        Damage.Fault(what: "counts \(arena.freePools) free pools, and has \(free)"))
    }
    return Int(carved - first) / sizes.poolSize
  }

  /// Takes up the blocks of a pool. False where it is free.
  private func read(
    _ pool: UInt64, of arena: Runtime.Arena, into table: inout BlockTable, _ rest: inout Rest
  ) throws(Damage.Fault) -> Bool {
    func fault(_ what: String) -> Damage.Fault { Damage.Fault(what: what) }
    let end = pool + UInt64(sizes.poolSize)
    guard memory.holds(pool..<end) else { throw .notCopied }
    guard number(pool + layout.arenaindex.place) == arena.index else {
      throw fault("is of another arena")
    }
    let used = number(pool + layout.count.place)
    let sizeClass = number(pool + layout.szidx.place)
    guard sizeClass < sizes.sizeClassCount else { throw fault("has no size class") }
    let size = sizes.blockSize(ofClass: sizeClass)
    let next = number(pool + layout.nextoffset.place)
    let carved = (next - sizes.poolOverhead) / size
    guard next >= sizes.poolOverhead, carved <= sizes.blocksPerPool(ofClass: sizeClass) else {
      throw fault("has carved off more blocks than it has")
    }
    let first = pool + UInt64(sizes.poolOverhead)
    var free: [Int] = []
    var block = word(pool + layout.freeblock.place)
    while block != 0 {
      guard block >= first, block < first + UInt64(carved * size), free.count < carved else {
        throw fault("has a free list that leads elsewhere")
      }
      free.append(Int(block - first) / size)
      block = word(block)
    }
    guard used + free.count == carved else {
      throw fault("counts \(used) blocks in use, and has \(carved - free.count)")
    }
    // insert_to_freepool leaves the head and the list of free blocks as they are
    if used == 0 {
      rest.freePools.append(pool..<end)
      return false
    }
    let whole = sizes.blocksPerPool(ofClass: sizeClass)
    let (behind, last) = (first + UInt64(carved * size), first + UInt64(whole * size))
    rest.heads += [pool..<first, last..<end]
    rest.uncarved.append(behind..<last)
    table.add(first, blockSize: size, count: carved, pages: pool..<end, free: free)
    return true
  }
}
