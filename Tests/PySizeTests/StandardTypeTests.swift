import FoundationEssentials
import PySize
import PySizeTestSupport
import Testing

/// The types written in C, on every interpreter present: `tp_basicsize`, offsets, GC head, and the size
/// of an instance, equal to the model's.
@Suite struct StandardTypeTests {
  @Test func predictionsEqualMeasurements() async throws {
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment,
      cache: WorkerPool.noCache)
    for interpreter in await LiveRecordTests.interpreters() {
      let cases = TypeCases.all(on: interpreter.build)
      let measurements = await pool.measure(.init(interpreter, cases.map(Snippet.init)))
      #expect(measurements.count == cases.count, "\(interpreter.build)")
      for (aCase, measurement) in zip(cases, measurements) {
        if let disagreement = TypeCases.disagreement(aCase, measurement) {
          Issue.record("\(disagreement)")
        }
      }
      print("checked \(interpreter.build): \(cases.count) standard types")
    }
  }
}
