import Foundation
import Lessons
import PySize
import Testing

/// What lessons answer, beside what the interpreters on this machine do.
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
    guard let python = asked.question.python else { return }
    let environment = ProcessInfo.processInfo.environment
    let finder = InterpreterFinder(environment: environment, cache: nil)
    guard let found = try? await finder.find([asked.question.series]).first?.get() else {
      print("skipped: lesson \(asked.name) because there is no CPython \(asked.question.series)")
      return
    }
    let process = Process()
    process.executableURL = URL(filePath: found.executable.string)
    process.arguments = ["-E", "-s", "-S", "-c", python]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let printed = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(asked.name)")
    let answer = try asked.question.answer(on: found.build)
    try #require(printed == "\(answer)\n", "\(asked.name), CPython \(found.build)")
    // What is asked is about the series, so its newest release has to give the same
    #expect(try asked.question.answer() == answer, "\(asked.name)")
    print("checked lesson \(asked.name) on CPython \(found.build): \(answer)")
  }
}
