internal import PyLayout

extension LiteralScanner {
  /// Goes over blanks, comments, continued lines, and inside brackets over line breaks.
  ///
  /// - Throws: ``LiteralError`` for a backslash that continues no line.
  mutating func skipBlanks() throws(LiteralError) {
    while let next {
      switch next {
      case " ", "\t", "\u{C}": skip()
      case "#": _ = take { $0 != "\n" }
      case "\n" where depth > 0: skip()
      case "\\":
        // Up to 3.7 the continued line may be missing (bpo-2180)
        guard peek(1) == "\n", peek(2) != nil || version < .v3_8 else {
          throw error(found: "a backslash", "end a line with it, and write the rest on the next")
        }
        skip(2)
      default: return
      }
    }
  }

  /// Goes to the literal's first character, which must begin its line.
  ///
  /// `literal_eval`, Lib/ast.py, strips the text's leading blanks from 3.10 on; here they never
  /// matter.
  mutating func skipToStart() throws(LiteralError) {
    _ = take { $0 == " " || $0 == "\t" }
    try skipLines()
  }

  /// Goes over the empty lines after the literal.
  mutating func skipToEnd() throws(LiteralError) {
    try skipBlanks()
    while take("\n") { try skipLines() }
  }

  /// Goes over empty lines and comments to what begins a line, or to the end.
  ///
  /// - Throws: ``LiteralError`` where that line is indented: `tok_get`, Parser/tokenizer.c, makes
  ///   an INDENT of it, also of blanks that are the text's last.
  private mutating func skipLines() throws(LiteralError) {
    var isIndented = false
    repeat {
      isIndented = skipIndentation()
      if next == "#" {
        _ = take { $0 != "\n" }
        isIndented = false
      }
    } while take("\n")
    if isIndented { throw error(found: "an indented line", "begin it in column 1") }
    try skipBlanks()
  }

  /// Goes over the blanks at a line's beginning, and says whether they indent the line.
  ///
  /// From 3.9 on a backslash may continue the indentation (bpo-40847). There is none then; from
  /// 3.10.3 on the first physical line's counts, or if that has none the last one's (bpo-46091).
  private mutating func skipIndentation() -> Bool {
    var isIndented = false
    var wasIndented = false
    var ignoresAll = false
    while let next {
      switch next {
      case " ", "\t":
        isIndented = true
        skip()
      // A form feed starts the line anew
      case "\u{C}":
        isIndented = false
        skip()
      case "\\" where version >= .v3_9 && peek(1) == "\n" && peek(2) != nil:
        wasIndented = wasIndented || isIndented
        ignoresAll = version < Version(3, 10, 3)
        skip(2)
      default: return (wasIndented || isIndented) && !ignoresAll
      }
    }
    return (wasIndented || isIndented) && !ignoresAll
  }
}
