import CommandLineSupport
import FoundationEssentials
import OracleSupport
import PySize
import SystemPackage
import Testing

/// In a fresh virtual environment, where nothing has imported anything before pysize does, the record
/// that is measured first is as predicted as well.
@Suite struct BareTests {
  @Test func firstRecordIsAsPredicted() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pysize-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    // CI's own variables are not a user's
    let environment = LiveRecordTests.environment.filter { ["PATH", "HOME"].contains($0.key) }
    let finder = InterpreterFinder(environment: environment, timeLimit: .seconds(200))
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: environment, cache: WorkerPool.noCache)
    for interpreter in await LiveRecordTests.interpreters() {
      var bare = interpreter
      // 2.7 makes no virtual environments of its own
      if interpreter.build.version.major == 3 {
        let place = folder.appending(path: "\(UUID())").path
        _ = try await Oracle.run(
          interpreter.executable.string, ["-m", "venv", "--without-pip", place])
        bare = try #require(await finder.find(["\(place)/bin/python"]).first).get()
        #expect(bare.build == interpreter.build)
      }
      // A block of pymalloc's first, and in another process one of malloc's
      for (id, count) in [("tuple", 3), ("dict", 3), ("slots", 100)] {
        let record = try #require(Catalogue.record(id))
        let survey = Survey(
          records: [record], fields: Fields(unchecked: (0..<count).map { "field\($0)" }))
        let subject = await Comparer(survey, pool: pool, cache: nil).comparisons(on: [bare]).first
        let comparison = try #require(subject?.comparisons.first)
        let place: Comment =
          "\(bare.build) bare: \(id), \(count) fields: \(comparison.reason ?? "")"
        #expect(comparison.status == .match, place)
        #expect(comparison.allocated.predicted == comparison.allocated.measured, place)
      }
    }
  }
}
