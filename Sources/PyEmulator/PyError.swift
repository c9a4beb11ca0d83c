internal import PyMemory

/// An exception that CPython raises: its name and its wording.
public struct PyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The exception's class.
  public enum Kind: String, Hashable, Sendable {
    case attributeError = "AttributeError"
    case indexError = "IndexError"
    case keyError = "KeyError"
    case nameError = "NameError"
    case notImplementedError = "NotImplementedError"
    case memoryError = "MemoryError"
    case overflowError = "OverflowError"
    case recursionError = "RecursionError"
    case referenceError = "ReferenceError"
    case runtimeError = "RuntimeError"
    case systemError = "SystemError"
    case typeError = "TypeError"
    case valueError = "ValueError"
  }

  /// The exception's class.
  public let kind: Kind
  /// What it says, as `str(exception)` does.
  public let message: String

  /// An exception from its class and its message.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// What CPython says where memory is exhausted, or an object is not what its type says.
  @inline(never) init(_ error: MemoryError) {
    self.init(error.access == .write ? .memoryError : .systemError, error.description)
  }

  /// `AttributeError: 'Point' object has no attribute 'w'`, as a traceback ends.
  public var description: String {
    message.isEmpty ? kind.rawValue : "\(kind.rawValue): \(message)"
  }
}
