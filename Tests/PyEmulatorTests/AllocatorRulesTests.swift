import OracleSupport
import PyEmulator
import PyLayout
import PyMemory
import SeededRandom
import Testing

/// What holds for the allocator on every build, whether its interpreter is here or not.
@Suite struct AllocatorRulesTests {
  static let builds =
    Build.released
    + [
      "3.7.3", "2.7.18d", "3.6.15d", "3.11.2@32", "3.14.8d@32", "3.13.0t", "3.14.8td", "3.14.8t@32",
    ]
    .compactMap { try? Build(parsing: $0) }

  private func allocator(_ build: Build) throws -> Allocator {
    try Allocator(build, in: try EmulatedMemory(pointerSize: build.pointerSize))
  }

  @Test(arguments: builds, AllocatorDomain.allCases)
  func aBlockIsFreedOnce(_ build: Build, _ domain: AllocatorDomain) throws {
    let allocator = try allocator(build)
    for size in [0, 1, 100, 512, 513, 9000, 200_000] {
      let block = try allocator.allocate(size, domain)
      let given = try allocator.blockSize(of: block, domain)
      #expect(
        given == build.allocatedSize(of: size, in: domain), "\(build) \(domain), \(size) bytes")
      let inside = Address(rawValue: block.rawValue + 1)
      for wrong in [inside, Address(rawValue: 1 << 60), Address(rawValue: 64)] {
        #expect(throws: AllocatorError.self, "\(build) \(domain): \(wrong)") {
          try allocator.free(wrong, domain)
        }
      }
      try allocator.free(block, domain)
      let error = #expect(throws: AllocatorError.self, "\(build) \(domain), \(size) bytes") {
        try allocator.free(block, domain)
      }
      #expect(error?.reason == .notInUse, "\(build) \(domain), \(size) bytes")
    }
  }

  @Test(arguments: builds)
  func aRunIsWhatAllocateWouldGive(_ build: Build) throws {
    var random = SplitMix64(seed: SplitMix64.seed)
    let one = try allocator(build)
    let many = try allocator(build)
    var blocks: [(Address, Address)] = []
    for step in 0..<400 {
      let size = random.pick([16, 100, 500, 600])
      let wanted = Int.random(in: 1...80, using: &random)
      let run = try many.allocateRun(size, count: wanted)
      #expect((1...wanted).contains(run.count), "\(build), step \(step)")
      for index in 0..<run.count {
        let offset = UInt64(index * run.stride)
        let address = Address(rawValue: run.first.rawValue + offset)
        blocks.append((try one.allocate(size), address))
      }
      for _ in 0..<random.pick([0, 10, 60]) where !blocks.isEmpty {
        let pair = blocks.remove(at: Int.random(in: blocks.indices, using: &random))
        try one.free(pair.0)
        try many.free(pair.1)
      }
    }
    for (a, b) in blocks {
      #expect(
        a.rawValue - one.memory.start.rawValue == b.rawValue - many.memory.start.rawValue,
        "\(build), seed \(SplitMix64.seed)")
    }
    #expect(try one.statistics == many.statistics, "\(build), seed \(SplitMix64.seed)")
  }

  /// `pool_header` in memory after three blocks, of which one is freed.
  @Test(arguments: builds)
  func aPoolsHeadIsInMemory(_ build: Build) throws {
    guard !build.isFreeThreaded else { return }
    let allocator = try allocator(build)
    let sizes = Pymalloc(on: build)
    let blocks = try (0..<3).map { _ in try allocator.allocate(64) }
    try allocator.free(blocks[1])
    let size = try allocator.blockSize(of: blocks[0])
    let pool = Address(rawValue: blocks[0].rawValue & ~UInt64(sizes.poolSize - 1))
    let head = try View(pool_header.self, on: build, at: pool, in: allocator.memory)
    let before = UInt64(build.isDebug ? DebugHooks(on: build, in: .object)?.headSize ?? 0 : 0)
    #expect(head[\.count] == 2, "\(build)")
    #expect(head[\.freeblock].rawValue == blocks[1].rawValue - before, "\(build)")
    #expect(head[\.nextpool] == head[\.prevpool], "\(build): the only pool of its class")
    #expect(head[\.arenaindex] == 0, "\(build)")
    #expect(Int(head[\.szidx]) == size / sizes.alignment - 1, "\(build)")
    // The fourth block is on the free list from when the third was handed out
    #expect(Int(head[\.nextoffset]) == sizes.poolOverhead + 4 * size, "\(build)")
    #expect(Int(head[\.maxnextoffset]) == sizes.poolSize - size, "\(build)")
  }

  @Test(arguments: builds.filter(\.isDebug))
  func damageIsFound(_ build: Build) throws {
    let allocator = try allocator(build)
    let block = try allocator.allocate(20, .object)
    let bytes = [
      (-1, AllocatorError.Reason.leadingPad), (20, .trailingPad),
    ]
    for (offset, reason) in bytes {
      let address = Address(rawValue: block.rawValue &+ UInt64(bitPattern: Int64(offset)))
      let good = try allocator.memory.bytes(at: address, count: 1)
      try allocator.memory.write([0], at: address)
      let error = #expect(throws: AllocatorError.self) { try allocator.free(block) }
      #expect(error?.reason == reason, "\(build): byte \(offset)")
      try allocator.memory.write(good, at: address)
    }
    let error = #expect(throws: AllocatorError.self) { try allocator.free(block, .mem) }
    let isSharedByBoth = !build.isFreeThreaded || error?.reason == .otherAPI(UInt8(ascii: "o"))
    #expect(isSharedByBoth, "\(build)")
    try allocator.free(block)
  }

  @Test(arguments: builds)
  func reallocationKeepsBytes(_ build: Build) throws {
    var random = SplitMix64(seed: SplitMix64.seed)
    let allocator = try allocator(build)
    for domain in AllocatorDomain.allCases {
      var size = 64
      var block = try allocator.allocate(size, domain)
      for _ in 0..<40 {
        let bytes = [UInt8](repeating: UInt8.random(in: 0...255, using: &random), count: size)
        try allocator.memory.write(bytes, at: block)
        let next = random.pick([1, 30, 200, 500, 700, 5000, 150_000, 300_000])
        block = try allocator.reallocate(block, to: next, domain)
        let kept = try allocator.memory.bytes(at: block, count: min(size, next))
        #expect(kept == Array(bytes.prefix(next)), "\(build) \(domain): \(size) to \(next) bytes")
        #expect(try allocator.requestedSize(of: block, domain) == next, "\(build) \(domain)")
        size = next
      }
      try allocator.free(block, domain)
    }
    let statistics = try allocator.statistics
    #expect(statistics.bytesInAllocatedBlocks == 0, "\(build)")
    #expect(statistics.others.blocks == 0 && statistics.others.bytesGiven == 0, "\(build)")
  }
}
