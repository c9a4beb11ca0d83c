internal import Subprocess

/// The end of what a worker writes to its standard error.
actor Tail {
  private static let limit = 1 << 14

  /// The bytes so far, the oldest dropped.
  private(set) var bytes: [UInt8] = []

  /// Takes everything in, until there is no more.
  func collect(_ output: SubprocessOutputSequence) async {
    do {
      for try await buffer in output {
        bytes += unsafe buffer.withUnsafeBytes { unsafe [UInt8]($0) }
        bytes.removeFirst(max(0, bytes.count - Self.limit))
      }
    } catch {
      // What could not be read any more is missing from a message, and nowhere else.
    }
  }
}

extension [UInt8] {
  /// The last line that names an error, or else the last one; `nil` when there is none.
  var tellingLine: String? { errorLine ?? lines.last { !$0.isEmpty } }

  /// The last line that names an error, or else the first one, which help may follow; `nil` when there
  /// is none.
  var helplessLine: String? { errorLine ?? lines.first { !$0.isEmpty } }

  private var errorLine: String? { lines.last { $0.contains("Error") || $0.contains("error:") } }

  private var lines: [String] {
    split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self).asOneLine }
  }
}
