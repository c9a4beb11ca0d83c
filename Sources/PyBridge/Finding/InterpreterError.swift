/// Why a request for an interpreter found none, or found what cannot be used.
public struct InterpreterError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was asked for, or the path of the candidate that fails.
  public let request: String
  /// What is wrong with it, to follow its name.
  public let reason: String

  /// A request and what is wrong with it.
  public init(_ request: String, _ reason: String) {
    self.request = request
    self.reason = reason
  }

  /// One line: which, what, and what to do.
  public var description: String { "\(request): \(reason)".asOneLine }
}
