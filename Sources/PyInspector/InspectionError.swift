public import PyLayout
public import PyMemory

/// Why an object could not be recognised from its bytes.
public struct InspectionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was asked of the inspector.
  public enum Question: String, Hashable, Sendable {
    case size, type, object
  }

  /// What stood in the way.
  public enum Reason: Error, Hashable, Sendable, CustomStringConvertible {
    /// Some of its bytes cannot be read.
    case unreadable(MemoryError)
    /// The bytes are not those of an object.
    case noObject(String)
    /// A number in it, named first, that no object of the build has.
    case implausible(String, Int)
    /// The type, named here, computes its size in C by a rule that is not known here.
    case unknownRule(String)

    /// What, and which value.
    public var description: String {
      switch self {
      case .unreadable(let error): "\(error)"
      case .noObject(let why): "no object stands there: \(why)"
      case .implausible(let name, let value): "no object stands there: \(name) is \(value)"
      case .unknownRule(let type): "\(type).__sizeof__ follows a rule of its own"
      }
    }
  }

  /// What was asked.
  public let question: Question
  /// The build whose layouts were used.
  public let build: Build
  /// The address that was asked about.
  public let address: Address
  /// What stood in the way.
  public let reason: Reason

  @usableFromInline init(
    _ question: Question, of address: Address, on build: Build, _ reason: Reason
  ) {
    self.question = question
    self.build = build
    self.address = address
    self.reason = reason
  }

  /// One line: what, where, on which build, why.
  public var description: String { "\(question) at \(address), CPython \(build): \(reason)" }
}
