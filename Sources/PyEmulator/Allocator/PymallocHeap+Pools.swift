internal import PyLayout
internal import PyMemory

extension PymallocHeap {
  /// `allocate_from_new_pool`: no pool of the size class has a free block.
  @inline(never)
  func allocateFromNewPool(_ sizeClass: Int) throws(MemoryError) -> Address {
    let pool = try takePool()
    let end = self.end(ofClass: sizeClass)
    try words.store(end, at: pool + nextpool)
    try words.store(end, at: pool + prevpool)
    try words.store(pool, at: end + nextpool)
    try words.store(pool, at: end + prevpool)
    try words.store(uint: 1, at: pool + count)
    if try words.uint(at: pool + szidx) == sizeClass {
      // Its last blocks had this size too: head and free list are as they should be
      let block = try words.pointer(at: pool + freeblock)
      try words.store(try words.pointer(at: block), at: pool + freeblock)
      return block
    }
    let size = sizes.blockSize(ofClass: sizeClass)
    let block = pool + sizes.poolOverhead
    try words.store(uint: sizeClass, at: pool + szidx)
    try words.store(uint: sizes.poolOverhead + 2 * size, at: pool + nextoffset)
    try words.store(uint: sizes.poolSize - size, at: pool + maxnextoffset)
    try words.store(block + size, at: pool + freeblock)
    try words.store(.null, at: block + size)
    return block
  }

  /// A free pool of the fullest arena that has one: one given back, or else a new one.
  private func takePool() throws(MemoryError) -> Pointer<pool_header> {
    if arenas.usable == nil {
      let address = try words.memory.map(sizes.arenaSize, isZeroed: false)
      try marks.makeRoom(upTo: address + sizes.arenaSize)
      arenas.add(address, size: sizes.arenaSize, poolSize: sizes.poolSize)
    }
    guard let index = arenas.usable else { return .null }
    let pool = arenas.entries[index].freepools
    if pool != .null {
      arenas.entries[index].freepools = try self.pool(at: pool + nextpool)
      arenas.takePool()
      return pool
    }
    let carved = arenas.entries[index].poolAddress
    try words.store(uint: index, at: carved + arenaindex)
    try words.store(uint: Int(pool_header.noSizeClass), at: carved + szidx)
    arenas.entries[index].poolAddress = Pointer(carved + sizes.poolSize)
    arenas.takePool()
    return carved
  }

  /// `insert_to_usedpool`: a pool that was full has a free block, and comes first.
  @inline(never)
  func insertToUsedPools(_ pool: Pointer<pool_header>) throws(MemoryError) {
    let end = self.end(ofClass: try words.uint(at: pool + szidx))
    let next = try self.pool(at: end + nextpool)
    try words.store(next, at: pool + nextpool)
    try words.store(end, at: pool + prevpool)
    try words.store(pool, at: next + prevpool)
    try words.store(pool, at: end + nextpool)
  }

  /// `insert_to_freepool`: no block of the pool is in use any more.
  @inline(never)
  func insertToFreePools(_ pool: Pointer<pool_header>) throws(MemoryError) {
    try unlink(pool)
    let index = try words.uint(at: pool + arenaindex)
    try words.store(arenas.entries[index].freepools, at: pool + nextpool)
    arenas.entries[index].freepools = pool
    let address = arenas.entries[index].address
    if arenas.givePool(index, keepsLast: version >= .v3_9) {
      words.memory.unmap(address, sizes.arenaSize, keepsPages: true)
    }
  }
}
