import OracleSupport
import PyEmulator
import PyLayout
import Testing

/// The same random programs on the emulator and on CPython: after each step sizes, contents and
/// errors are the same.
@Suite struct ProgramTests {
  private struct Question: Encodable {
    let programs: [[Step]]
  }

  /// How many programs of 500 steps: `PYSIZE_TEST_STEPS`, or 10,000 steps.
  private static let programs =
    ((Oracle.variables["PYSIZE_TEST_STEPS"].flatMap { Int($0) } ?? 10_000) + 499) / 500

  @Test(arguments: await LiveBuild.all())
  func programsGoAsOnCPython(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let seed: UInt64 = 20_261_122
    var generator = ProgramGenerator(seed: seed)
    let programs = (0..<Self.programs).map { _ in generator.program(steps: 500) }
    let answers = try await interpreter.ask(
      Scripts.path("programs.py"), Question(programs: programs), as: [[Outcome]].self, hashSeed: 0)
    let collections = zip(programs, answers).flatMap { zip($0, $1) }
      .filter { $0.action == "collect" && ($1.size ?? 0) > 0 }
    #expect(!collections.isEmpty, "\(interpreter.build), seed \(seed): no cycle was collected")
    for (number, (program, outcomes)) in zip(programs, answers).enumerated() {
      var machine = try Machine(interpreter.build)
      for (index, (step, expected)) in zip(program, outcomes).enumerated() {
        let actual = try machine.outcome(of: step)
        if actual != expected {
          Issue.record(
            """
            \(interpreter.build), seed \(seed), program \(number), step \(index): \(step)
              CPython:  \(expected)
              emulated: \(actual)
              before:   \(program[..<index].filter { $0.name == step.name }.suffix(12).map(\.description))
            """)
          break
        }
      }
    }
  }
}
