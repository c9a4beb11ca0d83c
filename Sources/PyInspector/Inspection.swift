public import PyLayout

/// An object, read from its bytes.
public struct Inspection: Hashable, Sendable {
  /// Where it is: `id()`.
  public let object: Address
  /// What its type says.
  public let type: TypeFacts
  /// What `sys.getsizeof` would answer, in bytes; `nil` where the type, written in C, computes it by
  /// a rule that is not known here.
  public let size: Int?
  /// The blocks it owns, its own first. A dict that it has is an object of its own, and not here.
  public let blocks: [Block]
  /// Whether ``blocks`` are all that it owns.
  public let following: Following

  /// Which of an object's blocks are followed.
  public enum Following: Hashable, Sendable {
    /// All that its type may own.
    case all
    /// Only those that are known; its type, written in C, may own more.
    case some
    /// All, unless a type in C has fields that are not described: then nobody knows.
    case described
  }

  /// Which struct it starts with.
  public var kind: Kind { type.kind }
}

extension Inspection {
  /// How many attributes it holds: an instance in its values, a dict in its values or its table.
  package var attributes: Int {
    let fields = blocks.flatMap(\.fields)
    if kind == .dict {
      let used = fields.first { $0.name == "ma_used" || $0.name == "used" }
      return used.map { Int(truncatingIfNeeded: $0.bits) } ?? 0
    }
    return fields.count { $0.role.isReference && $0.name.hasPrefix("values[") }
  }
}
