internal import PyInspector
public import PyLayout
internal import PyMemory

extension TypeDetail {
  /// An object with what it holds, as it stands in memory: no `__repr__` is run.
  public struct Value: Hashable, Sendable {
    /// An attribute with what it refers to.
    public struct Attribute: Hashable, Sendable {
      /// Its name.
      public let name: String
      /// What it refers to, cut where that is long.
      public let text: String
    }

    /// Where it is: `id()`.
    public let address: Address
    /// A number, a text, the first items of a container; `nil` for what has attributes alone.
    public let text: String?
    /// Its attributes.
    public let attributes: [Attribute]
    /// Whether it holds nothing else that Python shows: not where its struct is a type's in C, which is not read.
    public let isWhole: Bool
  }
}

extension HeapWalk {
  /// An object with what it holds.
  func value(of address: Address, slots: [(name: String, offset: Int)]) -> TypeDetail.Value {
    let object = address.rawValue
    var attributes: [TypeDetail.Value.Attribute] = []
    for (name, offset) in fields(of: object, among: slots) {
      let value = word(object &+ UInt64(truncatingIfNeeded: offset))
      if value != 0 { attributes.append(.init(name: name, text: text(of: value))) }
    }
    forEachAttribute(of: object) { key, value in
      attributes.append(.init(name: string(key) ?? text(of: key), text: text(of: value)))
    }
    let content = content(of: object, depth: 0)
    let facts = planNumbers[kind(of: object)].map { plans[$0].facts }
    return TypeDetail.Value(
      address: address, text: content, attributes: attributes,
      isWhole: content != nil || facts?.kind == .instance && facts?.isUsers == true)
  }

  /// An object in a few words: what it holds or, of what has no content that is known, its type and place.
  func text(of object: UInt64, depth: Int = 1) -> String {
    if let content = content(of: object, depth: depth) { return content }
    return "<\(name(ofKind: kind(of: object))) at \(Address(rawValue: object))>"
  }

  /// What stands in an object, the first of it; `nil` where its type says nothing of that.
  private func content(of object: UInt64, depth: Int) -> String? {
    guard let number = planNumbers[word(object &+ at.ob_type)] else { return nil }
    let facts = plans[number].facts
    if facts.kind == .type, let type = try? inspector.type(at: Address(rawValue: object)) {
      // type_repr, Objects/typeobject.c
      let word = at.is2 && !type.flags.contains(.heapType) ? "type" : "class"
      return "<\(word) '\(TypeName(type, self).qualifiedName)'>"
    }
    guard let text = literal(of: object, plans[number], depth: depth) else { return nil }
    let name = facts.isUsers ? TypeName(facts, self).qualifiedName : ""
    let isPlain = !facts.isUsers || at.is2 && name == "collections.OrderedDict"
    let whole = isPlain ? text : "\(name)(\(text))"
    return whole.count > Self.longestText ? "\(whole.prefix(Self.longestText - 1))…" : whole
  }

  private func literal(of object: UInt64, _ plan: TypePlan, depth: Int) -> String? {
    switch plan.facts.kind {
    case .none, .bool, .int, .plainInt, .str, .bytes:
      let text = inspector.note(Address(rawValue: object))
      let isUnicode = at.is2 && plan.facts.kind == .str
      return text.map { isUnicode && "'\"".contains($0.prefix(1)) ? "u\($0)" : $0 }
    case .float:
      let place = PyFloatObject.layout(on: build).ob_fval.place
      guard let bits = try? memory.bits(at: Address(rawValue: object &+ place), size: 8) else {
        return nil
      }
      return number(bits)
    case .complex:
      let layout = PyComplexObject.layout(on: build)
      guard
        let real = try? memory.bits(at: Address(rawValue: object &+ layout.real.place), size: 8),
        let imag = try? memory.bits(at: Address(rawValue: object &+ layout.imag.place), size: 8)
      else { return nil }
      return "complex(\(number(real)), \(number(imag)))"
    case .bytearray, .array, .ndarray:
      return buffer(of: object, plan, depth: depth)
    case .dict: return dictText(of: object, plan.facts, depth: depth)
    default: break
    }
    let count = word(object &+ at.ob_size)
    switch plan.way {
    case .tuple:
      let items = items(object &+ at.tuple, count, depth)
      return "(\(items)\(count == 1 && items != "…" ? "," : ""))"
    case .list: return "[\(items(word(object &+ at.list), count, depth))]"
    case .set:
      var items = Items(room: Self.shownItems(depth))
      let table = word(object &+ at.set_table)
      for slot in 0..<bounded(word(object &+ at.set_mask) &+ 1, from: table, by: at.setEntry) {
        let key = word(table &+ slot &* at.setEntry &+ at.setKey)
        // A key that was taken out is a `dummy`, whose hash is -1: set_discard_entry, Objects/setobject.c
        if key != 0, !isRemoved(slot, table) {
          items.take { text(of: key, depth: depth + 1) }
        }
      }
      // set_repr, Objects/setobject.c
      let name = plan.facts.kind == .frozenset ? "frozenset" : "set"
      if at.is2 { return "\(name)([\(items.text)])" }
      if items.isEmpty { return "\(name)()" }
      return name == "set" ? "{\(items.text)}" : "\(name)({\(items.text)})"
    default: break
    }
    guard inspector.nearestInC(plan.facts) == "collections.deque" else { return nil }
    return inspector.dequeContents(Address(rawValue: object), limit: Self.shownItems(depth))
      .map { contents, maxlen in
        "deque([\(items(contents, depth))]\(maxlen.map { ", maxlen=\($0)" } ?? ""))"
      }
  }

  private func number(_ bits: UInt64) -> String {
    CNumber.text(bits, size: 8, as: "double") ?? "\(bits)"
  }

  /// What is in a block of C's numbers.
  private func buffer(of object: UInt64, _ plan: TypePlan, depth: Int) -> String? {
    let (object, limit) = (Address(rawValue: object), Self.shownItems(depth))
    switch plan.facts.kind {
    case .bytearray: return inspector.bytearrayText(object).map { "bytearray(\($0))" }
    case .array:
      return inspector.arrayContents(object, limit: limit).map { typecode, contents in
        // array_repr, Modules/arraymodule.c
        "array('\(typecode)'\(contents.count == 0 ? "" : ", [\(items(contents, depth))]"))"
      }
    default:
      return inspector.ndarrayContents(object, plan.facts, limit: limit).map { array in
        let lengths = array.shape.map { "\($0)" }.joined(separator: ", ")
        return "array([\(array.contents.map { items($0, depth) } ?? "…")], "
          + "shape=(\(lengths)\(array.shape.count == 1 ? "," : "")), dtype=\(array.dtype))"
      }
    }
  }

  /// The first of items that were read.
  private func items(_ contents: Contents, _ depth: Int) -> String {
    let texts = contents.items.map { item in
      switch item {
      case .object(let object): text(of: object.rawValue, depth: depth + 1)
      case .number(let text): text
      }
    }
    return (texts + (contents.count > texts.count ? ["…"] : [])).joined(separator: ", ")
  }

  private func isRemoved(_ slot: UInt64, _ table: UInt64) -> Bool {
    let hash = word(table &+ slot &* at.setEntry &+ (at.setKey == 0 ? at.pointer : 0))
    return build.pointerSize == 8 ? hash == .max : hash == UInt64(UInt32.max)
  }

  /// The first of items side by side.
  private func items(_ start: UInt64, _ count: UInt64, _ depth: Int) -> String {
    var items = Items(room: Self.shownItems(depth))
    for index in 0..<min(count, UInt64(items.room) + 1) {
      items.take { text(of: word(start &+ index &* at.pointer), depth: depth + 1) }
    }
    return items.text
  }

  /// How many items of a container are shown: of one that is inside another, none.
  static func shownItems(_ depth: Int) -> Int { depth < 2 ? 4 : 0 }
  /// Characters of a text that is not cut.
  private static var longestText: Int { 80 }

  /// The first items of a container, with a mark where there are more.
  private struct Items {
    let room: Int
    private var texts: [String] = []
    private var hasMore = false

    init(room: Int) { self.room = room }

    var isEmpty: Bool { texts.isEmpty && !hasMore }
    var text: String { (texts + (hasMore ? ["…"] : [])).joined(separator: ", ") }

    mutating func take(_ item: () -> String) {
      if texts.count < room { texts.append(item()) } else { hasMore = true }
    }
  }
}
