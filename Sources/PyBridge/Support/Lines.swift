internal import PyLayout

/// Bytes as they arrive, cut into lines.
struct Lines {
  private var bytes: [UInt8] = []
  private var start = 0
  /// Up to here there is no line's end.
  private var searched = 0

  /// Bytes of a line that nobody who keeps to the protocol would send.
  private static let limit = 1 << 24
  /// Why such a line is no answer.
  static let endless = "the interpreter's answer never ends"

  /// Takes more bytes in.
  mutating func append(_ more: some Sequence<UInt8>) {
    bytes.removeFirst(start)
    searched -= start
    start = 0
    bytes.append(contentsOf: more)
  }

  /// The next whole line without its end; `nil` until there is one.
  mutating func next() -> ArraySlice<UInt8>? {
    guard let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = bytes.count
      return nil
    }
    defer {
      start = end + 1
      searched = start
    }
    return bytes[start..<end]
  }

  /// Whether what has come of the next line is already too long for one.
  var isTooLong: Bool { bytes.count - start > Self.limit }
}

extension String {
  /// The text on one line of at most 200 characters, fit for a terminal.
  var asOneLine: String {
    let line = split(whereSeparator: \.isWhitespace).joined(separator: " ").visible
    return line.count <= 200 ? line : String(line.prefix(199)) + "…"
  }
}
