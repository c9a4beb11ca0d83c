import PyLayout

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A JSON value; a missing field is `null`, never absent.
public enum JSON: Hashable, Sendable {
  /// `null`
  case null
  /// `true`, `false`
  case bool(Bool)
  /// A whole number.
  case int(Int)
  /// Any other number.
  case number(Double)
  /// A text.
  case string(String)
  /// A list.
  case array([JSON])
  /// Fields by name.
  case object([String: JSON])

  /// A text, or `null`.
  static func string(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
  /// A whole number, or `null`.
  static func int(_ number: Int?) -> JSON { number.map(JSON.int) ?? .null }

  /// The value as text, its keys sorted, with a newline at its end.
  var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { return "" }
    return String(decoding: data, as: UTF8.self).escapedForJSON + "\n"
  }
}

extension JSON: Encodable {
  /// Encodes the value that the case holds, without the case's name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .int(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let values): try container.encode(values)
    case .object(let fields): try container.encode(fields)
    }
  }
}

extension String {
  /// JSON whose texts have no character that a terminal would obey: the encoder escapes the first 32.
  fileprivate var escapedForJSON: String {
    if utf8.allSatisfy({ $0 < 0x7F }) { return self }
    var text = ""
    for scalar in unicodeScalars {
      // The two halves of what is beyond 16 bits
      text +=
        scalar.isVisible || scalar == "\n"
        ? String(scalar) : "\(scalar)".utf16.map { "\\u\(Self.digits(of: $0))" }.joined()
    }
    return text
  }

  private static func digits(of unit: UInt16) -> String {
    let text = String(unit, radix: 16)
    return String(repeating: "0", count: 4 - text.count) + text
  }
}

extension Unicode.Scalar {
  /// Whether a terminal may get it as it is.
  package var isVisible: Bool { String(self).visible == String(self) }
}
