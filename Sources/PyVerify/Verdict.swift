import PyEmulator
import PyInspector
import PyLayout

/// How model and interpreter agree on a program.
enum Verdict: Hashable, Sendable {
  /// All figures are equal, and how many there are.
  case agreed(figures: Int)
  /// What differs, in lines: where, and the figures of each side.
  case disagreed([String])
  /// Why there are no figures of the interpreter's.
  case failed(String)
}

extension Program {
  /// Compares what the emulator predicts, what the inspector reads, and what CPython answers.
  func verdict(predicted: ProgramOutcome, inspected: [Int?], actual: ProgramOutcome) -> Verdict {
    if let failure = predicted.failure { return .disagreed(["the emulator: \(failure)"]) }
    if predicted.answers != actual.answers {
      return .disagreed([
        "what statements raise or answer: predicted \(predicted.answerList),"
          + " CPython \(actual.answerList)"
      ])
    }
    guard predicted.sizes.count == actual.sizes.count else {
      return .disagreed([
        "objects: predicted \(predicted.sizes.count), CPython \(actual.sizes.count)"
      ])
    }
    var lines: [String] = []
    lazy var names = self.names
    for (index, size) in actual.sizes.enumerated() {
      let prediction = predicted.sizes[index]
      if prediction == size && inspected[index] == size { continue }
      func said(_ figure: Int?) -> String { figure.map { "\($0)" } ?? "no figure" }
      lines.append(
        (names.count == actual.sizes.count ? names[index] : "object \(index)")
          + ": predicted \(said(prediction)), inspected \(said(inspected[index])),"
          + " CPython \(said(size))")
    }
    return lines.isEmpty ? .agreed(figures: actual.sizes.count) : .disagreed(lines)
  }
}

extension ProgramOutcome {
  fileprivate var answerList: String {
    let words = answers.split(separator: " ")
    let pairs = stride(from: 0, to: words.count - 1, by: 2).map {
      "\(words[$0 + 1]) at line \((Int(words[$0]) ?? 0) + 1)"
    }
    return pairs.isEmpty ? "none" : pairs.joined(separator: ", ")
  }
}
