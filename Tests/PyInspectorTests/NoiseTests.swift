import OracleSupport
import PyInspector
import PyLayout
import PyMemory
import SeededRandom
import Testing

/// Memory in which no object stands, on every build there is, those without an interpreter too.
@Suite struct NoiseTests {
  /// Every covered series in each way it can be built.
  static let builds: [Build] = Build.released.flatMap { build in
    [
      build, try? Build(build.version, pointerSize: 4), try? Build(build.version, isDebug: true),
      try? Build(build.version, isFreeThreaded: true),
      try? Build(build.version, pointerSize: 4, isFreeThreaded: true),
    ].compactMap(\.self)
  }

  /// Words that point at one another, at nothing, or are flags and counts.
  @Test("noise is an answer or an error, never a crash", arguments: builds)
  func noise(_ build: Build) throws {
    var random = SplitMix64(seed: SplitMix64.seed)
    let size = 1 << 14
    for round in 0..<SplitMix64.cases(of: 20) {
      let memory = try EmulatedMemory(pointerSize: build.pointerSize)
      let start = try memory.map(size)
      let mixed = random.chance(50)
      for offset in stride(from: 0, to: size, by: build.pointerSize) {
        try memory.store(
          word(in: start, size, mixed: mixed, &random), size: build.pointerSize,
          at: start + Offset(rawValue: offset))
      }
      let inspector = Inspector(build, reading: memory)
      for offset in stride(from: 0, to: size, by: 8 * build.pointerSize) {
        let object = start + Offset(rawValue: offset)
        _ = try? inspector.size(of: object)
        _ = try? inspector.type(at: object)
        if let inspection = try? inspector.inspect(object) {
          #expect(
            inspection.blocks.allSatisfy { $0.gap == nil },
            "\(build): round \(round), \(offset), seed \(SplitMix64.seed)")
        }
      }
    }
  }

  private func word(
    in start: Address, _ size: Int, mixed: Bool, _ random: inout SplitMix64
  ) -> UInt64 {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: random.next()
    case 1: UInt64.random(in: 0..<64, using: &random)
    // Py_TPFLAGS_TYPE_SUBCLASS, so that much passes for a type
    case 2...5 where mixed: 1 << 31 | UInt64.random(in: 0..<1 << 31, using: &random)
    default:
      start.rawValue &+ UInt64.random(in: 0..<UInt64(size), using: &random) & ~15
    }
  }

  @Test(arguments: [0, 1, 8, 0x1234_5678_9abc_def0, 0xffff_8000_0000_0000, UInt64.max])
  func wildAddressesThrow(_ rawValue: UInt64) throws {
    let address = Address(rawValue: rawValue)
    for build in Self.builds {
      let inspector = Inspector(build, reading: ProcessMemory.current)
      let error = #expect(throws: InspectionError.self, "\(build): \(address)") {
        try inspector.inspect(address)
      }
      #expect(error?.address == address && error?.question == .object, "\(build): \(address)")
      #expect(error.map { "\($0)".contains("\(build)") } == true, "\(build): \(address)")
    }
  }
}
