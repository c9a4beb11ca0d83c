import OracleSupport
import PyEmulator
import PyLayout
import SeededRandom
import Testing

/// Literals read by the model and by each interpreter.
@Suite struct LiteralTests {
  static let count = SplitMix64.cases(of: 6000)

  @Test("literals are CPython's", arguments: await LiveBuild.all())
  func literalsAreCPythons(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    var generator = LiteralGenerator(
      seed: SplitMix64.seed, isPython2: interpreter.build.version.major == 2)
    let texts = (0..<Self.count).map { _ in generator.literal() }
    let good = try await compare(texts, with: interpreter)
    #expect(good > Self.count * 3 / 4, "\(interpreter.build): most of the texts are literals")
  }

  @Test("what is no literal is none", arguments: await LiveBuild.all())
  func malformedOnesAreRefused(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    var generator = LiteralGenerator(
      seed: SplitMix64.seed &+ 1, isPython2: interpreter.build.version.major == 2)
    let texts = (0..<2 * Self.count).map { _ in generator.almostLiteral() }
    let good = try await compare(texts, with: interpreter)
    #expect(good < texts.count * 3 / 4, "\(interpreter.build): many of the texts are no literals")
  }

  @Test("remarkable literals are CPython's", arguments: await LiveBuild.all())
  func remarkableOnes(_ live: LiveBuild) async throws {
    _ = try await compare(Self.remarkable, with: try live.required())
  }

  @Test("what has no hash is CPython's TypeError", arguments: await LiveBuild.all())
  func unhashableOnes(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    let answers = try await LiteralAnswer.ask(interpreter, Self.unhashable)
    for (text, answer) in zip(Self.unhashable, answers) {
      let error = try #require(throws: LiteralError.self, "\(build): \(text)") {
        try PyValue(literal: text, on: build)
      }
      #expect("TypeError: \(error.found)" == answer.error, "\(build): \(text)")
    }
  }

  /// What is too deep or too long ends soon.
  @Test(arguments: Build.released)
  func endlessOnes(_ build: Build) throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(throws: Never.self) { try PyValue(literal: nested(100), on: build) }
    for text in [nested(101)]
      + ["(", "[", "{1:", "-", "+", "(-", "1+", "1+2j+", "'a' '", "\\\n", "é"]
      .map({ String(repeating: $0, count: 50_000) })
    {
      #expect(throws: LiteralError.self, "\(build): \(text.prefix(10))") {
        try PyValue(literal: text, on: build)
      }
    }
    for text in ["'a' ", "1,", "\n", "#\n"].map({ String(repeating: $0, count: 50_000) + "1" }) {
      _ = try? PyValue(literal: text, on: build)
    }
  }

  /// Compares each text's value or the lack of it.
  ///
  /// - Returns: how many texts are literals.
  private func compare(
    _ texts: [String], with interpreter: Interpreter
  ) async throws -> Int {
    let build = interpreter.build
    let answers = try await LiteralAnswer.ask(interpreter, texts)
    #expect(answers.count == texts.count, "\(build)")
    var wrong = 0
    var differences: [String: Int] = [:]
    for (number, (text, answer)) in zip(texts, answers).enumerated() {
      let model = Result { () throws(LiteralError) in try PyValue(literal: text, on: build) }
      if let difference = answer.difference { differences[difference, default: 0] += 1 }
      if let refusal = model.refusal(on: build), answer.value != nil {
        differences[refusal, default: 0] += 1
        continue
      }
      let isExplained = answer.difference?.hasPrefix("unexplained") != true
      if isExplained, model.value == answer.value, model.isWellPlaced(in: text) { continue }
      wrong += 1
      if wrong > 10 { continue }
      Issue.record(
        """
        \(build), seed \(SplitMix64.seed), literal \(number): \(text.debugDescription) is \
        \(answer.value ?? answer.error ?? ""), model \(model.spelled); \(answer.difference ?? "")
        """)
    }
    #expect(wrong == 0, "\(build): texts read otherwise")
    let good = answers.count { $0.value != nil }
    print(
      "checked: \(build), seed \(SplitMix64.seed): \(good) literals, \(texts.count - good) texts"
        + " that are none; "
        + differences.sorted { $0.key < $1.key }
        .map { "\($0.value) x \($0.key)" }.joined(separator: "; "))
    return good
  }
}

extension Result<PyValue, LiteralError> {
  /// The value as literals.py spells it.
  fileprivate var value: String? { (try? get())?.spelled }

  fileprivate var spelled: String {
    switch self {
    case .success(let value): value.spelled
    case .failure(let error): "\(error)"
    }
  }

  /// The name of what only the model refuses, where it did so.
  fileprivate func refusal(on build: Build) -> String? {
    guard case .failure(let error) = self else { return nil }
    return switch error.found {
    case "the name set": "set in parentheses, refused"
    case "\\N": "\\N{…}, refused"
    case let found where found.hasPrefix("a string with f"): "f before quotes, refused"
    case let found where found.contains("brackets inside one another"): "deep nesting, refused"
    // PyUnicode_DecodeRawUnicodeEscape of 2.7 looks for the digits behind its buffer's end
    case let found where found.contains("hexadecimal digits") && build.version.major == 2:
      "ur'…' that ends within an escape, where 2.7 reads what happens to be there"
    default: nil
    }
  }

  /// Whether an error is one line and points into the text.
  fileprivate func isWellPlaced(in text: String) -> Bool {
    guard case .failure(let error) = self else { return true }
    let lines = text.unicodeScalars.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r" })
    return (1...lines.count).contains(error.line) && error.column >= 1
      && error.column <= 1 + (lines.map(\.count).max() ?? 0)
      && !"\(error)".contains(where: \.isNewline)
  }
}
