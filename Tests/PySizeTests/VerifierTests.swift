import CommandLineSupport
import FoundationEssentials
import OracleSupport
import PySize
import PySizeTestSupport
import SeededRandom
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Random programs on the model and on real interpreters, and the verifier itself.
@Suite struct VerifierTests {
  private static let environment = ProcessInfo.processInfo.environment
  /// Programs on each interpreter.
  private static let cases = SplitMix64.cases(of: 1000)

  static func pool(timeLimit: Duration = .seconds(60)) -> WorkerPool {
    WorkerPool(
      executable: Checkout.pysize, environment: environment, cache: WorkerPool.noCache,
      timeLimit: timeLimit)
  }

  @Test func programsAgree() async {
    let interpreters = await LiveRecordTests.interpreters()
    let results = await Verifier(pool: Self.pool()).verify(
      Self.cases, seed: SplitMix64.seed, on: interpreters)
    for result in results {
      #expect(result.reason == nil && result.unchecked == 0, "\(result.build)")
      #expect(result.checked == Self.cases && result.figures > Self.cases, "\(result.build)")
      #expect(
        result.disagreed == 0,
        "\(result.build), seed \(SplitMix64.seed): \(result.disagreements.map { "\($0)" })")
      print("checked: \(result.build): \(result.checked) programs, \(result.figures) sizes")
    }
  }

  /// By the rules of another version the verifier finds the differences and makes them small; what
  /// it shows does differ when one runs it.
  @Test(arguments: [("3.10", "3.9"), ("3.11", "3.10"), ("3.12", "3.11"), ("3.13", "3.12")])
  func aWrongModelIsFound(_ series: String, _ wrong: String) async throws {
    let model = try Build(parsing: wrong)
    for interpreter in await LiveRecordTests.interpreters()
    where "\(interpreter.build)".hasPrefix(series + ".") {
      let verifier = Verifier(pool: Self.pool()) { _ in model }
      let result = try #require(
        await verifier.verify(1000, seed: SplitMix64.seed, on: [interpreter]).first)
      #expect(result.disagreed > 0 && !result.disagreements.isEmpty, "\(interpreter.build)")
      for one in result.disagreements {
        let program = ProgramGenerator.program(
          one.number, seed: SplitMix64.seed, on: interpreter.build)
        let lines = one.program.split(separator: "\n").filter { !$0.hasPrefix("from collections ") }
        #expect(lines.count <= program.statements.count, "\(one)")
        #expect(!one.reasons.isEmpty, "\(one)")
        // One statement less agrees: an empty program has nothing to differ in
        #expect(!lines.isEmpty, "\(one)")
      }
    }
  }

  /// The Python that a failure shows makes what the structured program makes.
  @Test func sourceDoesTheSame() async throws {
    let interpreters = await LiveRecordTests.interpreters()
    for interpreter in interpreters {
      let build = interpreter.build
      var expected: [[Int]] = []
      var snippets: [Snippet] = []
      var number = 0
      // About two of five raise nothing; a statement that does would end the snippet
      while snippets.count < 60, number < 600 {
        let program = ProgramGenerator.program(number, seed: SplitMix64.seed, on: build)
        number += 1
        let outcome = try program.outcome(on: build)
        guard !outcome.raises else { continue }
        expected.append(outcome.sizes.compactMap(\.self))
        snippets.append(
          Snippet(
            id: "\(snippets.count)", package: nil, extensionSource: nil,
            source: program.source(on: build), make: "object()", count: 1,
            parts: program.names.map { .init(name: $0, size: "sys.getsizeof(\($0))") }))
      }
      let measurements = await Self.pool().measure(.init(interpreter, snippets))
      for (index, measurement) in measurements.enumerated() {
        #expect(
          measurement.parts.map(\.size) == expected[index],
          "\(build): \(measurement.reason ?? ""): \(snippets[index].source)")
      }
      #expect(
        snippets.count == 60,
        "\(build), seed \(SplitMix64.seed): of \(number) programs, the rest raise")
    }
  }

  /// An interpreter that gives no answer in time is said to give none, and that is all.
  @Test func noAnswerIsSaid() async throws {
    let interpreter = try #require(await LiveRecordTests.interpreters().last)
    let result = try #require(
      await Verifier(pool: Self.pool(timeLimit: .nanoseconds(1)))
        .verify(5000, seed: SplitMix64.seed, on: [interpreter]).first)
    #expect(result.checked == 0 && result.disagreed == 0)
    #expect(result.reason?.contains("no answer within") == true, "\(result)")
  }

  /// An interpreter that dies on the way: its programs run again, and nothing is lost.
  @Test func deathCostsNothing() async throws {
    let interpreter = try #require(await LiveRecordTests.interpreters().last)
    for attempt in 1...6 {
      let mark = ("PYSIZE_TEST_MARK", "\(UInt64.random(in: 0 ... .max))")
      let pool = WorkerPool(
        executable: Checkout.pysize, environment: Self.environment.merging([mark]) { $1 },
        cache: WorkerPool.noCache)
      let killer = Task {
        while true {
          try await Task.sleep(for: .milliseconds(50))
          let line = "\(mark.0)=\(mark.1)"
          guard !Self.processes(with: line).isEmpty else { continue }
          try await Task.sleep(for: .milliseconds(300 * attempt * attempt))
          // All done by then is as good
          for pid in Self.processes(with: line).prefix(1) { kill(pid, SIGKILL) }
          return
        }
      }
      let result = try #require(
        await Verifier(pool: pool).verify(5000, seed: SplitMix64.seed, on: [interpreter]).first)
      try await killer.value
      // Killed before it began, it did not start
      if result.reason != nil && attempt < 6 { continue }
      #expect(
        result.checked == 5000 && result.disagreed == 0 && result.unchecked == 0
          && result.reason == nil, "\(result)")
      return
    }
  }

  /// The processes that have a line in their environment.
  private static func processes(with line: String) -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.filter { pid in
      guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/environ") else {
        return false
      }
      return String(decoding: data, as: UTF8.self).split(separator: "\0").contains { $0 == line }
    }
  }
}
