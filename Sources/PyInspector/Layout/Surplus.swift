import PyLayout

/// What `sys.getsizeof` counts of an object beyond its blocks.
public struct Surplus: Hashable, Sendable {
  /// How many bytes.
  public let bytes: Int
  /// What they are.
  public let kind: Kind

  /// What `sys.getsizeof` counts, and no block has.
  public enum Kind: Hashable, Sendable {
    /// Blocks that a type written in C keeps by itself.
    case elsewhere
    /// What a class has and a static type has not: a GC head (3.11, 3.12), or all behind its
    /// `PyTypeObject` (2.7).
    case classParts
    /// `time_alloc`, Modules/_datetimemodule.c, leaves it out; `tp_basicsize` has it.
    case tzinfo
    /// `gentype_sizeof`, NumPy's multiarray/scalartypes.c.src: a value that `tp_basicsize` has.
    case valueAgain
    /// The same of a row, which stands in its array's block, unless it has one of its own.
    case row

    init(_ type: TypeFacts?) {
      switch type?.kind {
      case .type: self = .classParts
      case .time, .datetime: self = .tzinfo
      case .scalar: self = .valueAgain
      case .bytes where type?.isBytesInC == true: self = .valueAgain
      case .void: self = .row
      default: self = .elsewhere
      }
    }
  }
}
