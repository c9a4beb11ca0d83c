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
    /// The C field's name, the slot's, or what the bytes are.
    public let name: String
    /// Bytes from the block's origin, negative before it.
    public let offset: Offset
    /// The emulator's bytes.
    public let emulated: [UInt8]
    /// The interpreter's; `nil` where there is none to compare with.
    public let real: [UInt8]?
    /// Why they may differ; `nil` when they are equal, or must be.
    public let difference: Difference?
    /// The value in words, where that says more than the bytes.
    public let meaning: String?

    /// How many bytes.
    public var size: Int { emulated.count }
    /// Whether both sides have the same bytes; `true` where there is one side.
    public var isEqual: Bool { real.map { $0 == emulated } ?? true }
    /// Whether they differ and nothing explains it.
    public var isUnexplained: Bool { !isEqual && difference == nil }
  }

  /// The blocks, the object's own first.
  public internal(set) var parts: [Part] = []
  /// Where both sides are built differently: no field stands beside the other's.
  public internal(set) var mismatches: [String] = []

  /// Nothing compared yet.
  package init() {}

  /// How many fields and shapes differ without a reason from ``Difference``.
  public var unexplained: Int {
    mismatches.count
      + parts.reduce(0) { $0 + $1.fields.count(where: \.isUnexplained) }
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
          fields: block.fields.map {
            Field(
              name: $0.name, offset: $0.offset, emulated: $0.bytes, real: nil, difference: nil,
              meaning: $0.meaning)
          }))
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
