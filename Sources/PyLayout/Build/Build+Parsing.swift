extension Build {
  /// Reads a build such as `3.7.3`, `3.13t`, `3.14.8d`, `3.11.2@32`, `3.6.15+align16`.
  ///
  /// A missing patch level means the last known one of that series.
  ///
  /// - Throws: ``BuildError`` for text that is no build, a series that is not covered, or facts
  ///   that exclude one another.
  public init(parsing text: String) throws(BuildError) {
    var rest = text[...]
    let digits = rest.prefix { $0.isNumber || $0 == "." }
    rest = rest.dropFirst(digits.count)
    guard let written = Version(String(digits)) else { throw BuildError(.malformed, text) }
    let hasPatch = digits.split(separator: ".").count == 3
    let known = Version.covered.first(where: written.isSameSeries)

    let flags = rest.prefix { $0 == "t" || $0 == "d" }
    rest = rest.dropFirst(flags.count)
    guard Set(flags).count == flags.count else { throw BuildError(.malformed, text) }

    var pointerSize = 8
    if rest.hasPrefix("@") {
      let bits = rest.dropFirst().prefix(while: \.isNumber)
      guard bits == "32" || bits == "64" else { throw BuildError(.malformed, text) }
      pointerSize = bits == "32" ? 4 : 8
      rest = rest.dropFirst(1 + bits.count)
    }

    var tracesReferences: Bool?
    var alignsToTwoPointers: Bool?
    if let first = rest.first, first != "+" { throw BuildError(.malformed, text) }
    for fact in rest.split(separator: "+", omittingEmptySubsequences: false).dropFirst() {
      switch fact {
      case "tracerefs": tracesReferences = true
      case "align16": alignsToTwoPointers = true
      default: throw BuildError(.malformed, text)
      }
    }
    do throws(BuildError) {
      try self.init(
        hasPatch ? written : known ?? written, pointerSize: pointerSize,
        isFreeThreaded: flags.contains("t"), isDebug: flags.contains("d"),
        tracesReferences: tracesReferences, alignsToTwoPointers: alignsToTwoPointers)
    } catch {
      throw BuildError(error.reason, text)
    }
  }
}
