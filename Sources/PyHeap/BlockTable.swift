internal import PyLayout
internal import PyMemory

/// Every block of the allocators of a process, by number, and what each is.
///
/// A block is found by an address inside it in constant time: each page of 4 KiB names the pool that it
/// belongs to, or the first chunk that reaches into it.
struct BlockTable {
  /// A pool of pymalloc's or a page of mimalloc's: blocks of one size side by side.
  struct Pool {
    let first: UInt64
    let size: UInt64
    let count: UInt32
    /// Which functions its blocks are of; `nil` where they are of several.
    let domain: AllocatorDomain?
    /// The number of its first block.
    let number: Int
    /// Whether all of it is in memory.
    let isResident: Bool
  }

  /// What a page belongs to.
  private enum Owner {
    static let none: Int32 = -1
  }

  private(set) var pools: [Pool] = []
  /// For each 256 numbers of blocks the pool that the first of them is in.
  private var poolNumbers: [Int32] = []
  /// How many of them are pymalloc's: the first ones.
  private(set) var pymallocPools = 0
  /// The starts of chunks in the order of addresses, of what is handed out; and of what comes after the last.
  private(set) var chunks: [UInt64] = []
  /// Bytes of each chunk, its head included.
  private(set) var chunkSizes: [UInt64] = []
  /// The number of the first chunk.
  private(set) var firstChunk = 0
  /// What each block is.
  private(set) var labels: [BlockLabel] = []

  private let memory: StillMemory
  private let resident: ResidentPages
  /// For each run of memory where its pages begin in `owners`.
  private let firstPages: [Int]
  private let starts: [UInt64]
  /// For each page the number of its pool, from 0 on; of the first chunk in it, from -2 down; or -1.
  private var owners: [Int32]

  /// Bytes of a chunk's head.
  private let headSize: UInt64

  init(_ picture: ProcessPicture, _ build: Build) {
    headSize = UInt64(GlibcMalloc(on: build).headSize)
    memory = picture.memory
    resident = picture.pages
    var pages = 0
    var firstPages: [Int] = []
    starts = memory.ranges.map(\.lowerBound.rawValue)
    for range in memory.ranges {
      firstPages.append(pages)
      pages += Int((range.upperBound.rawValue - range.lowerBound.rawValue + 4095) >> 12)
    }
    self.firstPages = firstPages
    owners = [Int32](repeating: Owner.none, count: pages)
  }

  private func page(of address: UInt64) -> Int? {
    guard let run = memory.run(of: address) else { return nil }
    return firstPages[run] + Int((address - starts[run]) >> 12)
  }

  /// The last page that there is before an address.
  private func lastPage(before address: UInt64) -> Int {
    let next = starts.partitioningIndex { $0 >= address }
    return (next < firstPages.count ? firstPages[next] : owners.count) - 1
  }

  /// Takes up a pool of pymalloc's, all pages of which are there, with the numbers of its blocks that are free.
  mutating func add(
    _ first: UInt64, blockSize: Int, count: Int, pages: Range<UInt64>, free: [Int]
  ) {
    let pageCount = Int((pages.upperBound - pages.lowerBound) >> 12)
    guard let page = page(of: pages.lowerBound) else { return }
    for index in 0..<pageCount {
      owners[page + index] = Int32(pools.count)
    }
    append(
      first, blockSize, count, nil, isResident: resident.count(in: pages) == pages.count, free)
    pymallocPools = pools.count
  }

  private mutating func append(
    _ first: UInt64, _ size: Int, _ count: Int, _ domain: AllocatorDomain?, isResident: Bool,
    _ free: [Int]
  ) {
    let number = labels.count
    pools.append(
      Pool(
        first: first, size: UInt64(size), count: UInt32(count), domain: domain, number: number,
        isResident: isResident))
    labels += repeatElement(.unexplained, count: count)
    while poolNumbers.count << 8 < labels.count { poolNumbers.append(Int32(pools.count - 1)) }
    for index in free { labels[number + index] = .free }
    firstChunk = labels.count
  }

  /// Takes up a page of mimalloc's, once all pools are there.
  mutating func add(_ page: MimallocPage, free: [Int]) {
    let end = page.first + UInt64(page.blockSize * page.capacity)
    // Not all of it may be in memory
    for place in stride(from: page.first & ~0xFFF, to: end, by: 4096) {
      if let number = self.page(of: place) { owners[number] = Int32(pools.count) }
    }
    let blocks = page.first..<end
    append(
      page.first, page.blockSize, page.capacity, page.domain,
      isResident: resident.count(in: blocks) == blocks.count, free)
  }

  /// Takes up the lists of what other threads have freed in pages that were full: `mi_free_block_delayed_mt`,
  /// Objects/mimalloc/alloc.c. Such blocks look as if they were in use.
  ///
  /// - Throws: ``HeapError`` where a list leads elsewhere, in a picture of several moments.
  mutating func addDelayed(
    _ heaps: Set<UInt64>, on build: Build, _ damage: inout Damage
  ) throws(HeapError) {
    let layout = mi_heap_t.layout(on: build)
    func word(_ address: UInt64) -> UInt64 { memory.word(address, size: build.pointerSize) ?? 0 }
    for heap in heaps.sorted() {
      let keys = [0, 1].map { word(heap &+ layout.keys.place($0)) }
      let links = build.isDebug ? MimallocPage.Links(keys: keys, end: heap) : .plain
      var place = word(heap &+ layout.thread_delayed_free.place)
      while place != 0 {
        guard let block = block(at: place), block < firstChunk, labels[block] != .free else {
          try damage.leaveOut(
            .pages, "the list of what was freed for the heap at \(Address(rawValue: heap))",
            Damage.Fault(what: "leads elsewhere"))
          break
        }
        labels[block] = .free
        place = links.next(word(place), pointerSize: build.pointerSize)
      }
    }
  }

  /// Takes up chunks, once all pools are there: in the order of their addresses.
  mutating func add(chunks all: [Chunk]) {
    firstChunk = labels.count
    chunks.reserveCapacity(all.count)
    for (index, chunk) in all.enumerated() {
      chunks.append(chunk.block)
      chunkSizes.append(chunk.size)
      labels.append(chunk.state == .free ? .free : chunk.state == .cached ? .cached : .unexplained)
      let end = chunk.block + chunk.size - headSize
      guard let first = page(of: chunk.block) else { continue }
      let last = page(of: end - 1) ?? lastPage(before: end)
      for page in first...max(first, last) where owners[page] == Owner.none {
        owners[page] = -2 - Int32(index)
      }
    }
  }

  /// The block that an address is in.
  @inline(__always)
  func block(at address: UInt64) -> Int? {
    guard let page = page(of: address) else { return nil }
    let owner = owners[page]
    if owner >= 0 {
      let pool = pools[Int(owner)]
      guard address >= pool.first else { return nil }
      let distance = address - pool.first
      // Only one that is alone may have 4 GiB
      if pool.count == 1 { return distance < pool.size ? pool.number : nil }
      let index = UInt32(truncatingIfNeeded: distance) / UInt32(truncatingIfNeeded: pool.size)
      return index < pool.count ? pool.number + Int(index) : nil
    }
    return owner == Owner.none ? nil : chunk(at: address, from: Int(-2 - owner))
  }

  private func chunk(at address: UInt64, from first: Int) -> Int? {
    // The last one that does not start behind it: at most 256 of the smallest start in a page
    var low = address < chunks[first] ? max(0, first - 1) : first
    var high = min(chunks.count, first + 257)
    while high - low > 1 {
      let middle = (low + high) / 2
      if chunks[middle] <= address { low = middle } else { high = middle }
    }
    guard chunks[low] <= address, address - chunks[low] < chunkSizes[low] else { return nil }
    return firstChunk + low
  }

  /// The block that an address is near the start of, behind what may stand before an object there: hooks, a pre-header,
  /// a collector's head. Of pools' blocks, which are small, that is the one it is in.
  @inline(__always)
  func block(beginningAt address: UInt64) -> Int? {
    guard let block = block(at: address) else { return nil }
    return block >= firstChunk && address &- chunks[block - firstChunk] > Self.mostBefore
      ? nil : block
  }

  /// Bytes before an object in its block, and more.
  private static var mostBefore: UInt64 { 256 }

  /// Where a block starts: what the allocator handed out.
  func start(of block: Int) -> UInt64 {
    if block >= firstChunk { return chunks[block - firstChunk] }
    let pool = pools[self.pool(of: block)]
    return pool.first + UInt64(block - pool.number) * pool.size
  }

  /// Bytes of a block: of its size class, of its chunk.
  func size(of block: Int) -> Int {
    block >= firstChunk
      ? Int(clamping: chunkSizes[block - firstChunk]) : Int(pools[pool(of: block)].size)
  }

  /// Which functions a block is of; `nil` where that is not known.
  func domain(of block: Int) -> AllocatorDomain? {
    block >= firstChunk ? nil : pools[pool(of: block)].domain
  }

  /// Bytes of a block, and how many of them are in memory.
  func bytes(of block: Int) -> (size: Int, resident: Int) {
    if block < firstChunk {
      let pool = pools[pool(of: block)]
      let size = Int(pool.size)
      if pool.isResident { return (size, size) }
      let start = pool.first + UInt64(block - pool.number) * pool.size
      return (size, resident.count(in: start..<start + pool.size))
    }
    let chunk = block - firstChunk
    let start = chunks[chunk] - headSize
    return (Int(clamping: chunkSizes[chunk]), resident.count(in: start..<start + chunkSizes[chunk]))
  }

  /// ``bytes(of:)`` of the block that begins at an address.
  @inline(__always)
  func bytes(at address: UInt64) -> (size: Int, resident: Int)? {
    if let page = page(of: address), owners[page] >= 0 {
      let pool = pools[Int(owners[page])]
      if pool.isResident, address &- pool.first < pool.size &* UInt64(pool.count) {
        return (Int(pool.size), Int(pool.size))
      }
    }
    return block(beginningAt: address).map(bytes(of:))
  }

  @inline(__always)
  private func pool(of block: Int) -> Int {
    var pool = Int(poolNumbers[block >> 8])
    while block - pools[pool].number >= Int(pools[pool].count) { pool += 1 }
    return pool
  }

  /// Calls a function with each block: its number, where it starts, its bytes.
  func eachBlock(_ body: (Int, UInt64, Int) -> Void) {
    for pool in pools {
      for index in 0..<Int(pool.count) {
        body(pool.number + index, pool.first + UInt64(index) * pool.size, Int(pool.size))
      }
    }
    for (index, chunk) in chunks.enumerated() {
      body(firstChunk + index, chunk, Int(clamping: chunkSizes[index]))
    }
  }

  /// Says what a block is.
  @inline(__always)
  mutating func label(_ block: Int, _ label: BlockLabel) { labels[block] = label }
}

/// A chunk of glibc's `malloc`.
package struct Chunk: Sendable {
  /// What is handed out: behind its head.
  let block: UInt64
  /// Bytes, its head included.
  let size: UInt64
  var state: State

  package enum State: Sendable { case used, cached, free }

  package init(block: UInt64, size: UInt64, state: State) {
    self.block = block
    self.size = size
    self.state = state
  }
}
