internal import FoundationEssentials

/// One JSON value on one line.
enum JSON {
  /// The line of a value, its end included.
  ///
  /// Slashes stay as they are: so the line is a Python literal as well, which the agent needs.
  static func line(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return try encoder.encode(value) + [UInt8(ascii: "\n")]
  }

  /// The value of a line.
  static func value<T: Decodable>(_ type: T.Type, of line: some Sequence<UInt8>) throws -> T {
    try JSONDecoder().decode(type, from: Data(line))
  }
}
