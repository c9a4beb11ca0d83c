internal import PyLayout

/// Finds what would make an instance of a user's class smaller.
struct Adviser {
  let build: Build
  let inspection: Inspection
  /// The classes of the instance's type, itself first, without `object`.
  let bases: [TypeFacts]
  /// The blocks, the instance's first, then those that it owns.
  let maps: [ByteMap]
  /// What is known of its class.
  let facts: ClassFacts
  /// Whether the class's author decides where its attributes are; a pydantic model's does not, nor
  /// that of a class written in C.
  let isUsers: Bool

  private var block: Block? { inspection.blocks.first }
  private var type: TypeFacts { inspection.type }

  /// All there is to say, in the order of the places.
  var advice: [Advice] {
    guard let block, let map = maps.first, map.allocated != nil else { return [] }
    // A builtin type's fields are where they are
    guard type.kind == .instance else {
      let takesSlots = isUsers && facts.isUsers && Self.takingSlots.contains(type.kind)
      return takesSlots ? withoutDict(block, map) : []
    }
    // Only holes can go where somebody else chose the fields
    let found =
      (isUsers && facts.isUsers ? withoutDict(block, map) + withoutWeakref(block, map) : [])
      + withoutHoles(block, map) + (isUsers && facts.isUsers ? rounding(block, map) : [])
    return found.sorted { $0.offset < $1.offset }
  }

  /// What a class may have as its base and still do without a dict.
  private static let takingSlots: Set<Kind> = [
    .int, .plainInt, .float, .complex, .str, .bytes, .bytearray, .tuple, .list, .dict, .set,
    .frozenset,
  ]

  /// Bytes that the allocator would hand out for the instance if it had this size.
  private func given(_ request: Int, _ domain: AllocatorDomain? = nil) -> Int {
    build.allocatedSize(of: request, in: domain ?? block?.domain(in: type, on: build) ?? .object)
  }

  private func total() -> Int { maps.reduce(0) { $0 + ($1.allocated ?? 0) } }

  /// Of all blocks, those that stay without the dict and its values.
  private func others() -> Int {
    maps.dropFirst().filter { !$0.part.hasPrefix("__dict__") && $0.part != "values" }
      .reduce(0) { $0 + ($1.allocated ?? 0) }
  }

  /// `64 bytes in place of 96 (-33 % of what is allocated)`
  private func change(_ to: Int, from: Int) -> String {
    let percent = Int((Double(from - to) / Double(from) * 100).rounded())
    return "\(to) bytes in place of \(from) (-\(percent) % of what is allocated)"
  }

  /// The same attributes as slots: `type_new`, Objects/typeobject.c, gives them one pointer each.
  private func withoutDict(_ block: Block, _ map: ByteMap) -> [Advice] {
    guard let field = block.fields.first(where: { $0.name == "__dict__" && $0.role != .unused })
    else { return [] }
    guard facts.objection == nil, !bases.contains(where: { $0.isC && $0.hasDict }) else {
      return []
    }
    let kept = structFields(block).filter { $0.offset >= 0 && !isAdded($0) }
    let pointer = build.pointerSize
    let own = kept.reduce(0) { $0 + $1.size } + facts.slots * pointer
    // Before 3.12 the list of weak references is a field, then a word of two before the object
    let isManaged = facts.isWeaklyReferenced && build.version >= .v3_12
    let weakref = facts.isWeaklyReferenced ? isManaged ? 2 * pointer : pointer : 0
    let hasSlots = kept.contains { $0.offset.rawValue >= ownStart && $0.role.isReference }
    let isContainer =
      [.tuple, .list, .dict, .set, .frozenset].contains(type.kind)
      || bases.contains { $0.isC && $0.flags.contains(.haveGC) }
    // Before 3.8 only what holds something has a GC head, in 2.7 what has items as well
    let grows = hasSlots || facts.slots > 0 || facts.isWeaklyReferenced
    let staysTracked =
      build.version >= .v3_8 || grows || isContainer
      || build.version < .v3_0 && (type.tp_itemsize > 0 || own > headSize)
    let gc = type.flags.contains(.haveGC) && staysTracked ? build.gcHeadSize : 0
    let domain: AllocatorDomain = isManaged ? .gcObjectWithPreHeader : gc > 0 ? .gcObject : .object
    let now = total()
    let then = given(gc + own + weakref, domain) + others()
    guard then < now else { return [] }
    let giver = bases.last(where: \.hasDict)
    let figure = "the same object takes \(change(then, from: now))"
    let name = facts.isWeaklyReferenced ? "__slots__, '__weakref__' among them," : "__slots__"
    let text: String
    if let giver, giver.address != type.address {
      let all = facts.isDataclass ? "@dataclass(slots=True) on" : "\(name) in"
      text = "the base \(giver.name) has no __slots__: with \(all) all classes \(figure)"
    } else if hasSlots && type.kind == .instance {
      text = "__dict__ next to slots: without it \(figure)"
    } else if facts.isDataclass {
      text = "with @dataclass(slots=True) \(figure)"
    } else {
      text = "with \(name) \(figure)"
    }
    return [.init(part: map.part, offset: field.offset, text: text, saves: now - then)]
  }

  private func withoutWeakref(_ block: Block, _ map: ByteMap) -> [Advice] {
    guard facts.objection == nil,
      let field = block.fields.first(where: {
        isAdded($0) && $0.name == "__weakref__" && $0.offset > 0 && $0.bits == 0
      })
    else { return [] }
    let (now, then) = (given(block.size), given(block.size - field.size))
    guard then < now else { return [] }
    return [
      .init(
        part: map.part, offset: field.offset,
        text: "nobody refers to it weakly: without __weakref__ the block is "
          + change(then, from: now), saves: now - then)
    ]
  }

  /// The holes between fields that the user, or a C compiler at the user's order, put there.
  private func withoutHoles(_ block: Block, _ map: ByteMap) -> [Advice] {
    let holes = structFields(block).filter {
      $0.purpose == .hole && $0.offset.rawValue >= ownStart
    }
    let bytes = holes.reduce(0) { $0 + $1.size } / build.pointerSize * build.pointerSize
    guard let first = holes.first, bytes > 0 else { return [] }
    let (now, then) = (given(block.size), given(block.size - bytes))
    let gain = then < now ? "the block is \(change(then, from: now))" : "\(bytes) bytes are free"
    return [
      .init(
        part: map.part, offset: first.offset, text: "with the largest fields first \(gain)",
        saves: max(0, now - then))
    ]
  }

  /// What the size class leaves, or how little it is over the one below.
  private func rounding(_ block: Block, _ map: ByteMap) -> [Advice] {
    let pointer = build.pointerSize
    let (now, then) = (given(block.size), given(block.size - pointer))
    let place = block.fields.last.map { $0.offset + $0.size } ?? 0
    let hasSlots = block.fields.contains {
      $0.offset.rawValue >= ownStart && $0.role.isReference && !isAdded($0)
    }
    guard hasSlots, !type.flags.contains(.inlineValues) else { return [] }
    if map.rounding >= pointer && given(block.size + pointer) == now {
      let free = map.rounding / pointer
      return [
        .init(
          part: map.part, offset: place,
          text: "room for \(free) more field\(free == 1 ? "" : "s") at no cost"
            + (then < now ? "; one less takes \(change(then, from: now))" : ""),
          saves: now - then)
      ]
    }
    return []
  }

  /// The instance's own fields, without the `PyDictValues` that may follow them, whose holes are
  /// CPython's.
  private func structFields(_ block: Block) -> ArraySlice<Block.Field> {
    guard type.flags.contains(.inlineValues) else { return block.fields[...] }
    return block.fields.prefix { $0.offset.rawValue < type.tp_basicsize }
  }

  private var headSize: Int { PyObject.layout(on: build).size }

  /// Where the fields start that the class's author chose: behind the struct that its types written in
  /// C have, unless such a type is the author's.
  private var ownStart: Int {
    let others = bases.filter {
      $0.isC && (type.isUsers || PyType.named($0.tp_name, on: build) != nil)
    }
    return others.map(\.tp_basicsize).max() ?? headSize
  }

  /// Whether a field is a pointer that a class statement added, and no type written in C has.
  private func isAdded(_ field: Block.Field) -> Bool {
    guard field.name == "__dict__" || field.name == "__weakref__" else { return false }
    let place = field.offset.rawValue
    return !bases.contains {
      $0.isC && (place == $0.tp_dictoffset || place == $0.tp_weaklistoffset)
    }
  }
}

extension TypeFacts {
  /// Whether a type is written in C, and so as it is.
  fileprivate var isC: Bool { !isUsers }
  /// Whether its instances have a dict.
  fileprivate var hasDict: Bool { tp_dictoffset != 0 || flags.contains(.managedDict) }
}
