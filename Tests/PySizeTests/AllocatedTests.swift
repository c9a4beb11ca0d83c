import CommandLineSupport
import OracleSupport
import PyEmulator
import PySize
import SeededRandom
import Testing

/// What an instance takes of the allocator, on every interpreter present: predicted equal to its own
/// count or account, to the byte.
@Suite struct AllocatedTests {
  @Test(arguments: SplitMix64.each(4, of: [0, 1, 3, 8, 30]))
  func predictionsEqualCounts(_ count: Int) async throws {
    let survey = Survey(fields: Fields(unchecked: (0..<count).map { "field\($0)" }))
    let cache = try PackageCache(environment: LiveRecordTests.environment)
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment, cache: cache.folder)
    let subjects = await Comparer(survey, pool: pool, cache: cache)
      .comparisons(on: LiveRecordTests.interpreters())
    for subject in subjects {
      var checked = 0
      for comparison in subject.comparisons {
        let allocated = comparison.allocated
        if let predicted = allocated.predicted, let measured = allocated.measured {
          checked += 1
          #expect(
            comparison.allocatedAgrees,
            "\(subject.build): \(comparison.record.id), \(count) fields: \(predicted), \(measured)")
          // More than that it takes only where malloc reuses a chunk
          #expect(
            predicted == measured || predicted > 512,
            "\(subject.build): \(comparison.record.id), \(count) fields: \(predicted), \(measured)")
        }
        // Where both figures are missing, the record is not there or nobody reports it
        if comparison.status == .match {
          #expect(
            allocated.predicted != nil && allocated.measured != nil,
            "\(subject.build): \(comparison.record.id), \(count) fields: \(allocated)")
        }
      }
      print("checked \(subject.build): \(checked) records of \(count) fields as allocated")
    }
  }

  /// Large instances come from malloc, which hands out a chunk larger where it reuses one, and maps
  /// the largest: no difference from the model is made of that.
  @Test(arguments: SplitMix64.each(4, of: [255, 300, 1000, 3000]))
  func mallocReusesChunks(_ count: Int) async throws {
    let ids: Set = ["namedtuple", "tuple", "dict", "array", "slots"]
    let survey = Survey(
      records: Catalogue.records.filter { ids.contains($0.id) },
      fields: Fields(unchecked: (0..<count).map { "field\($0)" }))
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment,
      cache: WorkerPool.noCache)
    let subjects = await Comparer(survey, pool: pool, cache: nil)
      .comparisons(on: LiveRecordTests.interpreters())
    for subject in subjects {
      for comparison in subject.comparisons where comparison.status != .unavailable {
        let id = comparison.record.id
        #expect(
          comparison.status == .match,
          "\(subject.build): \(id), \(count) fields: \(comparison.reason ?? "no reason")")
        #expect(comparison.allocated.measured != nil, "\(subject.build): \(id)")
      }
    }
  }

  /// What an instance asks for, by rule, is what the emulator's allocator hands out for it.
  @Test(arguments: Build.kinds)
  func predictionsEqualTheEmulatorsCounts(_ build: Build) throws {
    let heap = try Heap(build)
    // An array's rows are no objects of their own
    for record in Catalogue.records where record.id != "numpy" {
      let isClass = record.settledInstance(Sample(build: build)) > 1
      for count in isClass ? [0, 3, 31] : [0, 1, 3, 6, 8, 20, 31, 130] {
        let fields = Fields(unchecked: (0..<count).map { "f\($0)" })
        // Where the first is like all others, so is the second
        let settled = max(2, record.settledInstance(Sample(build: build, fields: fields)))
        for nth in settled > 2 && count == 3 ? [2, 10, settled] : [settled] {
          let sample = Sample(build: build, fields: fields, nth: nth)
          guard record.obstacle(sample) == nil else { continue }
          let place: Comment = "\(build): \(record.id), \(count) fields, instance \(nth)"
          let allocated = try Self.given(for: record, fields, nth, in: heap)
          let predicted = try record.prediction(sample).allocated
          #expect(predicted == allocated, place)
        }
      }
    }
  }

  /// What the emulator's allocator hands out for the nth instance of a fresh class alone, in bytes.
  private static func given(
    for record: any Record, _ fields: Fields, _ nth: Int, in heap: Heap
  ) throws -> Int {
    func given(for count: Int) throws -> Int {
      let before = try heap.allocator.bytesGiven
      let objects = try What.record(record, fields: fields, nth: count).objects(in: heap)
      let after = try heap.allocator.bytesGiven
      return withExtendedLifetime(objects) {
        after.small + after.large - before.small - before.large
      }
    }
    // What all classes share is there after the first one, and kept
    let first = try What.record(record, fields: fields, nth: 1).objects(in: heap)
    return try withExtendedLifetime(first) { try given(for: nth) - given(for: nth - 1) }
  }

  /// A block takes what was asked for, and less than twice as much and 32 bytes; values inside an
  /// instance, which `sys.getsizeof` does not count, are at most 32.
  @Test func notLessThanTheParts() throws {
    for build in Build.released {
      let subject = Survey(nth: 100).predictions(on: build)
      for comparison in subject.comparisons {
        guard let predicted = comparison.allocated.predicted, comparison.parts.count == 1,
          let size = comparison.predicted, comparison.record.id != "numpy-row"
        else { continue }
        let values = build.version < Version(3, 13) ? 0 : 32 * build.pointerSize + 48
        let debug = build.isDebug ? 64 : 0
        #expect(
          predicted >= size && predicted <= 2 * size + 32 + values + debug,
          "\(build): \(comparison.record.id): \(predicted) for \(size)")
      }
    }
  }

  /// Objects whose items are shared, so that one more takes its own blocks alone.
  static let literals = [
    "[]", "[1]", "[1, 2, 3]", "[1, 2, 3, 4, 5]", "{}", "{'x': 1}", "{'x': 1, 'y': 2, 'z': 3}",
    "{'a': 1, 'b': 2, 'c': 3, 'd': 4, 'e': 5, 'f': 6}", "{1, 2, 3}", "{1, 2, 3, 4, 5}",
  ]

  @Test(arguments: ["None", "True", "1", "''", "()"])
  func sharedObjectsTakeNothing(_ text: String) throws {
    for build in Build.kinds where build.version >= Version(3, 0) {
      #expect(try What.literal(text).estimate(on: build).allocated == 0, "\(build): \(text)")
    }
  }

  @Test func literalsAreAsEstimated() async throws {
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment,
      cache: WorkerPool.noCache)
    for interpreter in await LiveRecordTests.interpreters() {
      let snippets = Self.literals.map { text in
        Snippet(
          id: text, package: nil, extensionSource: nil, source: Snippet.allocation, make: text,
          count: 1,
          parts: [
            .init(name: "getsizeof", size: "sys.getsizeof(ob)"),
            .init(name: "allocated", size: "allocated(lambda n: \(text), False)"),
          ])
      }
      let measurements = await pool.measure(.init(interpreter, snippets))
      for (text, measurement) in zip(Self.literals, measurements) {
        let estimate = try What.literal(text).estimate(on: interpreter.build)
        try #require(measurement.parts.count == 2, "\(interpreter.build): \(measurement)")
        #expect(estimate.size == measurement.parts[0].size, "\(interpreter.build): \(text)")
        var taken = measurement.parts[1].size
        // 2.7 does not count its blocks, and keeps account of each; of a late one, for chunks that were
        // freed before may be larger
        if taken == nil {
          taken =
            try await What.python(text, source: "", make: text, count: 200)
            .layout(on: interpreter, pool: pool).allocated
        }
        #expect(estimate.allocated == taken, "\(interpreter.build): \(text)")
      }
    }
  }
}
