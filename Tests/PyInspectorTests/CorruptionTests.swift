import OracleSupport
import PyInspector
import PyLayout
import PyMemory
import PyReport
import SeededRandom
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Real objects with bytes changed: whatever stands there, the inspector answers or throws.
@Suite struct CorruptionTests {
  /// Cases for each interpreter.
  private static let cases = SplitMix64.cases(of: 2_500)
  /// Bytes one inspection may read: a wild pointer or count must not make it read on and on.
  private static let readLimit = 1 << 24
  /// CPU time that one may take, its report included, in seconds.
  private static let timeLimit = 1.0
  /// Rows of its fields, each of fewer than 500 bytes: together less than 100 MB.
  private static let rowLimit = 200_000
  /// Characters of its report: what it shows is bounded, whatever the counts say.
  private static let reportLimit = 1 << 22

  @Test("corrupted objects are errors, not crashes", arguments: await LiveBuild.all())
  func corrupted(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    let further = FurtherObjects.all(on: build)
    try await interpreter.withObjects(seed: SplitMix64.seed, and: further) { objects, memory in
      var random = SplitMix64(seed: SplitMix64.seed)
      let others = Array(objects.dropLast(further.count))
      let chosen =
        (0..<100).map { _ in random.pick(others) } + objects.suffix(further.count)
      let snapshot = SnapshotMemory(from: memory)
      let reference = Inspector(build, reading: snapshot)
      let whole = try chosen.map { try reference.inspect($0.address) }
      snapshot.seal()
      for number in 0..<Self.cases {
        let index = Int.random(in: chosen.indices, using: &random)
        let object = chosen[index]
        let damaged = snapshot.copy()
        let what = damage(damaged, whole[index], &random)
        let name = "\(build): \(object.label), case \(number), seed \(SplitMix64.seed): \(what)"
        let inspector = Inspector(build, reading: damaged)
        let start = Self.cpuTime
        _ = try? inspector.size(of: object.address)
        if let inspection = try? inspector.inspect(object.address) {
          #expect(inspection.blocks.allSatisfy { $0.gap == nil }, "\(name)")
          #expect(inspection.blocks.reduce(0) { $0 + $1.fields.count } < Self.rowLimit, "\(name)")
        }
        if let owned = try? inspector.owned(by: object.address) {
          let allocated = owned.map { owner in
            owner.inspection.blocks.map { block in
              let domain = block.domain(in: owner.inspection.type, on: build)
              return inspector.allocatedSize(of: block, in: domain).map(Allotment.bytes) ?? .nothing
            }
          }
          let layout = ObjectLayout(
            build: build, what: object.label, owned: owned, bases: [], allocated: allocated)
          let size = [Format.text, .json].reduce(0) { $0 + layout.rendered(as: $1).utf8.count }
          #expect(size < Self.reportLimit, "\(name)")
        }
        #expect(damaged.reads < Self.readLimit, "\(name)")
        #expect(Self.cpuTime - start < Self.timeLimit, "\(name)")
      }
    }
  }

  /// CPU time of this thread, in seconds.
  private static var cpuTime: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Changes bytes of the object, of its blocks or of a type.
  private func damage(
    _ memory: SnapshotMemory, _ inspection: Inspection, _ random: inout SplitMix64
  ) -> String {
    let bases = inspection.type.tp_mro + [inspection.type.address]
    var what: [String] = []
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let block = random.pick(inspection.blocks)
      let field = random.pick(block.fields)
      let isType = random.chance(30)
      let start =
        isType
        ? random.pick(bases).rawValue &+ UInt64.random(in: 0..<500, using: &random) & ~7
        : (block.origin + field.offset).rawValue
      let bytes = noise(near: inspection.object.rawValue, start, &random)
      memory.overwrite(bytes, at: start)
      what.append("\(isType ? "type" : field.name) at \(start): \(bytes)")
    }
    return what.joined(separator: ", ")
  }

  /// What may stand where it should not: noise, huge and negative numbers, wild and cyclic pointers.
  private func noise(
    near object: UInt64, _ place: UInt64, _ random: inout SplitMix64
  ) -> [UInt8] {
    let word: UInt64 =
      switch Int.random(in: 0..<8, using: &random) {
      case 0: random.next()
      case 1: 0
      case 2: UInt64.max
      case 3: 1 << UInt64.random(in: 0..<64, using: &random)
      case 4: (1 << UInt64.random(in: 0..<64, using: &random)) &- 1
      case 5: object
      case 6: place
      default: UInt64(bitPattern: .min) &+ UInt64.random(in: 0..<9, using: &random)
      }
    let count = random.pick([1, 2, 4, 8, 8, 8])
    return (0..<count).map { UInt8(truncatingIfNeeded: word >> (UInt64($0) * 8)) }
  }
}
