/// Bytes as they arrive, cut into lines.
struct Lines {
  private var bytes: [UInt8] = []
  private var start = 0

  /// Takes more bytes in.
  mutating func append(_ more: some Sequence<UInt8>) {
    bytes.removeFirst(start)
    start = 0
    bytes.append(contentsOf: more)
  }

  /// The next whole line without its end; `nil` until there is one.
  mutating func next() -> ArraySlice<UInt8>? {
    guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer { start = end + 1 }
    return bytes[start..<end]
  }
}

extension String {
  /// The text on one line of at most 200 characters.
  var asOneLine: String {
    let line = split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count <= 200 ? line : String(line.prefix(199)) + "…"
  }
}
