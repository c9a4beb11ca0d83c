/// Why a text or a set of facts names no build that this package covers.
public struct BuildError: Error, Hashable, Sendable {
  /// What is wrong with it.
  public enum Reason: Hashable, Sendable {
    /// The text does not have the form of a build.
    case malformed
    /// The series is not covered: nothing is known of its memory.
    case uncovered
    /// No such CPython can exist, for the reason given.
    case impossible(String)
  }

  /// What is wrong.
  public let reason: Reason
  /// The build as it was asked for.
  public let build: String

  init(_ reason: Reason, _ build: String) {
    self.reason = reason
    self.build = build
  }
}

extension BuildError: CustomStringConvertible {
  /// One line: what, which, and what to do.
  public var description: String {
    switch reason {
    case .malformed:
      "'\(build.visible)' is not a build:"
        + " write 3.7.3, 3.13t, 3.14.8d, 3.11.2@32 or 3.6.15+align16"
    case .uncovered:
      "CPython \(build) is not covered: covered are "
        + Version.covered.map(\.series).joined(separator: ", ")
    case .impossible(let why):
      "there is no CPython \(build): \(why)"
    }
  }
}
