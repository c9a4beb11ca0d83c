/// Why a class statement fails: CPython's `TypeError`.
public struct TypeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// CPython's message.
  public let description: String

  init(_ description: String) { self.description = description }
}
