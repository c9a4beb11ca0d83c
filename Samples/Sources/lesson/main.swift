// lesson                      lists the lessons
// lesson NAME                 asks, shows, explains, and leaves an exercise
// lesson check NAME ANSWER    marks the answer to the exercise: 0 right, 1 wrong
import Foundation
import Lessons

let usage = "usage: lesson, lesson NAME, or lesson check NAME ANSWER"
let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 80
let width = 40...100 ~= columns ? columns : 80

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case nil:
  write(Lesson.index(width: width) + "\nTo begin: swift run --package-path Samples lesson NAME\n")
case "-h", "--help": write(usage + "; lesson alone lists their names\n")
case "check" where arguments.count > 2:
  let (lesson, text) = (lesson(arguments[1]), arguments[2...].joined(separator: " "))
  guard let answer = lesson.exercise.number(in: text) else {
    fail("\(text) is no number of \(lesson.exercise.unit)")
  }
  let mark = try Mark(answer, to: lesson)
  write(mark.text + "\n")
  exit(mark.isRight ? 0 : 1)
case let name? where arguments.count == 1 && name != "check" && !name.hasPrefix("-"):
  let lesson = lesson(name)
  write(try lesson.opening(width: width) + "\n")
  if isatty(STDIN_FILENO) == 1 { write("Your guess: ") }
  let guess = readLine() ?? ""
  write(try "\n" + lesson.closing(guess: guess, width: width))
default: fail(usage)
}

func lesson(_ name: String) -> Lesson {
  guard let lesson = Lesson.named(name) else {
    fail("no such lesson: \(name); lesson alone lists them")
  }
  return lesson
}

func write(_ text: String) {
  do {
    try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
  } catch {
    fail("cannot write the output: \(error)", status: EX_IOERR)
  }
}

func fail(_ message: String, status: Int32 = EX_USAGE) -> Never {
  FileHandle.standardError.write(Data("lesson: \(message)\n".utf8))
  exit(status)
}
