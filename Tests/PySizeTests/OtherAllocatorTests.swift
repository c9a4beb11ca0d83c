import CommandLineSupport
import FoundationEssentials
import OracleSupport
import PySize
import SeededRandom
import SystemPackage
import Testing

/// Processes whose memory comes from another allocator than CPython's or glibc's: what that one
/// gives is not known, and the report says so; what CPython's own still gives is known.
@Suite struct OtherAllocatorTests {
  static let notGlibc = "not known here: the allocator is not glibc's"
  static let notPymalloc = "not known here: the allocator is not pymalloc"

  /// Libraries that bring a malloc: one that is compiled here, and those that are installed.
  static let libraries =
    [""]
    + ["libjemalloc.so.2", "libtcmalloc_minimal.so.4", "libmimalloc.so.2"].map {
      "/usr/lib/x86_64-linux-gnu/\($0)"
    }

  @Test(arguments: libraries) func anotherMalloc(_ library: String) async throws {
    let folder = FilePath(FileManager.default.temporaryDirectory.path)
      .appending("pysize-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    var path = library
    if library.isEmpty {
      path = folder.appending("other_malloc.so").string
      try await OtherMalloc.compile(to: path)
    } else if !FileManager.default.fileExists(atPath: library) {
      print("skipped: \(library) is not here")
      return
    }
    let pool = WorkerPool(
      executable: Checkout.pysize,
      environment: LiveRecordTests.environment.merging(["LD_PRELOAD": path]) { $1 },
      cache: WorkerPool.noCache)
    for interpreter in await LiveRecordTests.interpreters() {
      try await Self.check(.init(interpreter, []), pool, library)
    }
  }

  private static func check(
    _ job: WorkerPool.Job, _ pool: WorkerPool, _ library: String
  ) async throws {
    let interpreter = job.interpreter
    let build = interpreter.build
    let place: Comment = "\(build) \(library)"
    let hasOwn = build.isFreeThreaded
    let large = ["[1] * 100", "list(range(1000))", "u'x' * 5000", "{n: n for n in range(99)}"]
      .map { What.python($0, source: "", make: $0, count: 1) }
    for report in await What.layouts(of: large, on: interpreter, pool: pool) {
      let report = try report.get()
      #expect(report.unknownAllocator?.description == (hasOwn ? nil : notGlibc), place)
      #expect((report.allocated == nil) == !hasOwn, place)
      #expect(report.rendered(as: .text).contains("allocated \(notGlibc)") == !hasOwn, place)
    }
    // Pymalloc's own account goes on
    let small = build.version < .v3_0 ? [] : ["(1, 2, [])", "[1.5]", "1e300"].map(What.literal)
    let reports = await What.layouts(of: small, on: interpreter, pool: pool)
    for (what, report) in zip(small, reports) {
      let report = try report.get()
      #expect(try report.allocated == what.layout(on: build).allocated, place)
      #expect(report.unknownAllocator == nil, place)
    }
    for count in [3, 200] {
      let ids: Set = ["tuple", "dict", "slots", "class", "array"]
      let survey = Survey(
        records: Catalogue.records.filter { ids.contains($0.id) },
        fields: Fields(unchecked: (0..<count).map { "field\($0)" }))
      let subjects = await Comparer(survey, pool: pool, cache: nil).comparisons(on: [interpreter])
      for comparison in subjects.flatMap(\.comparisons) {
        let id = "\(build) \(library) \(comparison.record.id), \(count) fields"
        #expect(comparison.status == .match, "\(id): \(comparison.reason ?? "")")
        let isKnown =
          try Self.asksMalloc(comparison, on: build)
          ? comparison.unknownAllocator == notGlibc && comparison.allocated.predicted == nil
            && comparison.allocated.measured == nil
            && comparison.instances.allSatisfy { $0.allocated == nil }
          : comparison.unknownAllocator == nil
            && comparison.allocated.measured == comparison.allocated.predicted
        #expect(isKnown, "\(id): \(comparison.allocated) \(comparison.unknownAllocator ?? "")")
      }
    }
  }

  private static func asksMalloc(_ comparison: Comparison, on build: Build) throws -> Bool {
    try comparison.record.settledPrediction(comparison.sample).requests
      .contains { build.asksMalloc(for: $0) }
  }

  /// A neighbour of builds without pymalloc, and of its debug hooks: 3.6 and later can be
  /// recognised at the start.
  @Test(arguments: SplitMix64.each(4, of: ["malloc", "debug", "malloc_debug", "pymalloc_debug"]))
  func noPymalloc(_ setting: String) async throws {
    let folder = FileManager.default.temporaryDirectory.path
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment,
      cache: WorkerPool.noCache)
    for interpreter in await LiveRecordTests.interpreters()
    where interpreter.build.version >= Version(3, 6) && !interpreter.build.isDebug {
      let wrapper = "\(folder)/pysize-\(UUID().uuidString).sh"
      defer { try? FileManager.default.removeItem(atPath: wrapper) }
      try Data(
        "#!/bin/sh\nPYTHONMALLOC=\(setting) exec '\(interpreter.executable)' \"$@\"\n".utf8
      ).write(to: URL(filePath: wrapper))
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: wrapper)
      let other = type(of: interpreter).init(
        executable: FilePath(wrapper), build: interpreter.build, libpython: nil)
      guard !interpreter.build.isFreeThreaded else { continue }
      let place: Comment = "\(interpreter.build) PYTHONMALLOC=\(setting)"
      let small = ["(1, 2, [])", "[1.5]", "1e300"].map(What.literal)
      for report in await What.layouts(of: small, on: other, pool: pool) {
        let report = try report.get()
        #expect(report.allocated == nil, place)
        #expect(report.unknownAllocator?.description == Self.notPymalloc, place)
      }
      let survey = Survey(records: Catalogue.records.filter { ["tuple", "slots"].contains($0.id) })
      let subjects = await Comparer(survey, pool: pool, cache: nil).comparisons(on: [other])
      for comparison in subjects.flatMap(\.comparisons) {
        #expect(comparison.unknownAllocator == Self.notPymalloc, place)
        #expect(comparison.allocated.predicted == nil && comparison.status == .match, place)
      }
    }
  }
}
