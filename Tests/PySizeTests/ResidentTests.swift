import CommandLineSupport
import FoundationEssentials
import OracleSupport
import PySize
import SeededRandom
import Testing

/// The third witness: what the operating system says that a million instances take, within one percent
/// of the pools and chunks that the model gives them.
///
/// Records of 2.7, which does not count its blocks, and classes of each other interpreter; with
/// `PYSIZE_TEST_RESIDENT=all` all records of each.
@Suite(.serialized) struct ResidentTests {
  static let count = 1_000_000
  /// Instances before the first reading: by then what all share is there, and what others have left
  /// free is taken.
  static let first = 50_000

  /// Defines `resident(make)`: by how many bytes resident memory grows.
  static let source = """

    import gc
    def resident(make):
        def pages():
            with open('/proc/self/statm') as file:
                return int(file.read().split()[1])
        kept = [None] * \(count)
        gc.disable()
        n = 0
        while n < \(first):
            kept[n] = make(1)
            n += 1
        before = pages()
        while n < \(count):
            kept[n] = make(1)
            n += 1
        return (pages() - before) * \(pageSize)
    """
  static let pageSize = 4096

  /// Bytes of pools and chunks for each instance more, by the emulator.
  private func predicted(_ record: any Record, on build: Build) throws -> Double {
    let pymalloc = Pymalloc(on: build)
    func taken(_ count: Int) throws -> Double {
      let heap = try Heap(build)
      let objects = try What.record(record, fields: .article, nth: count).objects(in: heap)
      return try withExtendedLifetime(objects) {
        let statistics = try heap.allocator.statistics
        // Of each pool a block is a share, its head and its unused end included
        let pools = statistics.classes.reduce(0.0) {
          $0 + Double($1.blocksInUse) / Double(pymalloc.blocksPerPool(ofClass: $1.index))
        }
        return pools * Double(pymalloc.poolSize) + Double(statistics.others.bytesGiven)
      }
    }
    return (try taken(1200) - taken(200)) / 1000
  }

  @Test func instancesTakeWhatTheModelSays() async throws {
    let cache = try PackageCache(environment: LiveRecordTests.environment)
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment, cache: cache.folder,
      // A million models of pydantic's first version take ten seconds on a machine that does nothing else
      timeLimit: .seconds(900))
    let isComplete = LiveRecordTests.environment["PYSIZE_TEST_RESIDENT"] == "all"
    // One worker for each: what a record frees the next would use
    let jobs = try await LiveRecordTests.interpreters().flatMap { interpreter in
      let build = interpreter.build
      let taken = SplitMix64.each(3, of: Catalogue.records.map(\.id))
      return try Catalogue.records.compactMap { record -> WorkerPool.Job? in
        let sample = Sample(build: build)
        // Rows that nobody writes to are not resident
        guard record.obstacle(sample) == nil, record.id != "numpy",
          isComplete || record.id == "class"
            || build.version < Version(3, 0) && taken.contains(record.id)
        else { return nil }
        let plain = try Snippet(record, sample)
        let snippet = Snippet(
          id: record.id, package: plain.package, extensionSource: plain.extensionSource,
          source: plain.source + Self.source, make: plain.make, count: 1,
          parts: [
            .init(
              name: "resident", size: "resident(lambda n: (\(record.code(sample).makeAnother)))")
          ])
        return WorkerPool.Job(interpreter, [snippet], paths: cache.installed(for: interpreter))
      }
    }
    let results = zip(jobs, await pool.measure(jobs).map(\.first))
    for build in Set(jobs.map(\.interpreter.build)) {
      var checked = 0
      var worst = (record: "none", percent: 0.0)
      for (_, measurement) in results.filter({ $0.0.interpreter.build == build }) {
        let measurement = try #require(measurement)
        guard measurement.status == .measured, let bytes = measurement.parts.first?.size else {
          // Packages that were not made for debug builds fail their assertions
          let isCrash = build.isDebug && measurement.reason?.contains("crashed") == true
          #expect(isCrash || measurement.status == .unavailable, "\(build): \(measurement)")
          print("skipped: \(measurement.id) on \(build) because \(measurement.reason ?? "")")
          continue
        }
        let record = try #require(Catalogue.record(measurement.id))
        let each = try predicted(record, on: build)
        let expected = each * Double(Self.count - Self.first)
        let percent = abs(Double(bytes) - expected) / expected * 100
        #expect(
          percent < 1,
          "\(build): \(record.id): \(bytes) bytes resident, \(Int(expected)) predicted")
        checked += 1
        if percent > worst.percent { worst = (record.id, percent) }
      }
      print(
        "checked \(build): \(checked) records as resident memory, off by at most",
        "\(Int(worst.percent * 1000)) thousandths of a percent (\(worst.record))")
    }
  }
}
