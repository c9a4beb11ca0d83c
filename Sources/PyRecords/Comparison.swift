public import PyLayout

/// A record's prediction beside what an interpreter said.
public struct Comparison: Sendable {
  /// How the two compare.
  public enum Status: String, Hashable, Sendable {
    /// Every figure agrees.
    case match
    /// A figure differs.
    case mismatch
    /// The interpreter lacks what the record needs.
    case unavailable
    /// Something went wrong where everything was there.
    case failed
    /// There is no interpreter to ask.
    case predicted
  }

  /// A part with both its figures.
  public struct Part: Hashable, Sendable {
    /// The part's name.
    public let name: String
    /// The model's bytes; `nil` when the installed package is not modelled.
    public let predicted: Int?
    /// The interpreter's bytes; `nil` when they could not be had.
    public let measured: Int?

    /// The name of what the allocator hands out.
    package static let allocated = "allocated"

    /// A part with both its figures; a negative one counts as missing.
    package init(name: String, predicted: Int?, measured: Int?) {
      self.name = name
      self.predicted = predicted.flatMap { $0 < 0 ? nil : $0.inMemory }
      self.measured = measured.flatMap { $0 < 0 ? nil : $0.inMemory }
    }
  }

  /// The record.
  public let record: any Record
  /// The sample that both are of, with the package version that was found.
  public let sample: Sample
  /// How the two compare.
  public let status: Status
  /// One line why it is not a match; `nil` when it is.
  public let reason: String?
  /// Whether that is because its package is not installed.
  public let lacksPackage: Bool
  /// The parts that every instance owns.
  public let parts: [Part]
  /// The parts that all instances share.
  public let shared: [Part]
  /// Which instance of its class it is, and what others take; `nil` where there is no prediction.
  public let standing: Standing?
  /// Whether `sys.getsizeof` counts a `__dict__` that is made when it is asked for, and not before.
  public let countsUnmadeDict: Bool
  /// The instance's block.
  public let block: BlockLayout?
  /// What each of the numbers of instances takes, by the model.
  public let instances: [Instances]
  /// What the allocator hands out for the instance, all blocks that it owns together; `nil` figures
  /// where it does not tell, or the model makes no such record. What is measured is one instance more,
  /// once all are alike.
  public let allocated: Part
  /// Whether its figures agree: malloc hands out a little more where it reuses a chunk.
  public let allocatedAgrees: Bool
  /// Why the allocated size is not known, where another allocator serves than the build's own; `nil`
  /// elsewhere.
  public let unknownAllocator: String?

  /// A comparison from its facts.
  package init(
    record: any Record, sample: Sample, status: Status, reason: String?,
    lacksPackage: Bool = false, parts: [Part] = [], shared: [Part] = [], standing: Standing? = nil,
    countsUnmadeDict: Bool = false, block: BlockLayout? = nil,
    instances: [Instances] = [],
    allocated: Part = Part(name: Part.allocated, predicted: nil, measured: nil),
    allocatedAgrees: Bool = true, unknownAllocator: String? = nil
  ) {
    self.record = record
    self.sample = sample
    self.status = status
    self.reason = reason
    self.lacksPackage = lacksPackage
    self.parts = parts
    self.shared = shared
    self.standing = standing
    self.countsUnmadeDict = countsUnmadeDict
    self.block = block
    self.instances = instances
    self.allocated = allocated
    self.allocatedAgrees = allocatedAgrees
    self.unknownAllocator = unknownAllocator
  }

  /// The record size by the model, in bytes; `nil` when a part is not modelled.
  public var predicted: Int? { Self.sum(parts.map(\.predicted)) }
  /// The record size by the interpreter, in bytes; `nil` when a part was not measured.
  public var measured: Int? { Self.sum(parts.map(\.measured)) }

  private static func sum(_ sizes: [Int?]) -> Int? {
    let known = sizes.compactMap(\.self)
    return known.isEmpty || known.count < sizes.count ? nil : known.reduce(0) { $0.adding($1) }
  }
}
