import CommandLineSupport
import FoundationEssentials
import PySize
import PySizeTestSupport
import SystemPackage
import Testing

/// Every record, on every interpreter present, at field counts and instance numbers of all kinds: each
/// part by `sys.getsizeof`, and the type's sizes and offsets, equal to the model's.
@Suite(.serialized) struct LiveRecordTests {
  static let environment = ProcessInfo.processInfo.environment

  /// Every interpreter found, looked for once.
  static func interpreters() async -> [Interpreter] { await search.value }

  private static let search = Task {
    await InterpreterFinder(environment: environment, timeLimit: .seconds(200)).find(["all"])
      .compactMap { try? $0.get() }
  }

  /// The builds of the interpreters that CI carries.
  static func buildsInCI() throws -> [Build] {
    let script = try #require(
      FileManager.default.contents(atPath: Checkout.root.appending(".ci/run").string))
    let required = try #require(
      String(decoding: script, as: UTF8.self).firstMatch(of: /PYSIZE_REQUIRED_BUILDS="(.*)"/))
    return try required.output.1.split(separator: " ").map { try Build(parsing: String($0)) }
  }

  /// CI names the builds that must be there; none of them may be skipped unnoticed.
  @Test func requiredBuildsAreFound() async {
    let found = await Self.interpreters().map { "\($0.build)" }
    let required = Self.environment["PYSIZE_REQUIRED_BUILDS", default: ""].split(separator: " ")
    for build in required {
      #expect(found.contains(String(build)), "\(build) is required; found are \(found)")
    }
  }

  @Test func predictionsEqualMeasurements() async throws {
    let interpreters = await Self.interpreters()
    let cache = try PackageCache(environment: Self.environment)
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: Self.environment, cache: cache.folder)
    let jobs = try interpreters.map { interpreter in
      WorkerPool.Job(
        interpreter,
        try RecordCases.some(on: interpreter.build).map(Snippet.init),
        paths: cache.installed(for: interpreter))
    }
    let results = await pool.measure(jobs)
    for (interpreter, measurements) in zip(interpreters, results) {
      check(interpreter, measurements)
    }
  }

  /// recordclass fails an assertion of debug builds on import (`type_ready_pre_checks`).
  private static func isKnownCrash(_ aCase: RecordCases.Case, _ measurement: Measurement) -> Bool {
    aCase.sample.build.isDebug && aCase.record.package?.name == "recordclass"
      && measurement.reason?.contains("SIGABRT") == true
  }

  private func check(_ interpreter: Interpreter, _ measurements: [Measurement]) {
    let cases = RecordCases.some(on: interpreter.build)
    var checked: [String: Int] = [:]
    var skipped: [String: String] = [:]
    #expect(cases.count == measurements.count, "\(interpreter.build)")
    for (aCase, measurement) in zip(cases, measurements) {
      if measurement.status == .unavailable || Self.isKnownCrash(aCase, measurement) {
        skipped[aCase.record.id] = measurement.reason ?? ""
        continue
      }
      checked[aCase.record.id, default: 0] += 1
      if let disagreement = RecordCases.disagreement(aCase, measurement) {
        Issue.record("\(disagreement)")
      }
    }
    for record in Catalogue.records where !cases.contains(where: { $0.record.id == record.id }) {
      skipped[record.id] = record.obstacle(Sample(build: interpreter.build)) ?? ""
    }
    print(
      "checked \(interpreter.build): \(checked.count) records,"
        + " \(checked.values.reduce(0, +)) cases, via \(interpreter.bridge.rawValue)")
    for (record, reason) in skipped.sorted(by: { $0.key < $1.key }) {
      print("skipped: \(record) on \(interpreter.build) because \(reason)")
    }
    // With PYSIZE_REQUIRED_BUILDS, a package that is missing is a failure of its own.
    let required = Self.environment["PYSIZE_REQUIRED_BUILDS", default: ""].split(separator: " ")
    guard required.contains(where: { $0 == "\(interpreter.build)" }) else { return }
    for (record, reason) in skipped where reason.contains("not installed") {
      Issue.record("\(interpreter.build): \(record) was not checked: \(reason)")
    }
  }
}
