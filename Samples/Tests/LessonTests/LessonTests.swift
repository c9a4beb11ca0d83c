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
    ["one", "one"], ["--wrong"], ["check", "--help"], ["check", "one", "28", "28"],
    ["check", "one", "28", "arenas"], ["check", "one", "2,8"], ["check", "one", "28_"],
    ["check", "one", "9999999999999999999"],
  ])
  func badInput(_ arguments: [String]) throws {
    let run = try LessonRun(arguments)
    #expect(run.status == 64 && run.output.isEmpty, "\(arguments)")
    #expect(run.errors.hasPrefix("lesson: ") && run.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: [["check"], ["check", "one"], ["one", "one"], ["--wrong"]])
  func usageSaysHow(_ arguments: [String]) throws {
    let help = try LessonRun(["--help"])
    #expect(help.status == 0 && help.errors.isEmpty)
    #expect(help.output.hasPrefix("usage: lesson") && help.output.contains("check NAME ANSWER"))
    #expect(try LessonRun(arguments).errors.contains("usage: lesson"), "\(arguments)")
  }

  /// As a reader writes a number, with its unit or without, in one word or two.
  @Test func numbersAreReadAsWritten() throws {
    let answer = try #require(Lesson.named("ladder")).exercise.answer()
    #expect(answer >= 1000)
    let text = "\(answer)"
    let (head, tail) = (text.dropLast(3), text.suffix(3))
    for words in [
      [text, "MB"], ["\(text) MB"], ["\(text)MB"], ["\(head),\(tail)"], ["\(head)_\(tail)"],
    ] {
      #expect(try LessonRun(["check", "ladder"] + words).status == 0, "\(words)")
    }
  }

  @Test(arguments: names) func guessIsJudged(_ name: String) throws {
    let question = try #require(Lesson.named(name)).question
    let answer = try question.answer()
    for (guess, remark) in [
      ("\(answer)", "\(answer); right"), ("\(answer) \(question.unit)", "\(answer); right"),
      ("\(answer - 7)", "\(answer - 7); it is \(answer), 7 more"),
      ("\(answer + 7)", "\(answer + 7); it is \(answer), 7 less"),
      ("many", "many; that is no number of \(question.unit)"),
    ] {
      let run = try LessonRun([name], input: guess + "\n")
      #expect(run.output.contains("\nYour guess: \(remark)\n"), "\(name): \(guess)")
    }
    let far = try LessonRun([name], input: "\(Int.min)\n")
    #expect(far.status == 0 && far.output.contains(" more\n"), "\(name)")
  }

  /// Lines of words are as long as the terminal's, where those are of a sensible length.
  @Test(arguments: [("40", 40), ("60", 60), ("100", 100), ("39", 80), ("101", 80), ("wide", 80)])
  func linesAreAsWideAsTheTerminal(_ columns: String, _ width: Int) throws {
    for lesson in Lesson.all {
      let run = try LessonRun([lesson.name], columns: columns)
      let longest =
        run.output.split(separator: "\n").filter { line in
          let words = line.split(separator: " ")
          return words.count > 1 && (lesson.explanation.flat.contains(words.joined(separator: " ")))
        }.map(\.count).max() ?? 0
      #expect(width - 20...width ~= longest, "\(lesson.name): \(longest)")
    }
  }

  /// What could not be written is no success.
  @Test(arguments: [[], ["--help"], ["one"], ["check", "one", "40"]])
  func fullDeviceIsNoSuccess(_ arguments: [String]) throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let run = try LessonRun(arguments, output: full)
    #expect(run.status == 74 && run.errors.hasPrefix("lesson: cannot write the output"))
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

  /// In one line.
  fileprivate var flat: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
