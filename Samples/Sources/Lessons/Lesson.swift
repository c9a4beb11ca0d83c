/// One surprise about the memory of Python's objects: it asks, shows, explains, and leaves an exercise.
public struct Lesson: Sendable {
  /// What one calls it on the command line.
  public let name: String
  /// Its title, which does not give the answer away.
  public let title: String
  /// What it is about.
  public let topic: Topic
  /// What it presupposes.
  public let level: Level
  /// What a reader guesses first.
  public let question: Question
  /// Why it is so, a paragraph of plain text.
  public let explanation: String
  /// What a reader works out afterwards; the answer is not among the figures.
  public let exercise: Question
  private let figures: @Sendable () throws -> [Figure]

  init(
    _ name: String, _ title: String, _ topic: Topic, _ level: Level, asks question: Question,
    shows figures: @escaping @Sendable () throws -> [Figure], explains explanation: String,
    leaves exercise: Question
  ) {
    self.name = name
    self.title = title
    self.topic = topic
    self.level = level
    self.question = question
    self.figures = figures
    self.explanation = explanation
    self.exercise = exercise
  }
}

extension Lesson {
  /// What a lesson is about.
  public enum Topic: String, CaseIterable, Sendable {
    case objects = "What every object has"
    case numbers = "Numbers and text"
    case containers = "Containers"
    case instances = "Classes and their instances"
    case references = "References and the collector"
    case allocator = "The allocator"
  }

  /// What a lesson presupposes.
  public enum Level: String, CaseIterable, Sendable {
    /// Python.
    case beginner
    /// What `sys.getsizeof` answers, and that classes may have `__slots__`.
    case intermediate
    /// The words of the other lessons.
    case advanced
  }
}

extension Lesson {
  /// The figures as text, worked out now.
  ///
  /// - Throws: what the library throws.
  public func shown() throws -> String { try figures().map(\.text).joined(separator: "\n") }

  /// Who else says what the figures show, where a CPython can.
  ///
  /// - Throws: what the library throws.
  public func witnesses() throws -> [Witness] { try figures().flatMap(\.witnesses) }

  /// What comes before a reader's guess, in lines of up to so many characters.
  ///
  /// - Throws: what the library throws.
  public func opening(width: Int = 80) throws -> String {
    """
    \(title)
    \(String(repeating: "=", count: title.count))
    \(topic.rawValue), \(level)

    \(try question.text().wrapped(to: width))
    """
  }

  /// What comes after the guess, in lines of up to so many characters where it is no table.
  ///
  /// - Throws: what the library throws.
  public func closing(guess: String = "", width: Int = 80) throws -> String {
    """
    \(try question.remark(on: guess).map { "\($0)\n" } ?? "")\
    Answer: \(try question.answer()) \(question.unit)

    \(try shown())
    \(explanation.wrapped(to: width))

    \("Exercise: \(try exercise.text())".wrapped(to: width))
    To have it marked: swift run --package-path Samples lesson check \(name) ANSWER

    """
  }
}
