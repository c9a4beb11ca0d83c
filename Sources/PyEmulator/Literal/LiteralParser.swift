internal import PyLayout

/// Reads a literal: what `literal_eval`, Lib/ast.py, of 3.13 takes, with the values of a build.
struct LiteralParser {
  let build: Build
  var scanner: LiteralScanner
  /// Whether the last integer ended with Python 2's `L`.
  var hasLongSuffix = false

  /// Python 2: `'…'` is bytes, integers are of two types, octal is written 0777.
  var isPython2: Bool { build.version < .v3_0 }

  init(_ text: String, on build: Build) {
    self.build = build
    scanner = LiteralScanner(text, on: build.version)
  }

  /// The whole text as one literal.
  mutating func parse() throws(LiteralError) -> PyValue {
    if let null = scanner.text.firstIndex(of: "\0") {
      throw scanner.error(at: null, found: "a null character", "write \\0 in a string")
    }
    try scanner.skipToStart()
    if scanner.next == nil {
      throw scanner.error("write a literal, such as (1, 'a')")
    }
    let value = try parseItems()
    try scanner.skipToEnd()
    guard scanner.next == nil else { throw unexpected("end the literal before it") }
    return value
  }

  /// One item, or a tuple without parentheses of several.
  private mutating func parseItems() throws(LiteralError) -> PyValue {
    let first = try parseItem()
    try scanner.skipBlanks()
    guard scanner.take(",") else { return first }
    var items = [first]
    try scanner.skipBlanks()
    while let next = scanner.next, next != ")", next != "\n" {
      items.append(try parseItem())
      try scanner.skipBlanks()
      guard scanner.take(",") else { break }
      try scanner.skipBlanks()
    }
    return .tuple(items)
  }

  /// One value: of brackets, of a string, of a number or a sum, or a name.
  mutating func parseItem() throws(LiteralError) -> PyValue {
    try scanner.skipBlanks()
    return try parseSum().value
  }

  /// What begins with the next character, signs and sums apart.
  mutating func parseAtom() throws(LiteralError) -> Operand {
    switch scanner.next {
    case "(": return try parseParentheses()
    case "[": return Operand(.list(try parseList()))
    case "{": return Operand(try parseBraces())
    case "'", "\"": return Operand(try parseStrings())
    case ".", .some("0"..."9"): return Operand(try parseNumber(), form: .number)
    case let next? where next.isIdentifierStart:
      if startsString { return Operand(try parseStrings()) }
      return Operand(try parseName())
    default:
      throw unexpected("write a number, a string, a tuple, list, dict or set, None, True or False")
    }
  }

  /// The value of a name, or of `set()`.
  private mutating func parseName() throws(LiteralError) -> PyValue {
    let start = scanner.index
    let name = String(scalars: scanner.take(while: \.isIdentifierPart))
    switch name {
    case "None": return .none
    case "True": return .bool(true)
    case "False": return .bool(false)
    case "set":
      try scanner.skipBlanks()
      if scanner.next == "(" {
        try scanner.open()
        try scanner.skipBlanks()
        if scanner.close(")") { return .set([]) }
      }
      throw scanner.error(at: start, found: "the name set", "write set() or {1, 2}")
    default:
      throw scanner.error(
        at: start, found: "the name \(name.onOneLine)",
        "only None, True, False and set() are names of a literal; quote it for a string")
    }
  }

  /// The next character is out of place.
  func unexpected(_ advice: String) -> LiteralError { scanner.error(advice) }
}

extension Unicode.Scalar {
  /// Whether a name may begin with it, as far as the tokenizer's first look goes.
  var isIdentifierStart: Bool {
    "a"..."z" ~= self || "A"..."Z" ~= self || self == "_" || value >= 0x80
  }

  /// Whether a name may go on with it.
  var isIdentifierPart: Bool { isIdentifierStart || isDecimal }
}

extension String {
  /// The characters as one text.
  init(scalars: some Sequence<Unicode.Scalar>) {
    self.init(String.UnicodeScalarView(scalars))
  }
}
