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
  /// that is not known, and no interpreter was asked.
  public private(set) var size: Int?
  /// Who says so.
  public private(set) var sizeSource = SizeSource.model
  /// Why an interpreter that was asked has no answer; `nil` where it has, or was not asked.
  public private(set) var sizeFault: String?
  /// What would take less.
  public let advice: [Advice]
  /// What the figures do not say; `nil` for nothing.
  public var note: String?
  /// Which instance of its class it is; `nil` for what is no instance of a class.
  public let standing: Standing?
  /// Why it is not known what the allocator gives for all blocks; `nil` where it is.
  public let unknownAllocator: String?
  /// What `sys.getsizeof` counts that no block has.
  private var surplus = Surplus.elsewhere
  /// What `sys.getsizeof` answers by the rules of types written in C.
  private var ruled: Int?
  /// Whether a type written in C may have more blocks than are shown.
  private var keepsMore = false

  /// Who says what `sys.getsizeof` answers.
  public enum SizeSource: String, Sendable {
    /// The interpreter, which was asked.
    case interpreter
    /// The rules of CPython's, followed here; a `__sizeof__` written in Python is not run.
    case model
  }

  /// A report of blocks.
  public init(
    build: Build, what: String, maps: [ByteMap], size: Int?, advice: [Advice] = [],
    note: String? = nil, standing: Standing? = nil, unknownAllocator: String? = nil
  ) {
    self.build = build
    self.what = what
    self.maps = maps
    self.size = size?.inMemory
    ruled = self.size
    self.advice = advice
    self.note = note
    self.standing = standing
    self.unknownAllocator = unknownAllocator
  }

  /// The report with what an interpreter answers when it is asked for `sys.getsizeof`.
  ///
  /// - Parameter fault: why it has no answer: a `__sizeof__` written in Python may raise.
  public func answering(_ size: Int?, fault: String?) -> LayoutReport {
    var report = self
    report.sizeFault = fault
    guard let size else { return report }
    report.size = size.inMemory
    report.sizeSource = .interpreter
    return report
  }

  /// A report of an object that was inspected.
  ///
  /// - Parameters:
  ///   - owned: the object, and what only it holds.
  ///   - bases: the classes of its type, itself first, without `object`.
  ///   - known: where the user's fields of its instance are, for those that a type written in C does
  ///     not show.
  ///   - note: what the figures do not say.
  ///   - standing: which instance of its class it is.
  ///   - facts: what speaks for slots in its class; `nil` where nobody was asked.
  ///   - allocated: what the allocator gives for each block of each of these objects.
  public init(
    build: Build, what: String, owned: [OwnedObject], bases: [TypeFacts],
    known: BlockLayout? = nil, note: String? = nil, standing: Standing? = nil,
    facts: ClassFacts? = nil, allocated: [[Allotment]]
  ) {
    let blocks = owned.flatMap { owner in owner.inspection.blocks.map { (owner, $0) } }
    let allotments = Array(allocated.joined())
    let unknown = allotments.lazy.compactMap { allotment in
      if case .unknown(let why) = allotment { why.description } else { nil }
    }.first
    let maps = zip(blocks, allotments).map { pair, allotment in
      let (owner, block) = pair
      return ByteMap(
        block, of: owner.title, allocated: allotment.bytes, known: known
      ) { target in
        blocks.first { $1.holds(target) }.map { $0.title + $1.part }
      }
    }
    let inspection = owned.first?.inspection
    let advice = inspection.map {
      Adviser(
        build: build, inspection: $0, bases: bases, maps: maps,
        facts: facts
          ?? ClassFacts(slots: owned.reduce(0) { $0 + $1.inspection.attributes }),
        isUsers: $0.type.isUsers && !owned.contains(where: \.isFurther)
      ).advice
    }
    self.init(
      build: build, what: what, maps: maps, size: inspection?.size,
      // What would be saved is not known either
      advice: unknown == nil ? advice ?? [] : [], note: note, standing: standing,
      unknownAllocator: unknown)
    surplus = Surplus(inspection?.type)
    keepsMore = zip(blocks, maps).contains { pair, map in
      switch pair.0.inspection.following {
      case .all: false
      case .some: true
      case .described: map.size(of: .undescribed) > 0
      }
    }
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
  /// What the allocator hands out for all blocks together, in bytes: 0 for an object that all share;
  /// `nil` where it is not known.
  public var allocated: Int? {
    unknownAllocator == nil ? maps.reduce(0) { $0 + ($1.allocated ?? 0) } : nil
  }
  /// Bytes of all blocks, as asked.
  var asked: Int { maps.reduce(0) { $0 + $1.size } }
  var isShared: Bool { unknownAllocator == nil && maps.allSatisfy { $0.allocated == nil } }

  /// `24 data (25 %), 48 headers, …`: what adds up to the allocated size.
  var summary: String {
    let whole = isShared ? asked : allocated ?? asked
    let terms = Purpose.allCases.compactMap { purpose -> String? in
      let bytes = size(of: purpose)
      if purpose == .data {
        let percent = whole == 0 ? 0 : Int((Double(bytes) / Double(whole) * 100).rounded())
        return "\(bytes) data (\(percent) %)"
      }
      return bytes == 0 ? nil : "\(bytes) \(purpose.plural)"
    }
    return "\(terms.joined(separator: " + ")) = \(whole) bytes"
  }

  func size(of purpose: Purpose) -> Int {
    if purpose == .rounding && unknownAllocator != nil { return 0 }
    return maps.reduce(0) { $0 + $1.size(of: purpose) }
  }

  /// Whether more may have been asked for than ``asked``: memory does not tell.
  var isAtLeast: Bool { maps.contains(where: \.isAtLeast) }

  /// What the figures do not say, one line each.
  var remarks: [String] { [elsewhere, unfollowed, unanswered, note].compactMap(\.self) }

  /// That there may be blocks which no map shows.
  private var unfollowed: String? {
    keepsMore
      ? "its type is written in C and may own memory that is not followed: no figure here has it"
      : nil
  }

  private var unanswered: String? {
    sizeFault.map { fault in
      "sys.getsizeof has no answer (\(fault))"
        + (size == nil ? "" : ": \(size ?? 0) is what its base in C would say")
    }
  }

  /// What `sys.getsizeof` counts and no map shows.
  private var elsewhere: String? {
    guard let ruled, ruled > asked, sizeSource == .model || size == ruled else { return nil }
    let counted = "\(ruled - asked) bytes that sys.getsizeof counts are "
    return switch surplus {
    case .elsewhere: counted + "in blocks that its type keeps by itself, and not shown"
    case .classParts: counted + "not there: they are what a class has, and a static type has not"
    case .tzinfo: counted + "not there: room for a tzinfo, which it has not"
    case .valueAgain: counted + "there once: NumPy counts its value twice"
    case .row: counted + "in the block of the array that the row is of"
    }
  }

  /// What matters most, and why two figures of it may both be right.
  var lead: [String] {
    guard !isShared, let allocated else { return [] }
    let percent = Int((Double(size(of: .data)) / Double(max(1, allocated)) * 100).rounded())
    var sentence = "It takes \(allocated) bytes, of which \(percent) % are what it stores."
    if let best = advice.max(by: { $0.saves < $1.saves }), best.saves > 0 {
      sentence += " \(best.text.prefix(1).uppercased())\(best.text.dropFirst())."
    }
    guard let size, size != allocated else { return [sentence] }
    let blocks = maps.count == 1 ? "its block" : "its \(maps.count) blocks"
    return [
      sentence,
      "sys.getsizeof says \(size), and both are right: it answers what the object's type says of the"
        + " object alone, where the allocator hands out \(allocated) for all of \(blocks).",
    ]
  }

  var sizes: String {
    let given =
      isShared
      ? "not from the allocator: all share it"
      : "allocated \(unknownAllocator ?? allocated.map { "\($0)" } ?? "")"
    let count = maps.reduce(0) { $0 + $1.count }
    let blocks = count == 1 ? "" : " in \(count) blocks"
    return "asked \(isAtLeast ? "at least " : "")\(asked) bytes\(blocks), \(given)"
      + (size.map { ", sys.getsizeof \(sizeSource.verb) \($0)" }
        ?? ", sys.getsizeof is not modelled")
  }
}

extension LayoutReport.SizeSource {
  fileprivate var verb: String {
    switch self {
    case .interpreter: "says"
    case .model: "would say"
    }
  }
}

extension Purpose {
  fileprivate var plural: String {
    switch self {
    case .data, .bookkeeping, .spare, .rounding: rawValue
    case .header: "headers"
    case .undescribed: words
    case .hole: "holes and padding"
    }
  }
}
