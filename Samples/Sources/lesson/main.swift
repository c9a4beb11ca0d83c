// lesson                      lists the lessons
// lesson NAME                 asks, shows, explains, and leaves an exercise
// lesson check NAME ANSWER    marks the answer to the exercise: 0 right, 1 wrong
import Foundation
import Lessons

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.isEmpty {
  print(Lesson.index)
  print("To begin: swift run --package-path Samples lesson NAME")
  exit(0)
}
let isCheck = arguments[0] == "check"
guard arguments.count == (isCheck ? 3 : 1), let lesson = Lesson.named(arguments[isCheck ? 1 : 0])
else { fail("no such lesson: lesson lists them, lesson NAME, lesson check NAME ANSWER") }
if isCheck {
  guard let answer = Int(arguments[2]) else { fail("\(arguments[2]) is not a whole number") }
  let mark = try Mark(answer, to: lesson)
  print(mark.text)
  exit(mark.isRight ? 0 : 1)
}
print(try lesson.opening())
if isatty(STDIN_FILENO) == 1 {
  print("Your guess: ", terminator: "")
  _ = readLine()
}
print()
print(try lesson.closing(), terminator: "")

func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data("lesson: \(message)\n".utf8))
  exit(64)
}
