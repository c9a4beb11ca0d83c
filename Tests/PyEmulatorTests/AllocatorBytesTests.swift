import FoundationEssentials
import OracleSupport
import PyEmulator
import PyLayout
import PyMemory
import SeededRandom
import Testing

/// What the allocators write around their blocks, and what they count, against the interpreters'.
@Suite struct AllocatorBytesTests {
  private static let script =
    URL(filePath: #filePath).deletingLastPathComponent().path + "/Python/allocator_bytes.py"

  /// Bytes before, within and after a block when it is new, when its size has changed, and freed.
  @Test("the debug hooks write CPython's bytes", arguments: await LiveBuild.all())
  func hooksWriteTheSame(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    // 2.7 has the hooks in its debug builds only
    guard build.version.major > 2 || build.isDebug else { return }
    let hooks = try #require(DebugHooks(on: build, in: .object))
    var random = SplitMix64(seed: SplitMix64.seed)
    let cases = (0..<60).map { _ in (0..<2).map { _ in Int.random(in: 160...470, using: &random) } }
    let question = HooksQuestion(head: hooks.headSize, extra: hooks.extraBytes, cases: cases)
    let answer: HooksAnswer = try await interpreter.ask(Self.script, question)
    try #require(answer.blocks.count == cases.count, "\(build)")

    let allocator = try Allocator(
      build, in: try EmulatedMemory(pointerSize: build.pointerSize), debugHooks: true)
    // So that the arena is not empty when a block is freed: up to 3.8 it would be unmapped
    _ = try allocator.allocate(1)
    func bytes(_ block: Address, _ size: Int) throws -> [UInt8] {
      let start = Address(rawValue: block.rawValue - UInt64(hooks.headSize))
      return try allocator.memory.bytes(at: start, count: size + hooks.extraBytes)
    }
    for (sizes, expected) in zip(cases, answer.blocks) {
      let block = try allocator.allocate(sizes[0])
      let fresh = try bytes(block, sizes[0])
      try allocator.memory.write(
        (0..<sizes[0]).map { UInt8(($0 * 7 + 3) % 256) }, at: block)
      let moved = try allocator.reallocate(block, to: sizes[1])
      let resized = try bytes(moved, sizes[1])
      #expect(try allocator.requestedSize(of: moved) == sizes[1])
      try allocator.free(moved)
      let freed = try bytes(moved, sizes[1])
      let seed = "\(build), seed \(SplitMix64.seed), \(sizes[0]) bytes, then \(sizes[1])"
      // The serial number counts what this process has asked for
      let serial = hooks.hasSerialNumber ? hooks.wordSize : 0
      // Free-threaded builds leave what was in an object's head
      let stale =
        build.isFreeThreaded ? hooks.headSize..<hooks.headSize + 3 * build.pointerSize : 0..<0
      func known(_ bytes: [UInt8]) -> [UInt8] {
        bytes.enumerated().dropLast(serial).map { stale.contains($0.offset) ? 0 : $0.element }
      }
      #expect(known(fresh) == known(expected[0]), "\(seed): new")
      #expect(resized.dropLast(serial) == expected[1].dropLast(serial), "\(seed): resized")
      // A freed block's first word is the next free block's address
      let link = hooks.wordSize
      #expect(freed.dropFirst(link) == expected[2].dropFirst(link), "\(seed): freed")
    }
  }

  static let chunkSizes =
    Array(stride(from: 1, through: 200, by: 7)) + [512, 513, 600, 1000, 4000, 70_000, 120_000]
    + [140_000, 300_000, 1_000_000, 5_000_000]

  @Test("malloc's chunks are as large as the C library's", arguments: await LiveBuild.all())
  func chunksMatch(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    guard !build.isFreeThreaded, !build.isDebug else { return }
    let answer: CountsAnswer = try await interpreter.ask(
      Self.script, CountsQuestion(chunks: Self.chunkSizes, counts: []))
    let memory = try EmulatedMemory(pointerSize: build.pointerSize)
    let allocator = try Allocator(build, in: memory)
    for (size, expected) in zip(Self.chunkSizes, answer.chunks) {
      let blocks = try (0..<5).map { _ in try allocator.allocate(size, .raw) }
      let word = Address(rawValue: blocks[0].rawValue - UInt64(build.pointerSize))
      let bits = Int(try memory.bits(at: word, size: build.pointerSize))
      let actual = [bits & ~7, bits & 2, Int(blocks[0].rawValue % 16)]
      if bits & 2 != 0 {
        // What the size of a mapping leaves out changed after glibc 2.41; its pages did not
        #expect(expected[1] == 2, "\(build): \(size) bytes: IS_MMAPPED")
        #expect((actual[0] + 4095) / 4096 == (expected[0] + 4095) / 4096, "\(build): \(size)")
        for block in blocks { try allocator.free(block, .raw) }
        continue
      }
      // malloc hands out a free chunk whole when the rest of it would be no chunk: MINSIZE
      let surplus = expected[0] - actual[0]
      #expect(
        (0..<4 * build.pointerSize).contains(surplus)
          && actual.dropFirst().elementsEqual(expected.dropFirst()),
        "\(build): \(size) bytes: [chunk, IS_MMAPPED, alignment] \(actual), malloc's \(expected)")
      for block in blocks { try allocator.free(block, .raw) }
    }
    #expect(answer.chunks.count == Self.chunkSizes.count, "\(build)")
  }

  @Test("size classes count as sys._debugmallocstats()", arguments: await LiveBuild.all())
  func statisticsMatch(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    guard !build.isFreeThreaded, build.version.major > 2 else { return }
    let extra = build.isDebug ? DebugHooks(on: build, in: .object)?.extraBytes ?? 0 : 0
    let counts = [(512, 700), (450, 333), (300, 901), (200, 1500)].map { [$0 - extra, $1] }
    let answer: CountsAnswer = try await interpreter.ask(
      Self.script, CountsQuestion(chunks: [], counts: counts))
    let before = try #require(answer.before, "\(build)")
    let after = try #require(answer.after, "\(build)")
    let allocator = try Allocator(
      build, in: try EmulatedMemory(pointerSize: build.pointerSize))
    for count in counts { for _ in 0..<count[1] { _ = try allocator.allocate(count[0]) } }
    let statistics = try allocator.statistics
    #expect(statistics.arenaSize == after.arenaSize, "\(build)")

    let pymalloc = Pymalloc(on: build)
    for row in after.rows {
      let (index, size, pools, inUse, available) = (row[0], row[1], row[2], row[3], row[4])
      #expect(statistics.classes[index].size == size, "\(build): class \(index)")
      #expect(
        pools * pymalloc.blocksPerPool(ofClass: index) == inUse + available,
        "\(build): class \(index): blocks of \(pools) pools")
    }
    for count in counts {
      let index = (count[0] + extra - 1) / pymalloc.alignment
      let ours = statistics.classes[index]
      let old = before.rows.first { $0[0] == index }?[3] ?? 0
      let new = after.rows.first { $0[0] == index }?[3] ?? 0
      #expect(ours.blocksInUse == new - old, "\(build): blocks of class \(index)")
      #expect(ours.bytesAsked == (count[0] + extra) * count[1], "\(build): class \(index)")
      #expect(
        ours.blocksInUse + ours.blocksAvailable
          == ours.pools * pymalloc.blocksPerPool(ofClass: index), "\(build): class \(index)")
    }
  }
}

private struct HooksQuestion: Encodable {
  let head: Int
  let extra: Int
  let cases: [[Int]]
}

private struct HooksAnswer: Decodable {
  let blocks: [[[UInt8]]]
}

private struct CountsQuestion: Encodable {
  let chunks: [Int]
  let counts: [[Int]]
}

private struct CountsAnswer: Decodable {
  struct Table: Decodable {
    let rows: [[Int]]
    let arenaSize: Int
  }

  let chunks: [[Int]]
  let before: Table?
  let after: Table?
}
