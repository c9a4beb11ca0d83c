public import PyLayout

/// What an allocator has given for a block, by its own account.
public enum Allotment: Hashable, Sendable {
  /// A number of bytes.
  case bytes(Int)
  /// Nothing: the block is part of the program or of a library.
  case nothing
  /// No account that is known here has the block.
  case unknown(Why)

  /// Why an account says nothing of a block.
  public enum Why: Hashable, Sendable {
    /// Another allocator than the build's own serves such requests.
    case otherThan(AllocatorDomain.Server)
    /// The allocator is the build's own, but does not list the block.
    case notListed

    /// Follows "allocated": `not known here: the allocator is not glibc's`.
    public var description: String {
      switch self {
      case .otherThan(.malloc): "not known here: the allocator is not glibc's"
      case .otherThan(.pymalloc): "not known here: the allocator is not pymalloc"
      case .otherThan(.mimalloc): "not known here: the allocator is not CPython's mimalloc"
      case .notListed: "not known here: the allocator's account does not list a block"
      }
    }
  }

  /// The bytes, where they are known and not none.
  public var bytes: Int? {
    if case .bytes(let bytes) = self { bytes } else { nil }
  }
}
