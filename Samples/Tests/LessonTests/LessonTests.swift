import Foundation
import Lessons
import Testing

/// Every lesson as a reader runs it: its output is kept in a file that the lesson itself wrote, and its
/// exercise is marked.
///
/// `PYSIZE_RECORD_SNAPSHOTS=1 swift test` writes the files anew: read the diff.
@Suite struct LessonTests {
  static let outputs = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Outputs")
  static let isRecording = ProcessInfo.processInfo.environment["PYSIZE_RECORD_SNAPSHOTS"] != nil
  static let names = Lesson.all.map(\.name)

  @Test func thereAreEnough() {
    #expect(Self.names.count >= 26)
    #expect(Set(Self.names).count == Self.names.count)
  }

  @Test(.disabled(if: isRecording, "a new lesson's output is only being written"))
  func eachHasOneOutput() throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Self.outputs.path(percentEncoded: false))
    #expect(files.sorted() == (Self.names + ["index"]).map { "\($0).txt" }.sorted())
  }

  @Test func index() throws {
    let run = try LessonRun([])
    try check(run, "index")
    for lesson in Lesson.all {
      #expect(run.output.contains(lesson.title), "\(lesson.name)")
      let words = run.output.split { $0.isWhitespace || $0 == "," }.map(String.init)
      #expect(words.count { $0 == lesson.name } >= 2, "\(lesson.name): by topic, and by level")
    }
  }

  @Test(arguments: names) func output(_ name: String) throws {
    let run = try LessonRun([name])
    try check(run, name)
    let lesson = try #require(Lesson.named(name))
    // In this order, each in the reader's sight
    var rest = run.output[...]
    for part in [
      "Guess.", "Answer: \(try lesson.question.answer())", try lesson.shown(), "Exercise: ",
    ] {
      let found = try #require(rest.range(of: part), "\(name): \(part)")
      rest = rest[found.upperBound...]
    }
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(name)")
    #expect(lesson.explanation.contains { $0 == "." } && rest.contains("lesson check \(name) "))
  }

  @Test(arguments: names) func exerciseIsMarked(_ name: String) throws {
    let lesson = try #require(Lesson.named(name))
    let answer = try lesson.exercise.answer()
    let right = try LessonRun(["check", name, "\(answer)"])
    #expect(right.status == 0 && right.errors.isEmpty, "\(name): \(right.errors)")
    #expect(right.output.hasPrefix("Right: \(answer) \(lesson.exercise.unit)"), "\(right.output)")
    for wrong in [answer - 1, answer + 1] {
      let run = try LessonRun(["check", name, "\(wrong)"])
      #expect(run.status == 1 && run.errors.isEmpty, "\(name): \(run.errors)")
      #expect(run.output.contains(wrong < answer ? "too small" : "too large"), "\(name)")
      #expect(!run.output.words.contains("\(answer)"), "\(name): gives its answer away")
    }
  }

  /// A reader has to work it out: it stands nowhere in what the lesson prints.
  @Test(arguments: names) func exerciseIsNotAnsweredAlready(_ name: String) throws {
    let lesson = try #require(Lesson.named(name))
    let answer = try lesson.exercise.answer()
    #expect(try !LessonRun([name]).output.words.contains("\(answer)"), "\(name): \(answer)")
  }

  @Test(arguments: [
    ["nothing"], ["check"], ["check", "one"], ["check", "one", "many"], ["check", "nothing", "1"],
    ["one", "one"],
  ])
  func badInput(_ arguments: [String]) throws {
    let run = try LessonRun(arguments)
    #expect(run.status == 64 && run.output.isEmpty, "\(arguments)")
    #expect(run.errors.hasPrefix("lesson: ") && run.errors.split(separator: "\n").count == 1)
  }

  private func check(_ run: LessonRun, _ name: String) throws {
    // What a lesson wrote before it crashed is not recorded
    try #require(run.status == 0 && run.errors.isEmpty, "\(name): \(run.status), \(run.errors)")
    let file = Self.outputs.appending(path: "\(name).txt")
    if Self.isRecording { return try Data(run.output.utf8).write(to: file) }
    #expect(run.output == (try String(contentsOf: file, encoding: .utf8)), "\(name)")
  }
}

extension String {
  /// Runs of letters and digits.
  fileprivate var words: Set<Substring> { Set(split { !$0.isLetter && !$0.isNumber }) }
}
