/// Why a request for an interpreter found none, or found what cannot be used.
public struct InterpreterError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was asked for, or the path of the candidate that fails.
  public let request: String
  /// What is wrong with it, to follow its name.
  public let reason: String

  /// Whether nothing has that name; otherwise something has it and cannot be used.
  package let isAbsence: Bool

  /// A request and what is wrong with it.
  public init(_ request: String, _ reason: String) {
    self.init(request, reason, isAbsence: false)
  }

  init(_ request: String, _ reason: String, isAbsence: Bool) {
    self.request = request
    self.reason = reason
    self.isAbsence = isAbsence
  }

  /// One line: which, what, and what to do.
  public var description: String { "\(request.isEmpty ? "''" : request): \(reason)".asOneLine }
}
