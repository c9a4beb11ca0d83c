import FoundationEssentials
public import PyBridge

/// Measurements of one interpreter, kept in a file for machines that do not have it.
public struct Recording: Codable, Sendable {
  /// The build, as the live interpreter reported it.
  public let build: String
  /// How the worker reached the interpreter: `libpython` or `process`.
  public let bridge: String
  /// Where the interpreter came from, in words.
  public let source: String
  /// What was measured, one measurement for each case.
  public let measurements: [Measurement]

  /// A recording from its parts.
  public init(build: String, bridge: String, source: String, measurements: [Measurement]) {
    self.build = build
    self.bridge = bridge
    self.source = source
    self.measurements = measurements
  }
}

extension Recording {
  /// The recording as JSON with one measurement a line, so that a difference is a line's.
  ///
  /// - Throws: what the encoder throws.
  public func lines() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func text(_ value: some Encodable) throws -> String {
      String(decoding: try encoder.encode(value), as: UTF8.self)
    }
    let rows = try measurements.map(text).joined(separator: ",\n")
    return """
      {"build": \(try text(build)), "bridge": \(try text(bridge)),
      "source": \(try text(source)), "measurements": [
      \(rows)
      ]}
      """
  }
}
