internal import PyInspector
internal import PyLayout
internal import PyMemory

/// The objects that own the most bytes so far.
struct LargestObjects {
  private(set) var all: [(object: UInt64, bytes: Int)] = []
  private var least = 0
  static let most = 20

  @inline(__always)
  mutating func offer(_ object: UInt64, _ bytes: Int) {
    if bytes > least { take(object, bytes) }
  }

  /// Takes an object out again.
  mutating func drop(_ object: UInt64) { all.removeAll { $0.object == object } }

  private mutating func take(_ object: UInt64, _ bytes: Int) {
    let place = all.partitioningIndex { $0.bytes < bytes }
    all.insert((object, bytes), at: place)
    if all.count > Self.most { all.removeLast() }
    if all.count == Self.most { least = all[Self.most - 1].bytes }
  }
}

extension HeapWalk {
  /// Which blocks.
  enum Blocks { case pools, pages, chunks }

  /// Blocks by what they are.
  func shares(of blocks: Blocks, _ places: Places) -> [ProcessHeap.Share] {
    var counts = [Int](repeating: 0, count: BlockLabel.allCases.count)
    var (bytes, resident) = (counts, counts)
    func count(_ block: Int, _ size: Int, _ here: Int) {
      let label = Int(table.labels[block].rawValue)
      counts[label] += 1
      bytes[label] += size
      resident[label] += here
    }
    switch blocks {
    case .pools, .pages:
      let (pymalloc, all) = (table.pymallocPools, table.pools.count)
      for pool in table.pools[blocks == .pools ? 0..<pymalloc : pymalloc..<all] {
        let size = Int(pool.size)
        for index in 0..<Int(pool.count) {
          let start = pool.first + UInt64(index * size)
          count(
            pool.number + index, size,
            pool.isResident ? size : places.resident(start..<start + UInt64(size)))
        }
      }
    case .chunks:
      let head = UInt64(2 * pointer)
      for (index, block) in table.chunks.enumerated() {
        let range = block - head..<block - head + table.chunkSizes[index]
        count(table.firstChunk + index, range.count, places.resident(range))
      }
      // What 2.7 keeps of a block of numbers for the next ones is no object's
      for (block, taken) in numbers {
        let (size, here) = table.bytes(of: block)
        for (label, sign) in [(BlockLabel.object, -1), (.freeList, 1)] {
          bytes[Int(label.rawValue)] += sign * (size - taken)
          resident[Int(label.rawValue)] += sign * max(0, here - taken)
        }
      }
    }
    // What somebody hands out in parts is another allocator's
    let other = Int(BlockLabel.other.rawValue)
    var parts = (blocks: 0, bytes: 0, resident: 0)
    for block in parted where (block >= table.firstChunk) == (blocks == .chunks) {
      let (size, here) = table.bytes(of: block)
      parts = (parts.blocks + 1, parts.bytes + size, parts.resident + here)
    }
    counts[other] -= parts.blocks
    bytes[other] -= parts.bytes
    resident[other] -= parts.resident
    let shares = BlockLabel.allCases.map { label in
      let index = Int(label.rawValue)
      return ProcessHeap.Share(
        owner: .block(label), blocks: counts[index], bytes: bytes[index], resident: resident[index])
    }
    let rest = ProcessHeap.Share(
      owner: .otherAllocator, blocks: parts.blocks, bytes: parts.bytes, resident: parts.resident)
    return shares + (parts.blocks > 0 ? [rest] : [])
  }

  /// Types with their objects, those with the most bytes in memory first.
  func typeShares() -> [ProcessHeap.TypeShare] {
    var withoutBlock = [Int](repeating: 0, count: plans.count)
    for object in outside where isWithoutBlock(object) {
      if let number = planNumbers[kind(of: object)] { withoutBlock[number] += 1 }
    }
    var unknown = plans.map(\.unknown)
    for object in elsewhere where outside.contains(object) {
      if let number = planNumbers[kind(of: object)] { unknown[number] += 1 }
    }
    return plans.indices.filter { plans[$0].count > 0 }.map { number in
      let plan = plans[number]
      let name = TypeName(plan, self)
      return ProcessHeap.TypeShare(
        address: plan.address, module: name.module, name: name.name, count: plan.count,
        withoutBlock: withoutBlock[number], unknown: unknown[number],
        allocated: plan.allocated, resident: plan.resident, arrayData: plan.arrayData,
        getsizeof: plan.sizeUnknown == 0 ? plan.size : nil, dicts: plan.dicts)
    }.sorted {
      ($1.rank, $1.allocated, $0.qualifiedName) < ($0.rank, $0.allocated, $1.qualifiedName)
    }
  }

  /// The objects that own the most bytes.
  func largestObjects() -> [ProcessHeap.LargeObject] {
    large.all.map { object, bytes in
      ProcessHeap.LargeObject(
        address: Address(rawValue: object), type: name(ofKind: kind(of: object)), allocated: bytes)
    }
  }
}

extension ProcessHeap.TypeShare {
  /// Bytes in memory, or what is counted where these are not known.
  fileprivate var rank: Int { unknown > 0 ? max(resident, getsizeof ?? 0) : resident }
}
