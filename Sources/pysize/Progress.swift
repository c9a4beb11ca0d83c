#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A line on standard error that says how far long work is; nothing where that is no terminal.
actor Progress {
  private let isShown = isatty(STDERR_FILENO) == 1

  /// Shows what was done last.
  func show(_ what: String) { write("\r\u{1B}[K\(what)") }

  /// Takes the line away.
  func clear() { write("\r\u{1B}[K") }

  private func write(_ text: String) {
    if isShown { writeError(text) }
  }
}
