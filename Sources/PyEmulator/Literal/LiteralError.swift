internal import PyLayout

/// Why a text is no Python literal.
public struct LiteralError: Error, Hashable, Sendable {
  /// The line, from 1.
  public let line: Int
  /// The character in the line, from 1.
  public let column: Int
  /// What was found there, on one line.
  public let found: String
  /// What to do.
  public let advice: String
}

extension LiteralError: CustomStringConvertible {
  /// One line: where, what, and what to do.
  public var description: String {
    (line > 1 ? "line \(line), " : "") + "column \(column): \(found): \(advice)"
  }
}

extension Unicode.Scalar {
  /// The character in quotes, as ``Swift/String/onOneLine``.
  var quoted: String { self == "'" ? "\"'\"" : "'\(String(self).onOneLine)'" }
}

extension String {
  /// The text as a terminal may get it; of a long one the beginning.
  var onOneLine: String {
    String(String.UnicodeScalarView(unicodeScalars.prefix(40))).visible
      + (unicodeScalars.count > 40 ? "…" : "")
  }
}
