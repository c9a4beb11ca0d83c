public import PyInspector
public import PyLayout
public import PyRecords

/// `pysize layout`: an object's blocks as byte maps.
public struct LayoutReport: Sendable {
  /// The build whose object it is.
  public let build: Build
  /// What the object is: a record's id, an expression, a class.
  public let what: String
  /// The blocks, the object's own first.
  public let maps: [ByteMap]
  /// What `sys.getsizeof` answers for the object, in bytes; `nil` where its type computes it by a rule
  /// that is not known.
  public let size: Int?
  /// What would take less.
  public let advice: [Advice]
  /// What the figures do not say; `nil` for nothing.
  public let note: String?
  /// Which instance of its class it is; `nil` for what is none.
  public let standing: Standing?
  /// What `sys.getsizeof` counts that no block has.
  private var surplus = Surplus.elsewhere

  /// A report of blocks.
  public init(
    build: Build, what: String, maps: [ByteMap], size: Int?, advice: [Advice] = [],
    note: String? = nil, standing: Standing? = nil
  ) {
    self.build = build
    self.what = what
    self.maps = maps
    self.size = size
    self.advice = advice
    self.note = note
    self.standing = standing
  }

  /// A report of an object that was inspected.
  ///
  /// - Parameters:
  ///   - owned: the object, and what it alone has.
  ///   - bases: the classes of its type, itself first, without `object`.
  ///   - known: where the fields of its instance are, for those that a type written in C does not
  ///     show.
  ///   - note: what the figures do not say.
  ///   - standing: which instance of its class it is.
  ///   - allocated: what the allocator gives for a block; `nil` for one that is not its.
  public init(
    build: Build, what: String, owned: [OwnedObject], bases: [TypeFacts],
    known: ByteMap.KnownFields? = nil, note: String? = nil, standing: Standing? = nil,
    allocated: (Block, TypeFacts) -> Int?
  ) {
    let blocks = owned.flatMap { owner in owner.inspection.blocks.map { (owner, $0) } }
    let maps = blocks.map { owner, block in
      let type = owner.inspection.type
      return ByteMap(
        block, of: owner.title, allocated: allocated(block, type), known: known,
        isUsers: block.part == "instance" && type.isUsers
      ) { target in
        blocks.first { $1.holds(target) }.map { $0.title + $1.part }
      }
    }
    let inspection = owned.first?.inspection
    let advice = inspection.map {
      Adviser(
        build: build, inspection: $0, bases: bases, maps: maps,
        attributes: owned.reduce(0) { $0 + $1.inspection.attributes },
        isUsers: $0.type.isUsers && !owned.contains(where: \.isFurther)
      ).advice
    }
    self.init(
      build: build, what: what, maps: maps, size: inspection?.size, advice: advice ?? [],
      note: note, standing: standing)
    surplus = Surplus(inspection?.kind)
  }

  /// What `sys.getsizeof` counts beyond the blocks that are shown.
  private enum Surplus {
    /// Blocks that a type written in C keeps by itself.
    case elsewhere
    /// What a class has and a static type has not: a GC head (3.11, 3.12), or all behind its
    /// `PyTypeObject` (2.7).
    case classParts
    /// `time_alloc`, Modules/_datetimemodule.c, leaves it out; `tp_basicsize` has it.
    case tzinfo

    init(_ kind: Kind?) {
      switch kind {
      case .type: self = .classParts
      case .time, .datetime: self = .tzinfo
      default: self = .elsewhere
      }
    }
  }
}

extension OwnedObject {
  /// What stands before a part's name: `__dict__ `.
  fileprivate var title: String { name.isEmpty ? "" : name + " " }
}

extension Block {
  /// Whether an address is inside.
  fileprivate func holds(_ target: Address) -> Bool {
    target >= address && target.rawValue - address.rawValue < UInt64(size)
  }
}

extension Inspection {
  /// How many attributes it holds: an instance in its values, a dict in its values or its table.
  package var attributes: Int {
    let fields = blocks.flatMap(\.fields)
    if kind == .dict {
      let used = fields.first { $0.name == "ma_used" || $0.name == "used" }
      return used.map { Int(truncatingIfNeeded: $0.bits) } ?? 0
    }
    return fields.count {
      if case .reference = $0.role { $0.name.hasPrefix("values[") } else { false }
    }
  }
}

extension LayoutReport {
  /// What the allocator hands out for all blocks together, in bytes.
  public var allocated: Int { maps.reduce(0) { $0 + ($1.allocated ?? 0) } }
  /// Bytes of all blocks, as asked.
  var asked: Int { maps.reduce(0) { $0 + $1.size } }
  var isShared: Bool { maps.allSatisfy { $0.allocated == nil } }

  /// `24 data (25 %), 48 headers, …`: what adds up to the allocated size.
  var summary: String {
    let whole = isShared ? asked : allocated
    let terms = ByteMap.Purpose.allCases.compactMap { purpose -> String? in
      let bytes = size(of: purpose)
      if purpose == .data {
        let percent = whole == 0 ? 0 : Int((Double(bytes) / Double(whole) * 100).rounded())
        return "\(bytes) data (\(percent) %)"
      }
      return bytes == 0 ? nil : "\(bytes) \(purpose.plural)"
    }
    return "\(terms.joined(separator: " + ")) = \(whole) bytes"
  }

  func size(of purpose: ByteMap.Purpose) -> Int {
    maps.reduce(0) { $0 + $1.size(of: purpose) }
  }

  /// What `sys.getsizeof` counts and no map shows.
  var elsewhere: String? {
    guard let size, size > asked else { return nil }
    let counted = "\(size - asked) bytes that sys.getsizeof counts are "
    return switch surplus {
    case .elsewhere: counted + "in blocks that its type keeps by itself, and not shown"
    case .classParts: counted + "not there: they are what a class has, and a static type has not"
    case .tzinfo: counted + "not there: room for a tzinfo, which it has not"
    }
  }

  var sizes: String {
    let given = isShared ? "not from the allocator: all share it" : "allocated \(allocated)"
    let blocks = maps.count == 1 ? "" : " in \(maps.count) blocks"
    return "asked \(asked) bytes\(blocks), \(given)"
      + (size.map { ", sys.getsizeof says \($0)" } ?? ", sys.getsizeof is not modelled")
  }
}

extension ByteMap.Purpose {
  fileprivate var plural: String {
    switch self {
    case .data, .bookkeeping, .spare, .rounding: rawValue
    case .header: "headers"
    case .hole: "holes and padding"
    }
  }
}
