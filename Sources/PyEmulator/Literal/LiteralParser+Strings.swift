internal import PyLayout

/// The letters before a string's quotes.
struct StringPrefix {
  let isRaw: Bool
  let isBytes: Bool

  /// The prefix of those letters on Python 2 or 3; `nil` if there is none such.
  ///
  /// `tok_get`, Parser/tokenizer.c: Python 2 has `ur` and no `rb`, Python 3 the other way round.
  init?(_ letters: String, isPython2: Bool) {
    let lowercase = letters.lowercased()
    let known = ["", "b", "u", "r", "br"] + (isPython2 ? ["ur"] : ["rb"])
    guard known.contains(lowercase) else { return nil }
    isRaw = lowercase.contains("r")
    isBytes = isPython2 ? !lowercase.contains("u") : lowercase.contains("b")
  }
}

extension LiteralParser {
  /// Whether a string with letters before its quotes is next.
  var startsString: Bool {
    var length = 0
    while let next = scanner.peek(length), next.isIdentifierPart { length += 1 }
    return scanner.peek(length).map { $0 == "'" || $0 == "\"" } ?? false
  }

  /// One string, or several side by side: `parsestrplus`, Python/ast.c, and
  /// `_PyPegen_concatenate_strings`, Parser/action_helpers.c.
  mutating func parseStrings() throws(LiteralError) -> PyValue {
    var parts: [StringPart] = []
    repeat {
      let start = scanner.index
      let part = try parseString()
      if let first = parts.first, first.isBytes != part.isBytes && !isPython2 {
        throw scanner.error(
          at: start, found: "bytes beside a str", "write both with b before the quotes, or neither")
      }
      parts.append(part)
      try scanner.skipBlanks()
    } while scanner.next == "'" || scanner.next == "\"" || startsString
    if parts.allSatisfy(\.isBytes) {
      return .bytes(parts.flatMap { $0.units.map { UInt8(truncatingIfNeeded: $0) } })
    }
    // Python 2 makes bytes beside a unicode one too
    for part in parts where part.isBytes && part.units.contains(where: { $0 >= 0x80 }) {
      throw scanner.error(
        at: part.start, found: "bytes that are not ASCII beside a unicode string",
        "write u before these quotes too")
    }
    return .str(parts.flatMap(\.units))
  }

  /// One string with its prefix.
  private mutating func parseString() throws(LiteralError) -> StringPart {
    let start = scanner.index
    let letters = String(scalars: scanner.take(while: \.isIdentifierPart))
    guard let prefix = StringPrefix(letters, isPython2: isPython2) else {
      let isFormatted = ["f", "fr", "rf", "t", "tr", "rt"].contains(letters.lowercased())
      throw scanner.error(
        at: start, found: "a string with \(letters.onOneLine) before its quotes",
        isFormatted
          ? "write its value: it is no literal"
          : "Python \(build.version.series) has b, u, r, br, \(isPython2 ? "ur" : "rb")"
      )
    }
    let body = try takeBody(from: start)
    var decoder = StringDecoder(
      text: scanner.text, body: body, prefix: prefix, isPython2: isPython2)
    do throws(StringDecoder.Failure) {
      return StringPart(start: start, isBytes: prefix.isBytes, units: try decoder.decode())
    } catch {
      throw scanner.error(at: error.place, found: error.found, error.advice)
    }
  }

  /// The characters between quotes, which are gone over.
  private mutating func takeBody(from start: Int) throws(LiteralError) -> Range<Int> {
    guard let quote = scanner.next else { throw unexpected("write a string") }
    let isTriple = scanner.peek(1) == quote && scanner.peek(2) == quote
    let quotes = isTriple ? 3 : 1
    scanner.skip(quotes)
    let bodyStart = scanner.index
    while let next = scanner.next, isTriple || next != "\n" {
      if (0..<quotes).allSatisfy({ scanner.peek($0) == quote }) {
        let body = bodyStart..<scanner.index
        scanner.skip(quotes)
        return body
      }
      scanner.skip(next == "\\" ? 2 : 1)
    }
    let closing = String(repeating: "\(quote)", count: quotes)
    throw scanner.error(at: start, found: "a string that does not end", "close it with \(closing)")
  }
}

/// One of several strings side by side.
private struct StringPart {
  /// Where it starts in the text.
  let start: Int
  let isBytes: Bool
  /// Its bytes or its code points.
  let units: [UInt32]
}
