internal import PyInspector
internal import PyLayout
internal import PyMemory

extension HeapWalk {
  /// The first entries of a dict, as the type written in C that it is, or extends, shows them.
  func dictText(of object: UInt64, _ facts: TypeFacts, depth: Int) -> String {
    let limit = Self.shownItems(depth)
    if let entries = orderedEntries(of: object, facts, limit: limit) {
      if entries.isEmpty && !entries.hasMore { return "OrderedDict()" }
      // odict_repr, Objects/odictobject.c
      return build.version < .v3_12
        ? "OrderedDict([\(text(of: entries, depth) { "(\($0), \($1))" })])"
        : "OrderedDict({\(text(of: entries, depth) { "\($0): \($1)" })})"
    }
    var entries = Entries(room: limit)
    forEachEntry(of: object) { entries.take($0, $1) }
    let plain = "{\(text(of: entries, depth) { "\($0): \($1)" })}"
    guard inspector.nearestInC(facts) == "collections.defaultdict" else { return plain }
    // defdict_repr, Modules/_collectionsmodule.c
    let factory = word(object &+ defdictobject.layout(on: build).default_factory.place)
    let made = factory == 0 ? "None" : text(of: factory, depth: depth + 1)
    return "defaultdict(\(made), \(plain))"
  }

  private func text(
    of entries: Entries, _ depth: Int, _ pair: (String, String) -> String
  ) -> String {
    let texts = entries.first.map {
      pair(text(of: $0.key, depth: depth + 1), text(of: $0.value, depth: depth + 1))
    }
    return (texts + (entries.hasMore ? ["…"] : [])).joined(separator: ", ")
  }

  /// The first entries of an `OrderedDict`, in its order; `nil` for what is none.
  private func orderedEntries(of object: UInt64, _ facts: TypeFacts, limit: Int) -> Entries? {
    guard let keys = orderedKeys(of: object, facts, limit: limit) else { return nil }
    var values: [UInt64: UInt64] = [:]
    forEachEntry(of: object) { if keys.contains($0) { values[$0] = $1 } }
    var entries = Entries(room: limit)
    for key in keys { entries.take(key, values[key] ?? 0) }
    return entries
  }

  /// The first keys of an `OrderedDict`, and one more where there is one.
  private func orderedKeys(of object: UInt64, _ facts: TypeFacts, limit: Int) -> [UInt64]? {
    if !at.is2 {
      guard inspector.nearestInC(facts) == "collections.OrderedDict" else { return nil }
      let contents = inspector.orderedKeys(Address(rawValue: object), limit: limit + 1)
      return contents?.items.compactMap { item in
        if case .object(let key) = item { key.rawValue } else { nil }
      }
    }
    // A ring of lists, `[PREV, NEXT, KEY]`, the first of them without a key: Lib/collections.py of 2.7
    var root: UInt64 = 0
    forEachAttribute(of: object) { name, value in
      if string(name) == "_OrderedDict__root" { root = value }
    }
    if root == 0 { return nil }
    func item(_ index: UInt64, of link: UInt64) -> UInt64 {
      word(word(link &+ at.list) &+ index &* at.pointer)
    }
    var keys: [UInt64] = []
    var link = item(1, of: root)
    while link != root, link != 0, keys.count <= limit {
      keys.append(item(2, of: link))
      link = item(1, of: link)
    }
    return keys
  }

  /// The first entries of a dict.
  private struct Entries {
    let room: Int
    private(set) var first: [(key: UInt64, value: UInt64)] = []
    private(set) var hasMore = false

    init(room: Int) { self.room = room }

    var isEmpty: Bool { first.isEmpty }

    mutating func take(_ key: UInt64, _ value: UInt64) {
      if first.count < room { first.append((key, value)) } else { hasMore = true }
    }
  }
}
