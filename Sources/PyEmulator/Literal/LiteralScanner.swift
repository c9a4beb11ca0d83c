internal import PyLayout

/// A literal's text and a place in it: what CPython's tokenizer does between tokens.
struct LiteralScanner {
  /// The text with every line break a `\n`, as `translate_newlines`, Parser/tokenizer.c, makes it.
  let text: [Unicode.Scalar]
  /// The index of the next character.
  private(set) var index = 0
  /// How many brackets are open; inside one a line break is a blank.
  private(set) var depth = 0
  /// The version whose tokenizer it is.
  let version: Version

  init(_ source: String, on version: Version) {
    self.version = version
    var text: [Unicode.Scalar] = []
    for scalar in source.unicodeScalars {
      if scalar == "\n" && text.last == "\r" { text.removeLast() }
      text.append(scalar)
    }
    self.text = text.map { $0 == "\r" ? "\n" : $0 }
  }

  /// The next character; `nil` at the end.
  var next: Unicode.Scalar? { peek(0) }

  /// The character `distance` after the next one; `nil` past the end.
  func peek(_ distance: Int) -> Unicode.Scalar? {
    index + distance < text.count ? text[index + distance] : nil
  }

  /// Goes on by `count` characters, at most to the end.
  mutating func skip(_ count: Int = 1) { index = min(index + count, text.count) }

  /// Goes over the next character if it is this one.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == character else { return false }
    skip()
    return true
  }

  /// Takes the characters that satisfy a condition, up to the first that does not.
  mutating func take(while isWanted: (Unicode.Scalar) -> Bool) -> ArraySlice<Unicode.Scalar> {
    let start = index
    while let next, isWanted(next) { skip() }
    return text[start..<index]
  }
}

extension LiteralScanner {
  /// How deep brackets may be nested.
  static let maximumDepth = 100

  /// Goes into the bracket that is next.
  mutating func open() throws(LiteralError) {
    guard depth < Self.maximumDepth else {
      throw error(
        found: "more than \(Self.maximumDepth) brackets inside one another", "nest fewer")
    }
    depth += 1
    skip()
  }

  /// Goes out of a bracket, over what closes it, if that is next.
  mutating func close(_ bracket: Unicode.Scalar) -> Bool {
    guard take(bracket) else { return false }
    depth -= 1
    return true
  }
}

extension LiteralScanner {
  /// The next character in quotes, or that there is none, for an error.
  var found: String { next.map(\.quoted) ?? "the end" }

  /// An error at an index, or at the next character.
  func error(at place: Int? = nil, found: String? = nil, _ advice: String) -> LiteralError {
    let before = text[..<(place ?? index)]
    let lineStart = before.lastIndex(of: "\n").map { $0 + 1 } ?? 0
    return LiteralError(
      line: 1 + before.count { $0 == "\n" }, column: before.count - lineStart + 1,
      found: found ?? self.found, advice: advice)
  }
}
