import OracleSupport
import PyEmulator
import PyLayout
import SeededRandom
import Testing

/// The same random programs on the emulator and on CPython: after each step sizes, contents and
/// errors are the same.
@Suite struct ProgramTests {
  private struct Question: Encodable {
    let programs: [[Step]]
  }

  /// How many programs of 500 steps.
  private static let programs = SplitMix64.cases(of: 200)

  @Test(arguments: await LiveBuild.all())
  func programsGoAsOnCPython(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let seed = SplitMix64.seed
    var generator = ProgramGenerator(seed: seed, on: interpreter.build)
    var collections = 0
    for first in stride(from: 0, to: Self.programs, by: 20) {
      let programs = (0..<min(20, Self.programs - first)).map { _ in generator.program(steps: 500) }
      let answers = try await interpreter.ask(
        Scripts.path("programs.py"), Question(programs: programs), as: [[Outcome]].self,
        hashSeed: 0)
      for (number, (program, outcomes)) in zip(programs, answers).enumerated() {
        collections += zip(program, outcomes)
          .count { $0.action == "collect" && ($1.size ?? 0) > 0 }
        guard let wrong = try Self.disagreement(program, outcomes, interpreter.build) else {
          continue
        }
        Issue.record("\(interpreter.build), seed \(seed), program \(first + number), \(wrong)")
      }
    }
    #expect(collections > 0, "\(interpreter.build), seed \(seed): no cycle was collected")
    print("checked: \(interpreter.build): \(Self.programs * 500) steps, \(collections) collections")
  }

  /// The first step that comes out differently on the emulator.
  private static func disagreement(
    _ program: [Step], _ outcomes: [Outcome], _ build: Build
  ) throws -> String? {
    var machine = try Machine(build, program)
    for (index, (step, expected)) in zip(program, outcomes).enumerated() {
      var actual = try machine.outcome(of: step)
      if let failure = machine.heap.failure { return "step \(index): \(step): \(failure)" }
      // 2.7 does not count its blocks
      if expected.blocks == nil { actual.blocks = nil }
      if actual != expected {
        let before = program[..<index].filter { $0.name == step.name }.suffix(12)
        return """
          step \(index): \(step)
            CPython:  \(expected)
            emulated: \(actual)
            before:   \(before.map(\.description))
          """
      }
    }
    return nil
  }
}
