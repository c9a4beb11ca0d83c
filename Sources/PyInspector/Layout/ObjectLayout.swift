public import PyLayout

/// An object's blocks as byte maps, what they add up to, and what would take less.
public struct ObjectLayout: Hashable, Sendable {
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
  public package(set) var note: String?
  /// Which instance of its class it is; `nil` for what is no instance of a class.
  public let standing: Standing?
  /// Why it is not known what the allocator gives for all blocks; `nil` where it is.
  public let unknownAllocator: Allotment.Why?
  /// Whether its type, written in C, may own memory that is not followed.
  public let ownsMore: Bool
  /// What `sys.getsizeof` answers by the rules of types written in C.
  private let ruled: Int?
  /// What it counts that no block has.
  private let excess: Surplus.Kind

  /// Who says what `sys.getsizeof` answers.
  public enum SizeSource: String, Hashable, Sendable {
    /// The interpreter, which was asked.
    case interpreter
    /// The rules of CPython's, followed here; a `__sizeof__` written in Python is not run.
    case model
  }

  private init(
    build: Build, what: String, maps: [ByteMap], size: Int?, advice: [Advice] = [], note: String?,
    standing: Standing? = nil, unknownAllocator: Allotment.Why? = nil, ownsMore: Bool = false,
    excess: Surplus.Kind = .elsewhere
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
    self.ownsMore = ownsMore
    self.excess = excess
  }

  /// Blocks of which no object is there.
  package init(build: Build, what: String, maps: [ByteMap], size: Int?, note: String? = nil) {
    self.init(build: build, what: what, maps: maps, size: size, advice: [], note: note)
  }

  /// An object that was inspected.
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
      if case .unknown(let why) = allotment { why } else { nil }
    }.first
    let maps = zip(blocks, allotments).map { pair, allotment in
      ByteMap(pair.1, of: pair.0.title, allocated: allotment.bytes, known: known)
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
      unknownAllocator: unknown,
      ownsMore: zip(blocks, maps).contains { pair, map in
        switch pair.0.inspection.following {
        case .all: false
        case .some: true
        case .described: map.size(of: .undescribed) > 0
        }
      }, excess: Surplus.Kind(inspection?.type))
  }

  /// The same with what an interpreter answers when it is asked for `sys.getsizeof`.
  ///
  /// - Parameter fault: why it has no answer: a `__sizeof__` written in Python may raise.
  package func answering(_ size: Int?, fault: String?) -> ObjectLayout {
    var layout = self
    layout.sizeFault = fault
    guard let size else { return layout }
    layout.size = size.inMemory
    layout.sizeSource = .interpreter
    return layout
  }
}

extension OwnedObject {
  /// What stands before a part's name: `__dict__ `.
  fileprivate var title: String { name.isEmpty ? "" : name + " " }
}

extension ObjectLayout {
  /// What the allocator hands out for all blocks together, in bytes: 0 for an object that all share;
  /// `nil` where it is not known.
  public var allocated: Int? {
    unknownAllocator == nil ? maps.reduce(0) { $0 + ($1.allocated ?? 0) } : nil
  }

  /// Bytes of all blocks, as asked.
  public var asked: Int { maps.reduce(0) { $0 + $1.size } }

  /// Whether more may have been asked for than ``asked``: memory does not tell.
  public var isAtLeast: Bool { maps.contains(where: \.block.isAtLeast) }

  /// Whether no block is from the allocator: all share the object.
  public var isShared: Bool { unknownAllocator == nil && maps.allSatisfy { $0.allocated == nil } }

  /// What its bytes of all purposes add up to: what is allocated, or asked where that is not known.
  public var total: Int { isShared ? asked : allocated ?? asked }

  /// Bytes of one purpose.
  public func size(of purpose: Purpose) -> Int {
    if purpose == .rounding && unknownAllocator != nil { return 0 }
    return maps.reduce(0) { $0 + $1.size(of: purpose) }
  }

  /// The advice that saves most; `nil` where none saves anything.
  public var bestAdvice: Advice? {
    advice.max { $0.saves < $1.saves }.flatMap { $0.saves > 0 ? $0 : nil }
  }

  /// What `sys.getsizeof` counts and no map shows; `nil` where that is nothing.
  public var surplus: Surplus? {
    guard let ruled, ruled > asked, sizeSource == .model || size == ruled else { return nil }
    return Surplus(bytes: ruled - asked, kind: excess)
  }
}
