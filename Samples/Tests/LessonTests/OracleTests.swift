import Foundation
import Lessons
import PySize
import Testing

/// What lessons answer and show, beside what the interpreters on this machine do.
@Suite struct OracleTests {
  struct Asked: Sendable, CustomTestStringConvertible {
    let name: String
    let question: Question
    var testDescription: String { name }
  }

  static let asked = Lesson.all.flatMap {
    [Asked(name: $0.name, question: $0.question), Asked(name: $0.name, question: $0.exercise)]
  }

  @Test(arguments: asked) func pythonSaysSoToo(_ asked: Asked) async throws {
    guard let python = asked.question.python,
      let (printed, build) = try await said(asked.question.series, python, of: asked.name)
    else { return }
    let answer = try asked.question.answer(on: build)
    try #require(printed == "\(answer)\n", "\(asked.name), CPython \(build)")
    // What is asked is about the series, so its newest release has to give the same
    #expect(try asked.question.answer() == answer, "\(asked.name)")
    print("checked lesson \(asked.name) on CPython \(build): \(answer)")
  }

  @Test(arguments: Lesson.all.map(\.name)) func pythonShowsTheSame(_ name: String) async throws {
    for witness in try #require(Lesson.named(name)).witnesses() {
      guard let (printed, build) = try await said(witness.series, witness.python, of: name) else {
        continue
      }
      let numbers = printed.split(whereSeparator: \.isWhitespace).map { Int($0) }
      #expect(numbers == witness.numbers, "\(name), CPython \(build)")
      print("checked figures of lesson \(name) on CPython \(build): \(numbers.count)")
    }
  }

  /// What the interpreter of a series prints, and which it is; `nil` where there is none.
  private func said(
    _ series: String, _ python: String, of name: String
  ) async throws -> (String, Build)? {
    let environment = ProcessInfo.processInfo.environment
    let finder = InterpreterFinder(environment: environment, cache: nil)
    guard let found = try? await finder.find([series]).first?.get() else {
      print("skipped: lesson \(name) because there is no CPython \(series)")
      return nil
    }
    let process = Process()
    process.executableURL = URL(filePath: found.executable.string)
    process.arguments = ["-E", "-s", "-S", "-c", python]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let printed = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(name)")
    return (printed, found.build)
  }
}
