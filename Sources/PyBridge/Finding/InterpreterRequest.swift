internal import PyLayout

/// What `--python` asks for.
enum InterpreterRequest: Hashable {
  /// Every interpreter there is.
  case all
  /// A file.
  case path(String)
  /// The best one of a series, or of one exact version.
  case version(Series)
  /// A name on PATH.
  case command(String)

  /// A version as far as it was written.
  struct Series: Hashable {
    let version: Version
    let hasPatch: Bool
    let isFreeThreaded: Bool
    let isDebug: Bool

    /// Whether a build is of the kind asked for.
    func matches(_ build: Build) -> Bool {
      build.isFreeThreaded == isFreeThreaded && build.isDebug == isDebug
        && (hasPatch ? build.version == version : build.version.isSameSeries(as: version))
    }
  }

  /// Reads `all`, `./venv/bin/python`, `3.13t`, `python3`.
  init(_ text: String) {
    if text == "all" {
      self = .all
    } else if text.contains("/") {
      self = .path(text)
    } else if let series = Series(text) {
      self = .version(series)
    } else {
      self = .command(text)
    }
  }
}

extension InterpreterRequest.Series {
  /// Reads `3.11`, `3.11.7`, `3.13t`, `3.14d`; `nil` for anything else.
  init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    let flags = text.dropFirst(digits.count)
    guard let version = Version(String(digits)) else { return nil }
    guard ["", "t", "d", "td", "dt"].contains(flags) else { return nil }
    self.init(
      version: version, hasPatch: digits.split(separator: ".").count == 3,
      isFreeThreaded: flags.contains("t"), isDebug: flags.contains("d"))
  }
}
