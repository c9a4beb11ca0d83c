import FoundationEssentials
import OracleSupport
import PyEmulator
import PyLayout
import PyMemory
import SeededRandom
import Testing

/// The emulator's allocator against the interpreters': which block each call gets.
@Suite struct AllocatorTests {
  private static let script =
    URL(filePath: #filePath).deletingLastPathComponent().path + "/Python/allocator.py"

  /// Large classes, and the smallest: the loop that asks uses none of them.
  private func sizes(_ build: Build, extra: Int) -> [Int] {
    // mimalloc gives a block that the loop has freed only to later calls
    if build.isFreeThreaded { return [700, 900, 1100, 1400, 2500].map { $0 - extra } }
    var sizes = [512, 497, 480, 433, 416, 368, 312, 257, 240, 192]
    if extra == 0 { sizes += [1, 5, 8] }
    return sizes.map { $0 - extra }
  }

  /// One size of each size class, the largest first.
  private func prime(_ sizes: [Int], _ build: Build, extra: Int) -> [Int] {
    var seen: Set<Int> = []
    return sizes.filter {
      seen.insert(build.allocatedSize(of: $0 + extra, debugHooks: false)).inserted
    }
  }

  @Test("blocks stand where CPython's do", arguments: await LiveBuild.all(), ["PyObject", "PyMem"])
  func blocksMatch(_ live: LiveBuild, _ api: String) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    let domain: AllocatorDomain = api == "PyObject" ? .object : .mem
    guard domain.server(on: build) != .malloc else { return }
    let hooks = build.isDebug ? DebugHooks(on: build, in: domain) : nil
    let extra = hooks?.extraBytes ?? 0
    let sizes = sizes(build, extra: extra)
    let seed = SplitMix64.seed
    // Which slices mimalloc takes again is not emulated: no page is to become empty
    let operations = AllocatorOperations(
      sizes: sizes, count: 20_000, allocations: build.isFreeThreaded ? [90, 60, 50] : [90, 50, 8],
      seed: seed)
    let prime = prime(sizes, build, extra: extra)
    let question = Question(build, api, operations, prime: prime, hooks: hooks)
    let answer: Answer = try await interpreter.ask(Self.script, question)

    let emulated = try emulate(operations, build, domain, prime: prime, pools: answer.pools)
    var theirs = Places(poolSize: question.poolSize, head: hooks?.headSize ?? 0)
    var ours = theirs
    for index in operations.kinds.indices where operations.kinds[index] != "f" {
      let expected = theirs.place(of: answer.blocks[index])
      let actual = ours.place(of: emulated[index])
      try #require(
        actual == expected,
        """
        \(build) \(api), seed \(seed), call \(index): \(operations.kinds[index]) \
        \(operations.sizes[index]): expected \(expected), got \(actual)
        """)
    }
  }

  /// The same calls on the emulator, in the state the script begins in.
  private func emulate(
    _ operations: AllocatorOperations, _ build: Build, _ domain: AllocatorDomain, prime: [Int],
    pools: Int
  ) throws -> [UInt64] {
    let memory = try EmulatedMemory(pointerSize: build.pointerSize)
    let allocator = try Allocator(build, in: memory)
    if !build.isFreeThreaded {
      let pymalloc = Pymalloc(on: build)
      // The kernel aligns an arena to a page only, which may cost it a pool
      let isAligned = pools == pymalloc.arenaSize / pymalloc.poolSize
      repeat {
        let next = try memory.map(4096).rawValue + 4096
        if (next % UInt64(pymalloc.poolSize) == 0) == isAligned { break }
      } while true
    }
    for size in prime { _ = try allocator.allocate(size, domain) }
    var table: [Int: Address] = [:]
    var blocks: [UInt64] = []
    for (index, slot) in operations.slots.enumerated() {
      let old = table[slot] ?? .null
      switch operations.kinds[index] {
      case "m": table[slot] = try allocator.allocate(operations.sizes[index], domain)
      case "r":
        table[slot] = try allocator.reallocate(old, to: operations.sizes[index], domain)
      default:
        try allocator.free(old, domain)
        table[slot] = nil
      }
      blocks.append(table[slot]?.rawValue ?? 0)
    }
    return blocks
  }
}

/// What allocator.py is told.
private struct Question: Encodable {
  let api: String
  let poolSize: Int
  let overhead: Int
  let step: Int
  let extra: Int
  let hookBytes: Int
  let fewestPools: Int
  let largest: Int
  let prime: [Int]
  let firstBlocks: [String: Int]
  let kinds: [String]
  let slots: [Int]
  let sizes: [Int]

  init(
    _ build: Build, _ api: String, _ operations: AllocatorOperations, prime: [Int],
    hooks: DebugHooks?
  ) {
    let pymalloc = Pymalloc(on: build)
    let mimalloc = Mimalloc(on: build)
    self.api = api
    poolSize = build.isFreeThreaded ? mimalloc.sliceSize : pymalloc.poolSize
    overhead = pymalloc.poolOverhead
    step = pymalloc.alignment
    extra = hooks?.extraBytes ?? 0
    hookBytes = hooks?.headSize ?? 0
    fewestPools = build.isFreeThreaded ? 0 : pymalloc.arenaSize / pymalloc.poolSize - 1
    largest = prime[0]
    self.prime = prime
    firstBlocks = Dictionary(
      prime.map { size in
        let block = mimalloc.blockSize(of: size + (hooks?.extraBytes ?? 0))
        return ("\(size)", mimalloc.pageStart(ofBlocks: block))
      }, uniquingKeysWith: { first, _ in first })
    kinds = operations.kinds
    slots = operations.slots
    sizes = operations.sizes
  }
}

/// What allocator.py says.
private struct Answer: Decodable {
  let pools: Int
  let blocks: [UInt64]
}

/// Addresses as pools, numbered as they first appear, and offsets within them.
private struct Places {
  struct Place: Equatable {
    let pool: Int
    let offset: Int
  }

  let poolSize: Int
  let head: Int
  private var pools: [UInt64: Int] = [:]

  init(poolSize: Int, head: Int) {
    self.poolSize = poolSize
    self.head = head
  }

  mutating func place(of address: UInt64) -> Place {
    let block = address - UInt64(head)
    let pool = block / UInt64(poolSize)
    if pools[pool] == nil { pools[pool] = pools.count }
    return Place(pool: pools[pool] ?? -1, offset: Int(block % UInt64(poolSize)))
  }
}
