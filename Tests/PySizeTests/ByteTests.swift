import FoundationEssentials
import PySize
import PySizeTestSupport
import Testing

/// Every object that the emulator makes has, byte for byte, what CPython writes: on every
/// interpreter present, with no difference but those that ``Difference`` names.
@Suite struct ByteTests {
  /// Literals of every kind, and the sizes at which tables and lists change.
  static let literals: [String] = {
    let numbers =
      ["0", "1", "-5", "256", "257", "1073741823", "1073741824", "-1152921504606846976"]
      + ["123456789012345678901234567890", "1.5", "-0.0", "1e300", "3j", "True", "None"]
    let texts =
      ["''", "'x'", "'name_like'", "'not name like!'", "b''", "b'q'", "b'bytes'"]
      + ["u'\\xe9'", "u'\\xe9\\xe8'", "u'\\u65e5\\u672c'", "u'\\U0001f600 smile'"]
    let containers = [
      "()", "(1,)", "(1, 'ab', 2.5)", "((1, 2), (3, (4,)))", "[]", "[1]", "[1, 2]", "[1, 2, 3]",
      "[1000, 'hello world', b'xyz', None, True]", "[[1], {'k': [2]}, (3, [4])]", "{}",
      "{1: 'a', 'b': 2, (3, 4): [5]}", "{'a': {'b': {'c': []}}}", "{1}", "{1, 2}",
      "{'a', 'bb', 'ccc', 4, 5, 6, 7}", "{(1, 2), 'x', b'y', 2.5}",
    ]
    let sizes = [4, 5, 6, 8, 11, 12, 16, 17, 22, 30, 31, 40].flatMap { count in
      [
        "[\((0..<count).map { "\($0 * 7)" }.joined(separator: ", "))]",
        "{\((0..<count).map { "'key\($0)': \($0)" }.joined(separator: ", "))}",
        "{\((0..<count).map { "\($0 * 1000): None" }.joined(separator: ", "))}",
        "{\((0..<count).map { "'item\(count)_\($0)'" }.joined(separator: ", "))}",
      ]
    }
    return numbers + texts + containers + sizes
  }()

  /// Records that the emulator does not make.
  private static let others: Set = ["pydantic"]

  /// Records at several numbers of fields and instances.
  static func records(on build: Build, nth: [Int] = [1, 40]) throws -> [What] {
    let records = Catalogue.records.filter { !Self.others.contains($0.id) }
    return try records.flatMap { record in
      let fields = try [1, 3, 6, 31].map {
        try Fields(parsing: (1...$0).map { "field\($0)" }.joined(separator: ","))
      }
      return fields.flatMap { fields in
        nth.map { What.record(record, fields: fields, nth: $0) }
      }
    }.filter { $0.isPossible(on: build) }
  }

  @Test func everyByteIsCPythons() async throws {
    try await compare { try Self.literals.map(What.literal) + Self.records(on: $0) }
  }

  @Test func objectsMadeAtRunTime() async throws {
    try await compare(ObjectCases.all)
  }

  /// Builds without an interpreter at hand make them all the same: the inspector tells every block,
  /// and giving them up ends without an error.
  @Test(arguments: builds) func everyBuildMakesThem(_ build: Build) throws {
    for what in try ObjectCases.all(on: build) + Self.records(on: build, nth: [1]) {
      do {
        let heap = try Heap(build)
        let objects = try what.objects(in: heap)
        let object = try #require(objects.last)
        let inspection = try Inspector(build, reading: heap.memory).inspect(try object.address)
        #expect(!inspection.blocks.isEmpty, "\(build): \(what.name)")
        for object in objects.reversed() where object.isHeld { try object.release() }
        try heap.collect()
      } catch {
        Issue.record("\(build): \(what.name): \(error)")
      }
    }
  }

  static let builds = ["3.14", "3.15", "3.14t", "2.7@32", "3.11@32", "3.14@32", "3.8d"].compactMap {
    try? Build(parsing: $0)
  }

  private func compare(_ objects: (Build) throws -> [What]) async throws {
    let cache = try PackageCache(environment: LiveRecordTests.environment)
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment, cache: cache.folder)
    for interpreter in await LiveRecordTests.interpreters() {
      let build = interpreter.build
      let objects = try objects(build)
      let results = await ByteComparer(pool: pool).compare(
        objects, on: interpreter, paths: cache.installed(for: interpreter))
      var checked = 0
      for (what, result) in zip(objects, results) {
        switch result {
        case .success(let comparison):
          checked += 1
          guard comparison.unexplained > 0 else { continue }
          Issue.record("\(build): \(what.name): \(Self.differences(comparison))")
        case .failure(let reason):
          print("skipped \(build): bytes of \(what.name): \(reason)")
        }
      }
      print("checked \(build): the bytes of \(checked) objects of \(objects.count)")
      let needed = objects.count { !$0.needsPackage }
      #expect(checked >= needed, "\(build): too few objects could be made")
    }
  }

  private static func differences(_ comparison: ByteComparison) -> String {
    let fields = comparison.parts.flatMap { part in
      part.fields.filter(\.isUnexplained).map { field in
        "\(part.name) \(field.name) at \(field.offset.rawValue): emulated \(field.emulated),"
          + " real \(field.real ?? [])"
      }
    }
    return (comparison.mismatches + fields).prefix(5).joined(separator: "; ")
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

  /// Whether a build can make it, whatever is installed.
  fileprivate func isPossible(on build: Build) -> Bool {
    guard case .record(let record, let fields, let nth) = self else { return true }
    return record.obstacle(Sample(build: build, fields: fields, nth: nth)) == nil
  }
}
