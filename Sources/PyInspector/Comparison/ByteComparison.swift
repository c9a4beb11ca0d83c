public import PyLayout
public import PyMemory

/// One object of a build in two memories, byte beside byte: the emulator's and a real interpreter's.
public struct ByteComparison: Hashable, Sendable {
  /// One object, or what one refers to.
  public struct Part: Hashable, Sendable {
    /// What the block is: `instance` for the object itself, with the type in front for one it
    /// refers to.
    public let name: String
    /// Its fields in memory order.
    public let fields: [Field]
  }

  /// One field on both sides.
  public struct Field: Hashable, Sendable {
    /// The emulator's.
    public let emulated: Block.Field
    /// The interpreter's bytes; `nil` where there is none to compare with.
    public let real: [UInt8]?
    /// Why they may differ; `nil` when they are equal, or must be.
    public let difference: Difference?

    /// What stands there, on both sides.
    public var row: FieldRow { emulated.row }
    /// Whether both sides have the same bytes; `true` where there is one side.
    public var isEqual: Bool { real.map { $0 == emulated.bytes } ?? true }
    /// Whether they differ and nothing explains it.
    public var isUnexplained: Bool { !isEqual && difference == nil }
  }

  /// The blocks, the object's own first.
  public internal(set) var parts: [Part] = []
  /// Where both sides are built differently: no field stands beside the other's.
  public internal(set) var mismatches: [String] = []

  /// Nothing compared yet.
  package init() {}

  /// Bytes of all blocks.
  public var size: Int { sum { $0.row.size } }

  /// How many fields differ with a reason from ``Difference``.
  public var explained: Int { sum { $0.isEqual || $0.difference == nil ? 0 : 1 } }

  /// How many fields and shapes differ without a reason from ``Difference``.
  public var unexplained: Int {
    mismatches.count + sum { $0.isUnexplained ? 1 : 0 }
  }

  private func sum(_ number: (Field) -> Int) -> Int {
    parts.reduce(0) { $1.fields.reduce($0) { $0 + number($1) } }
  }
}

extension ByteComparison {
  /// An object alone, as an inspector reads it.
  ///
  /// - Throws: ``InspectionError`` when no object stands there.
  public init<M: Memory>(
    of object: Address, by inspector: Inspector<M>
  ) throws(InspectionError) {
    for block in try inspector.inspect(object).blocks {
      parts.append(
        Part(
          name: block.part,
          fields: block.fields.map { Field(emulated: $0, real: nil, difference: nil) }))
    }
  }

  /// An object and all it refers to, in two memories.
  ///
  /// - Parameters:
  ///   - emulated: the emulator's object, and who reads it.
  ///   - real: the interpreter's, and who reads it; both of one build.
  /// - Throws: ``InspectionError`` when one of the objects cannot be recognised from its bytes.
  public init<E: Memory, R: Memory>(
    _ emulated: (object: Address, inspector: Inspector<E>),
    _ real: (object: Address, inspector: Inspector<R>)
  ) throws(InspectionError) {
    var walk = Walk(emulated.inspector, real.inspector)
    try walk.compare(emulated.object, real.object)
    self = walk.comparison
  }
}
