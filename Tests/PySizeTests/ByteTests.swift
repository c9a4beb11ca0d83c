import CommandLineSupport
import FoundationEssentials
import OracleSupport
import PySize
import PySizeTestSupport
import SeededRandom
import Testing

/// Every object that the emulator makes has, byte for byte, what CPython writes: on every
/// interpreter present, with no difference but those that ``Difference`` names.
@Suite struct ByteTests {
  @Test func everyByteIsCPythons() async throws {
    try await compare { try ObjectCases.literals.map(What.literal) + ObjectCases.records(on: $0) }
  }

  @Test func objectsMadeAtRunTime() async throws {
    try await compare(ObjectCases.all)
  }

  /// Builds without an interpreter at hand make them all the same: the inspector describes every
  /// block, and releasing the objects ends without an error.
  @Test(arguments: builds) func everyBuildMakesThem(_ build: Build) throws {
    let heap = try Heap(build)
    let cases = try ObjectCases.all(on: build) + ObjectCases.records(on: build, nth: [1])
    for what in SplitMix64.each(5, of: cases) {
      do {
        let objects = try what.objects(in: heap)
        let object = try #require(objects.last)
        let inspection = try Inspector(build, reading: heap.memory).inspect(try object.address)
        #expect(!inspection.blocks.isEmpty, "\(build): \(what.name)")
        for object in objects.reversed() where object.isHeld { try object.release() }
        try heap.collect()
        #expect(heap.failure == nil, "\(build): \(what.name)")
      } catch {
        Issue.record("\(build): \(what.name): \(error)")
      }
    }
  }

  static let builds =
    Build.released.filter { $0.version >= Version(3, 14) }
    + ["3.14t", "2.7@32", "3.11@32", "3.14@32", "3.8d"].compactMap { try? Build(parsing: $0) }

  private func compare(_ objects: (Build) throws -> [What]) async throws {
    let cache = try PackageCache(environment: LiveRecordTests.environment)
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment, cache: cache.folder)
    for interpreter in await LiveRecordTests.interpreters() {
      let build = interpreter.build
      let objects = SplitMix64.each(5, of: try objects(build))
      let results = await ByteComparer(pool: pool).compare(
        objects, on: interpreter, paths: cache.installed(for: interpreter))
      var checked = 0
      for (what, result) in zip(objects, results) {
        switch result {
        case .success(let comparison):
          checked += 1
          guard comparison.unexplained > 0 else { continue }
          let differences = comparison.differences.prefix(5).joined(separator: "; ")
          Issue.record("\(build): \(what.name): \(differences)")
        case .failure(let reason):
          print("skipped: bytes of \(what.name) on \(build) because \(reason)")
        }
      }
      print("checked \(build): the bytes of \(checked) objects of \(objects.count)")
      let needed = objects.count { !$0.needsPackage }
      #expect(checked >= needed, "\(build): too few objects could be made")
    }
  }
}

extension Object {
  /// Whether this reference was not released yet.
  fileprivate var isHeld: Bool { (try? address) != nil }
}

extension What {
  /// Whether something has to be installed for it.
  fileprivate var needsPackage: Bool {
    guard case .record(let record, _, _) = self else { return false }
    return record.package != nil
  }
}
