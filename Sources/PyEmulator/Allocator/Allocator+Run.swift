public import PyLayout
public import PyMemory

/// Blocks side by side: the first one's address, bytes from one to the next, and how many.
typealias BlockRun = (first: Address, stride: Int, count: Int)

extension Allocator {
  /// Several blocks at once, standing side by side: those that ``allocate(_:_:)`` would hand out
  /// one after the other, as far as they are pymalloc's and were never in use since their pool got
  /// its size class. Their contents are what they were.
  ///
  /// - Parameters:
  ///   - size: bytes of each.
  ///   - count: how many are wanted; less than 1 counts as 1.
  ///   - domain: the functions that are asked.
  /// - Returns: the first block's address, bytes from one to the next, and how many there are, from
  ///   1 to `count`.
  /// - Throws: `MemoryError` as ``allocate(_:_:)`` does.
  public func allocateRun(
    _ size: Int, count: Int, _ domain: Domain = .object
  ) throws(MemoryError) -> (first: Address, stride: Int, count: Int) {
    let first = try allocate(size, domain)
    let isPymalloc = servers[domain.rawValue] == .pymalloc && !hasDebugHooks
    guard isPymalloc, let stride = pymalloc.sizes.blockSize(of: size) else {
      return (first, build.allocatedSize(of: size, in: domain, debugHooks: hasDebugHooks), 1)
    }
    let more = try pymalloc.allocateRun(size, after: first, count: max(count, 1) - 1)
    return (first, stride, 1 + more)
  }
}

extension Allocator {
  /// Tells the memory how much blocks of `bytes` in all will take, with their marks.
  func expect(_ bytes: Int) {
    pymalloc.marks.expect(bytes, behind: memory.mappedCount)
    memory.expect(bytes)
  }

  /// Whether blocks of one pool are all in use and are pymalloc's alone to free.
  func isRun(_ blocks: BlockRun, _ domain: Domain) throws(MemoryError) -> Bool {
    guard servers[domain.rawValue] == .pymalloc, !hasDebugHooks else { return false }
    return try pymalloc.marks.contain(blocks)
  }
}

extension PymallocHeap {
  /// Frees several blocks of one pool, all in use, the last one first.
  func freeRun(_ blocks: BlockRun) throws(MemoryError) {
    try marks.clear(blocks)
    let pool = pool(of: blocks.first)
    let last = blocks.first + (blocks.count - 1) * blocks.stride
    let lastFree = try words.pointer(at: pool + freeblock)
    try words.memory.store(
      series: (blocks.first + blocks.stride).rawValue, step: blocks.stride, size: words.size,
      at: blocks.first, stride: blocks.stride, count: blocks.count - 1)
    try words.store(lastFree, at: last)
    try words.store(blocks.first, at: pool + freeblock)
    let inUse = try words.uint(at: pool + count) - blocks.count
    try words.store(uint: inUse, at: pool + count)
    if lastFree == .null { try insertToUsedPools(pool) }
    if inUse == 0 { try insertToFreePools(pool) }
  }

  /// Hands out up to `count` never-used blocks that follow the one just handed out.
  func allocateRun(
    _ request: Int, after first: Address, count most: Int
  ) throws(MemoryError) -> Int {
    guard most > 0, let sizeClass = sizes.sizeClass(of: request) else { return 0 }
    let size = sizes.blockSize(ofClass: sizeClass)
    let pool = pool(of: first)
    let offset = try words.uint(at: pool + nextoffset)
    // The free list is the one block before nextoffset, and that is the next in line
    let next = try words.pointer(at: pool + freeblock)
    guard next == first + size, next == pool + (offset - size),
      try words.pointer(at: next) == .null
    else { return 0 }
    let unused = (sizes.poolSize - offset) / size
    let taken = min(most, unused + 1)
    try marks.set(next, stride: size, count: taken, unasked: size - request)
    try words.store(uint: try words.uint(at: pool + count) + taken, at: pool + count)
    let end = min(offset + taken * size, offset + unused * size)
    try words.store(uint: end, at: pool + nextoffset)
    if taken <= unused {
      try words.store(next + taken * size, at: pool + freeblock)
      try words.store(.null, at: next + taken * size)
    } else {
      try words.store(.null, at: pool + freeblock)
      try unlink(pool)
    }
    return taken
  }
}
