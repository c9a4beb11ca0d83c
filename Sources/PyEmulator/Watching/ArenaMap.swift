public import PyLayout
public import PyMemory

/// One of pymalloc's arenas as it is: its pools, and which of their blocks are in use.
public struct ArenaMap: Hashable, Sendable {
  /// A pool: blocks of one size.
  public struct Pool: Hashable, Sendable {
    /// Where it starts.
    public let address: Address
    /// Bytes of each block; `nil` for a pool that was never in use.
    public let blockSize: Int?
    /// Whether each of its blocks is in use, in memory order.
    public let blocks: [Bool]
  }

  /// Where it starts.
  public let address: Address
  /// Bytes that were mapped for it.
  public let size: Int
  /// Its pools, in memory order: those that were never handed out among them.
  public let pools: [Pool]

  /// Bytes that could be given back to the system only if the whole arena were free.
  public var bytesInUse: Int {
    pools.reduce(0) { $0 + $1.blocks.count(where: \.self) * ($1.blockSize ?? 0) }
  }
}

extension ArenaMap: CustomStringConvertible {
  /// A row for each pool: the size of its blocks, and a mark for each that is in use.
  public var description: String {
    let free = pools.count { !$0.blocks.contains(true) }
    var lines = [
      "arena at \(address): \(size) bytes, \(bytesInUse) in use, \(free) of \(pools.count) pools free"
    ]
    for pool in pools where pool.blocks.contains(true) {
      let marks = pool.blocks.map { $0 ? "#" : "." }.joined()
      lines.append("  \(pool.blockSize ?? 0): \(marks)")
    }
    return lines.joined(separator: "\n")
  }
}

extension Allocator {
  /// pymalloc's arenas, by their addresses; none on a build that has mimalloc in its place.
  ///
  /// - Throws: `MemoryError` when a pool cannot be read.
  public func arenas() throws(MemoryError) -> [ArenaMap] { try pymalloc.map() }
}

extension PymallocHeap {
  fileprivate func map() throws(MemoryError) -> [ArenaMap] {
    var maps: [ArenaMap] = []
    for arena in arenas.entries where arena.address != .null {
      var pools: [ArenaMap.Pool] = []
      for pool in carvedPools(of: arena) { pools.append(try map(of: pool)) }
      let first = arena.poolAddress.address
      for index in 0..<(arena.ntotalpools - pools.count) {
        let address = first + index * sizes.poolSize
        pools.append(ArenaMap.Pool(address: address, blockSize: nil, blocks: []))
      }
      maps.append(ArenaMap(address: arena.address, size: sizes.arenaSize, pools: pools))
    }
    return maps.sorted { $0.address < $1.address }
  }

  private func map(of pool: Pointer<pool_header>) throws(MemoryError) -> ArenaMap.Pool {
    let sizeClass = try words.uint(at: pool + szidx)
    guard sizeClass < sizes.sizeClassCount else {
      return ArenaMap.Pool(address: pool.address, blockSize: nil, blocks: [])
    }
    let size = sizes.blockSize(ofClass: sizeClass)
    var blocks: [Bool] = []
    for index in 0..<sizes.blocksPerPool(ofClass: sizeClass) {
      blocks.append(try marks.unasked(of: pool + (sizes.poolOverhead + index * size)) != nil)
    }
    return ArenaMap.Pool(address: pool.address, blockSize: size, blocks: blocks)
  }
}
