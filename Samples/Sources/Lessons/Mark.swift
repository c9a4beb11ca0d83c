/// What is said of an answer to a lesson's exercise, which a wrong one does not get to know.
public struct Mark: Sendable {
  /// Whether the answer is right.
  public let isRight: Bool
  /// What a reader is told.
  public let text: String

  /// The mark for an answer.
  ///
  /// - Throws: what the library throws.
  public init(_ answer: Int, to lesson: Lesson) throws {
    let exercise = lesson.exercise
    let right = try exercise.answer()
    isRight = answer == right
    guard isRight else {
      text =
        "\(answer) is too \(answer < right ? "small" : "large"): what does lesson \(lesson.name) say?"
      return
    }
    let oracle = exercise.python.map { "\nCPython \(exercise.series) says so too:\n\n\($0)" }
    text = "Right: \(answer) \(exercise.unit)\(oracle ?? "")"
  }
}
