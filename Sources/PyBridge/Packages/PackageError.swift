/// Why a package is not in the cache.
public struct PackageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The package, or the cache.
  public let name: String
  /// What is wrong, to follow the name.
  public let reason: String

  /// A package and what is wrong with it.
  public init(_ name: String, _ reason: String) {
    self.name = name
    self.reason = reason
  }

  /// One line: which, what, and what to do.
  public var description: String { "\(name): \(reason)".asOneLine }
}
