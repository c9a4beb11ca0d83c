internal import PyLayout

extension Inspector {
  /// What an instance owns though no `__sizeof__` counts it: that of the first type of its chain that
  /// has any, where its struct is the one that is known.
  func uncounted(_ type: TypeFacts) throws(Reason) -> UncountedBlocks? {
    guard type.kind == .instance else { return nil }
    for base in try typesOfC(type.address) {
      guard let known = KnownType.named(try typeName(base)), let blocks = known.blocks
      else { continue }
      return try basicsize(base) == known.type(on: build)?.tp_basicsize ? blocks : nil
    }
    return nil
  }

  /// The links of an `lru_cache`, an object for each answer that it keeps.
  func lruCacheBlocks(_ object: Address) throws(Reason) -> [Block] {
    let layout = layouts.lruCache
    let link = layouts.lruLink
    let first = try pointer(object, layout.root_next.offset.rawValue)
    // One without a bound has a dict alone
    if first == object { return [] }
    return try chain(
      from: first, to: pointer(object, layout.root_prev.offset.rawValue),
      count: count(pointer(object, layout.cache.offset.rawValue), at.containers.ma_used, "ma_used"),
      next: link.next.offset.rawValue, previous: link.prev.offset.rawValue
    ) { address, index throws(Reason) in
      var open = try read("link \(index)", address, link.size)
      // lru_cache_tp_traverse, Modules/_functoolsmodule.c
      try claim(link.rows, 0, visitsType: build.version >= .v3_10, &open)
      return open.closed()
    } middle: { middle, address in
      elidedBlock(
        "links", address, link.size, middle,
        link.rows.map {
          .init(name: $0.name, role: $0.role, purpose: $0.purpose, size: $0.size)
        })
    }
  }

  /// The ring buffer of a `SimpleQueue`: 3.13 on.
  func simplequeueBlocks(_ object: Address) throws(Reason) -> [Block] {
    let layout = layouts.simplequeue
    guard let items = layout.items, let first = layout.get_idx, let room = layout.items_cap,
      let used = layout.num_items
    else { return [] }
    let buffer = try pointer(object, items.offset.rawValue)
    let places = try count(object, room.offset.rawValue, "items_cap")
    if buffer == .null || places == 0 { return [] }
    let start = try count(object, first.offset.rawValue, "get_idx")
    let number = try count(object, used.offset.rawValue, "num_items")
    guard start < places && number <= places else { throw .implausible("num_items", number) }
    var open = try read("ring buffer", buffer, places * at.pointer)
    func isUsed(_ index: Int) -> Bool { (index - start + places) % places < number }
    try claimRun("items", 0, places, stride: at.pointer, &open) { middle in
      // What goes past the last place goes on at the first
      let end = start + number
      let set =
        middle.clamped(to: start..<max(start, end)).count
        + middle.clamped(to: 0..<max(0, end - places)).count
      return [
        .init(name: "items[]", role: .reference, size: set * at.pointer),
        .init(name: "items[]", role: .unused, size: (middle.count - set) * at.pointer),
      ].filter { $0.size > 0 }
    } one: { index, place, open in
      let target = Address(rawValue: open.bits(place, at.pointer))
      open.claim(
        "items[\(index)]", place, at.pointer, isUsed(index) ? .reference : .unused,
        isUsed(index) ? note(target) : "spare", Ref.cName)
    }
    return [open.closed()]
  }
}
