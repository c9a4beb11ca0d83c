import PyLayout
import PyMemory

extension ByteComparison {
  /// Follows the references of two objects side by side, each pair once.
  struct Walk<E: Memory, R: Memory> {
    private let emulated: Inspector<E>
    private let real: Inspector<R>
    private(set) var comparison = ByteComparison()
    /// The real object that each emulated one was seen to be.
    private var partners: [Address: Address] = [:]
    private var waiting: [(emulated: Address, real: Address)] = []
    private var isFirst = true

    init(_ emulated: Inspector<E>, _ real: Inspector<R>) {
      self.emulated = emulated.whole
      self.real = real.whole
    }

    mutating func compare(_ object: Address, _ other: Address) throws(InspectionError) {
      pair(object, other, "the object")
      var next = 0
      while next < waiting.count {
        let pair = waiting[next]
        next += 1
        let ours = try emulated.inspect(pair.emulated)
        let theirs = try real.inspect(pair.real)
        try compare(ours, theirs)
        isFirst = false
      }
    }

    /// Two addresses that are to be one object.
    private mutating func pair(_ ours: Address, _ theirs: Address, _ place: String) {
      if let known = partners[ours] {
        if known != theirs { comparison.mismatches.append("\(place): it is another object") }
        return
      }
      partners[ours] = theirs
      waiting.append((ours, theirs))
    }

    private mutating func compare(
      _ ours: Inspection, _ theirs: Inspection
    ) throws(InspectionError) {
      let name = isFirst ? "" : "\(ours.type.tp_name) "
      // A type is recognised by its name: its own bytes are mostly functions' addresses
      if ours.kind == .type, areOneType(ours.object, theirs.object) { return }
      guard ours.kind == theirs.kind, ours.kind != .type, areOneType(ours.type, theirs.type) else {
        comparison.mismatches.append(
          "\(ours.type.tp_name) here, \(theirs.type.tp_name) there")
        return
      }
      guard ours.blocks.map(\.part) == theirs.blocks.map(\.part) else {
        comparison.mismatches.append(
          "\(ours.type.tp_name): blocks \(ours.blocks.map(\.part)), \(theirs.blocks.map(\.part))")
        return
      }
      let isShared = ours.isShared(on: emulated.build) || theirs.isShared(on: emulated.build)
      for (block, other) in zip(ours.blocks, theirs.blocks) {
        guard block.fields.map(\.place) == other.fields.map(\.place) else {
          comparison.mismatches.append(
            "\(name)\(block.part): fields \(block.fields.map(\.place)), "
              + "\(other.fields.map(\.place))")
          continue
        }
        var fields: [Field] = []
        for (field, partner) in zip(block.fields, other.fields) {
          fields.append(compare(field, partner, isShared: isShared))
        }
        comparison.parts.append(Part(name: name + block.part, fields: fields))
      }
    }

    private mutating func compare(
      _ ours: Block.Field, _ theirs: Block.Field, isShared: Bool
    ) -> Field {
      Field(
        emulated: ours, real: theirs.bytes,
        difference: ours.bytes == theirs.bytes
          ? follow(ours, theirs) : difference(ours, theirs, isShared: isShared))
    }

    /// Whether the types at two addresses are one: their names are, and their instances' sizes.
    private func areOneType(_ ours: Address, _ theirs: Address) -> Bool {
      guard let ours = try? emulated.type(at: ours), let theirs = try? real.type(at: theirs) else {
        return false
      }
      return areOneType(ours, theirs)
    }

    private func areOneType(_ ours: TypeFacts, _ theirs: TypeFacts) -> Bool {
      ours.shortName == theirs.shortName && ours.tp_basicsize == theirs.tp_basicsize
        && ours.tp_dictoffset == theirs.tp_dictoffset && ours.prefixSize == theirs.prefixSize
        && ours.tp_weaklistoffset == theirs.tp_weaklistoffset
    }

    /// Equal bytes need no reason, but what they point at is compared as well.
    private mutating func follow(_ ours: Block.Field, _ theirs: Block.Field) -> Difference? {
      _ = difference(ours, theirs, isShared: true)
      return nil
    }

    /// Why a field may differ; `nil` when it may not.
    private mutating func difference(
      _ ours: Block.Field, _ theirs: Block.Field, isShared: Bool
    ) -> Difference? {
      let (address, other) = (ours.target ?? .null, theirs.target ?? .null)
      let areAlike = (address == .null) == (other == .null)
      if ours.role.isReference && theirs.role.isReference {
        guard areAlike else { return nil }
        if address != .null { pair(address, other, ours.name) }
        return .address
      }
      guard ours.role == theirs.role else { return nil }
      switch ours.role {
      case .type: return areOneType(address, other) ? .address : nil
      case .part, .borrowed: return areAlike ? .address : nil
      case .foreign:
        if address == .null || other == .null { return nil }
        let name = try? emulated.type(ofObjectAt: address).tp_name
        return name == (try? real.type(ofObjectAt: other).tp_name) ? .foreign : nil
      case .code: return (ours.bits == 0) == (theirs.bits == 0) ? .code : nil
      case .refcount: return isShared ? .shared : isFirst ? .holder : nil
      case .gcLink: return ours.meaning == theirs.meaning ? .neighbours : nil
      case .unused: return .unused
      case .identity: return .identity
      case .value where ours.name == "state" && isShared:
        return ours.isInterned && theirs.isInterned ? .interned : nil
      // _Py_IMMORTAL_FLAGS, _Py_STATICALLY_ALLOCATED_FLAG, Include/refcount.h
      case .value where ours.name == "ob_flags" && isShared:
        return (ours.bits ^ theirs.bits) & ~0b101 == 0 ? .interned : nil
      case .value, .opaque, .reference, .unvisited, .stackReference: return nil
      }
    }
  }
}

extension Block.Field {
  /// Whether it is the `state` of a `str` that is interned.
  fileprivate var isInterned: Bool { bits & 3 != 0 }

  /// What has to be the same for two fields to be compared.
  fileprivate var place: String { "\(row.name)@\(row.offset.rawValue)+\(row.size)" }
}

extension TypeFacts {
  /// The name without the module that types written in C have in front.
  fileprivate var shortName: Substring {
    tp_name.split(separator: ".").last ?? Substring(tp_name)
  }
}

extension Inspection {
  /// Whether others may hold the object too: singletons, small ints, names.
  fileprivate func isShared(on build: Build) -> Bool {
    switch kind {
    case .none, .bool, .int, .plainInt, .str, .type: true
    case .bytes where build.version < .v3_0: true
    case .bytes, .tuple: blocks.first.map { $0.size } ?? 0 <= type.shallowEmptySize + 1
    default: type.isStatic
    }
  }
}

extension TypeFacts {
  /// The bytes of an instance without items, what stands before it included.
  fileprivate var shallowEmptySize: Int { prefixSize + tp_basicsize }
  /// Whether instances may be singletons of C's: `Ellipsis`.
  fileprivate var isStatic: Bool { kind == .instance && !flags.contains(.heapType) }
}
