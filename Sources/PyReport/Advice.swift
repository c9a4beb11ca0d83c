import PyInspector
public import PyLayout

/// What would make an object smaller, said at the place where it is.
public struct Advice: Hashable, Sendable {
  /// The block it is about.
  public let part: String
  /// The row it stands at, by its offset; that behind the last byte for the allocator's rounding.
  public let offset: Offset
  /// One line.
  public let text: String
  /// Bytes that the allocator hands out less for each object; 0 where it only says what is free.
  public let saves: Int
}

/// Finds what would make an instance of a user's class smaller.
struct Adviser {
  let build: Build
  let inspection: Inspection
  /// The classes of the instance's type, itself first, without `object`.
  let bases: [TypeFacts]
  /// The blocks, the instance's first, then those that it owns.
  let maps: [ByteMap]
  /// How many attributes its dict or its inline values have.
  let attributes: Int
  /// Whether the class's author decides where its attributes are; a pydantic model's does not, nor
  /// that of a class written in C.
  let isUsers: Bool

  private var block: Block? { inspection.blocks.first }
  private var type: TypeFacts { inspection.type }

  /// All there is to say, in the order of the places.
  var advice: [Advice] {
    guard let block, let map = maps.first, map.allocated != nil, type.kind == .instance else {
      return []
    }
    // Holes are all that can go where others gave it the fields that it has
    let found =
      (isUsers ? withoutDict(block, map) + withoutWeakref(block, map) : [])
      + withoutHoles(block, map) + (isUsers ? rounding(block, map) : [])
    return found.sorted { $0.offset < $1.offset }
  }

  /// Bytes for the instance alone, were it so long.
  private func given(_ request: Int, _ domain: AllocatorDomain? = nil) -> Int {
    build.allocatedSize(of: request, in: domain ?? block?.domain(in: type, on: build) ?? .object)
  }

  private func total() -> Int { maps.reduce(0) { $0 + ($1.allocated ?? 0) } }

  private func change(_ to: Int, from: Int) -> String {
    let percent = Int((Double(from - to) / Double(from) * 100).rounded())
    return "\(to) in place of \(from) (-\(percent) %)"
  }

  /// The same attributes as slots: `type_new`, Objects/typeobject.c, gives them one pointer each.
  private func withoutDict(_ block: Block, _ map: ByteMap) -> [Advice] {
    guard let field = block.fields.first(where: { $0.name == "__dict__" && !$0.isSpareWord })
    else { return [] }
    let inline = block.fields.firstIndex { $0.name == "capacity" } ?? block.fields.endIndex
    let kept = block.fields[..<inline].filter { $0.offset >= 0 && !$0.isAddedPointer }
    let gc = type.flags.contains(.haveGC) ? build.gcHeadSize : 0
    let slots = kept.reduce(0) { $0 + $1.size }
    let request = gc + slots + attributes * build.pointerSize
    let domain: AllocatorDomain = gc > 0 ? .gcObject : .object
    let (now, then) = (total(), given(request, domain))
    guard then < now else { return [] }
    let giver = bases.last { $0.tp_dictoffset != 0 || $0.flags.contains(.managedDict) }
    let hasSlots = kept.contains { $0.offset.rawValue >= headSize && $0.isReference }
    let figure = "the same object takes \(change(then, from: now))"
    let text: String
    if let giver, giver.address != type.address {
      text = "the base \(giver.name) has no __slots__: with them in all classes \(figure)"
    } else if hasSlots {
      text = "__dict__ next to slots: without it \(figure)"
    } else {
      text = "with __slots__ \(figure)"
    }
    return [.init(part: map.part, offset: field.offset, text: text, saves: now - then)]
  }

  private func withoutWeakref(_ block: Block, _ map: ByteMap) -> [Advice] {
    guard
      let field = block.fields.first(where: {
        $0.name == "__weakref__" && $0.offset > 0 && $0.bits == 0
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
    // What follows the capacity is PyDictValues, whose holes are CPython's
    let inline = block.fields.firstIndex { $0.name == "capacity" } ?? block.fields.endIndex
    let holes = block.fields[..<inline].filter {
      ($0.name == "hole" || $0.name == "padding") && $0.offset.rawValue >= headSize
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
      $0.offset.rawValue >= headSize && $0.isReference && !$0.isAddedPointer
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

  private var headSize: Int { PyObject.layout(on: build).size }
}

extension Block.Field {
  /// A pointer that a class has unless `__slots__` forbids it.
  fileprivate var isAddedPointer: Bool { name == "__dict__" || name == "__weakref__" }
  /// A word of the pre-header that its class does not use.
  fileprivate var isSpareWord: Bool { role == .unused }
  fileprivate var isReference: Bool {
    if case .reference = role { true } else { false }
  }
}
