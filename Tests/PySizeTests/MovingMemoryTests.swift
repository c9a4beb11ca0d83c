import OracleSupport
import PySize
import SeededRandom
import Testing

/// The emulator on memory whose bytes move as they grow, which is all that another platform than Linux
/// has: the same programs leave the same bytes.
@Suite struct MovingMemoryTests {
  private static let programs = 300

  @Test(arguments: ["2.7", "3.8", "3.10", "3.11", "3.12", "3.13", "3.13d", "3.13t", "3.14", "3.15"])
  func programsLeaveTheSameBytes(_ name: String) throws {
    for build in [try Build(parsing: name), try Build(parsing: name + "@32")] {
      let fixed = try Self.ran(in: Heap(build))
      let moving = try EmulatedMemory(pointerSize: build.pointerSize, in: MovingStore())
      let moved = try Self.ran(in: Heap(build, in: moving))
      for (number, (first, second)) in zip(fixed.outcomes, moved.outcomes).enumerated() {
        #expect(first == second, "\(build): program \(number), seed \(SplitMix64.seed)")
      }
      #expect(fixed.bytes.count == moved.bytes.count, "\(build)")
      // With pointers of 8 bytes the two memories have other addresses
      guard build.pointerSize == 4 else { continue }
      if fixed.bytes == moved.bytes { continue }
      let place = zip(fixed.bytes, moved.bytes).enumerated().first { $0.element.0 != $0.element.1 }
      Issue.record("\(build): byte \(place?.offset ?? 0), seed \(SplitMix64.seed)")
    }
  }

  /// One heap for all, then twenty thousand objects: it grows from 256 KiB to a few MiB.
  private static func ran(in heap: Heap) throws -> (outcomes: [ProgramOutcome], bytes: [UInt8]) {
    let build = heap.build
    let inspector = Inspector(build, reading: heap.memory)
    let outcomes = (0..<programs).map {
      ProgramGenerator.program($0, seed: SplitMix64.seed, on: build)
        .outcome(in: heap, by: inspector)
    }
    let type = try heap.makeClass("Point", slots: ["x"])
    let point = try type()
    try point.set("x", to: 1)
    let points = try heap.makeCopies(of: point, count: 20_000)
    #expect(try points.count == 20_000, "\(build)")
    try heap.collect()
    let memory = heap.memory
    return (outcomes, try memory.bytes(at: memory.start, count: memory.mappedCount))
  }
}
