#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A line on standard error that says how far long work is; nothing where that is no terminal.
actor Progress {
  private let total: Int
  private let isShown = isatty(STDERR_FILENO) == 1
  private var done = 0

  init(total: Int) { self.total = total }

  /// One more of the total is done.
  func finished(_ what: String) {
    done += 1
    write("\r\u{1B}[K\(done) of \(total): \(what)")
  }

  /// Takes the line away.
  func clear() { write("\r\u{1B}[K") }

  private func write(_ text: String) {
    if isShown { writeError(text) }
  }
}
