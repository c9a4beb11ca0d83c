internal import PyLayout

extension Inspector {
  /// How many blocks of a chain are shown; of a longer one half from its start, half from its end.
  private var shownBlocks: Int { 16 }

  /// The blocks that a type of the standard library's has beside its struct, where that is known.
  func containerBlocks(_ object: Address, _ type: TypeFacts) throws(Reason) -> [Block] {
    switch try containerRule(type) {
    case .deque: try dequeBlocks(object)
    case .odict: try odictBlocks(object)
    case .decimal: try decimalBlocks(object)
    case .struct: try structBlocks(object)
    case .element: try elementBlocks(object)
    case .product: try productBlocks(object)
    case .combinations: try combinationsBlocks(object)
    case .permutations: try permutationsBlocks(object)
    case .bytesio: try bytesioBlocks(object)
    case .buffered: try bufferedBlocks(object)
    case .simplequeue: try simplequeueBlocks(object)
    default:
      switch try uncounted(type) {
      case .stringio: try stringioBlocks(object)
      case .lruCache: try lruCacheBlocks(object)
      case .simplequeue: try simplequeueBlocks(object)
      case nil: []
      }
    }
  }

  /// The rule by which the type's size is computed; that of `object` where none is known.
  private func containerRule(_ type: TypeFacts) throws(Reason) -> SizeRule {
    guard type.kind == .instance || type.kind == .dict else { return .object }
    do throws(Reason) {
      return try sizeRule(type.address, type.tp_flags)
    } catch {
      guard case .unknownRule = error else { throw error }
      return .object
    }
  }

  /// Which of the blocks that a type's instances own are followed.
  func following(_ type: TypeFacts) throws(Reason) -> Inspection.Following {
    switch try containerRule(type) {
    case .deque, .odict, .decimal, .struct, .element, .product, .combinations, .permutations,
      .bytesio, .simplequeue:
      return .all
    // A lock
    case .buffered: return .some
    default: break
    }
    switch try uncounted(type) {
    // Up to 3.11, and from 3.14 on, what was written stands in objects or a block of the writer's
    case .stringio: return is2 || layouts.stringio.writer != nil ? .all : .some
    case .lruCache: return .all
    // Up to 3.12 a lock
    case .simplequeue: return layouts.simplequeue.items == nil ? .some : .all
    case nil: break
    }
    for base in try typesOfC(type.address) {
      if Self.isKeepingMore(try typeName(base)) { return .some }
    }
    return .described
  }

  /// Whether a type asks malloc for locks, states or caches, by its `tp_name`.
  private static func isKeepingMore(_ tp_name: String) -> Bool {
    ["module", "code", "numpy.nditer", "numpy.ufunc", "numpy.dtypes.StringDType"].contains(tp_name)
      || ["_thread.", "thread.", "_pickle."].contains { tp_name.hasPrefix($0) }
  }

  /// `block` by `block`: a deque's items, and the blocks that it keeps for reuse.
  private func dequeBlocks(_ object: Address) throws(Reason) -> [Block] {
    let layout = layouts.deque
    let left = try count(object, at.containers.leftindex, "leftindex")
    let places = try left + count(object, at.containers.dequeLength, "len")
    let length = at.containers.blockLength
    let blocks = max(1, (places + length - 1) / length)
    func told(_ address: Address, _ index: Int) throws(Reason) -> Block {
      try dequeBlock(
        address, index, of: blocks,
        items: max(
          0, left - index * length)..<max(
            max(0, left - index * length), min(length, places - index * length)))
    }
    let row = layouts.dequeBlock
    var result = try chain(
      from: pointer(object, layout.leftblock.offset.rawValue),
      to: pointer(object, layout.rightblock.offset.rawValue), count: blocks,
      next: row.rightlink.offset.rawValue, previous: row.leftlink.offset.rawValue, told
    ) { middle, address in
      elidedBlock(
        "blocks", address, row.size, middle,
        [
          .init(name: "data[]", role: .reference, size: length * at.pointer),
          .init(name: "links", role: .borrowed, size: 2 * at.pointer),
        ])
    }
    guard let numfreeblocks = layout.numfreeblocks, let freeblocks = layout.freeblocks else {
      return result
    }
    let kept = try count(object, numfreeblocks.offset.rawValue, "numfreeblocks")
    guard kept <= freeblocks.declaredCount else { throw .implausible("numfreeblocks", kept) }
    for index in 0..<kept {
      let address = try pointer(object, freeblocks.offset.rawValue + index * at.pointer)
      let open = try read("free block \(index)", address, row.size)
      result.append(open.closed { _ in .init(name: "kept for reuse") })
    }
    return result
  }

  private func dequeBlock(
    _ address: Address, _ index: Int, of count: Int, items: Range<Int>
  ) throws(Reason) -> Block {
    let row = layouts.dequeBlock
    var open = try read("block \(index)", address, row.size)
    for field in [row.leftlink, row.rightlink] {
      // Nobody sets the links that lead out of the chain
      let isEnd = field.name == row.leftlink.name ? index == 0 : index == count - 1
      open.claim(
        field.name, field.offset.rawValue, at.pointer, isEnd ? .unused : .part, nil,
        Pointer<dequeblock>.cName)
    }
    for item in 0..<row.data.declaredCount {
      let place = row.data.offset.rawValue + item * at.pointer
      let target = Address(rawValue: open.bits(place, at.pointer))
      let isUsed = items.contains(item)
      open.claim(
        "data[\(item)]", place, at.pointer, isUsed ? .reference : .unused,
        isUsed ? note(target) : "spare", Ref.cName)
    }
    return open.closed()
  }

  /// An `OrderedDict`'s nodes, and the table in which they are looked up; its dict's come before.
  private func odictBlocks(_ object: Address) throws(Reason) -> [Block] {
    let layout = layouts.odict
    var result: [Block] = []
    let table = try pointer(object, layout.od_fast_nodes.offset.rawValue)
    let slots = try count(object, at.containers.od_fast_nodes_size, "od_fast_nodes_size")
    if table != .null && slots > 0 {
      var open = try read("fast nodes", table, slots * at.pointer)
      let whole = open
      try claimRun("od_fast_nodes", 0, slots, stride: at.pointer, &open) { middle throws(Reason) in
        var set = 0
        try scan(whole, 0, middle, stride: at.pointer) { _, bytes, start in
          if bytes.number(at: start, at.pointer) != 0 { set += 1 }
        }
        return [
          .init(name: "od_fast_nodes[]", role: .borrowed, size: set * at.pointer),
          .init(
            name: "od_fast_nodes[]", role: .unused, size: (middle.count - set) * at.pointer),
        ].filter { $0.size > 0 }
      } one: { index, offset, open in
        let node = Address(rawValue: open.bits(offset, at.pointer))
        open.claim(
          "od_fast_nodes[\(index)]", offset, at.pointer, node == .null ? .unused : .borrowed,
          node == .null ? "free" : nil, Pointer<_odictnode>.cName)
      }
      result.append(open.closed())
    }
    let first = try pointer(object, layout.od_first.offset.rawValue)
    if first == .null { return result }
    let node = layouts.odictNode
    result += try chain(
      from: first, to: pointer(object, layout.od_last.offset.rawValue),
      count: count(object, at.containers.ma_used, "ma_used"), next: node.next.offset.rawValue,
      previous: node.prev.offset.rawValue
    ) { address, index throws(Reason) in
      var open = try read("node \(index)", address, node.size)
      for row in node.rows {
        let target = Address(rawValue: open.bits(row.offset.rawValue, row.size))
        open.claim(row, at: 0, row.role == .reference ? note(target) : nil)
      }
      return open.closed()
    } middle: { middle, address in
      elidedBlock(
        "nodes", address, node.size, middle,
        [
          .init(name: "key", role: .reference, size: at.pointer),
          .init(name: "hash", role: .value, purpose: .bookkeeping, size: at.pointer),
          .init(name: "links", role: .borrowed, size: 2 * at.pointer),
        ])
    }
    return result
  }

  /// The blocks of a chain: all of a short one, of a long one the first and the last, and the others
  /// together.
  func chain(
    from first: Address, to last: Address, count: Int, next: Int, previous: Int,
    _ told: (_ block: Address, _ index: Int) throws(Reason) -> Block,
    middle: (_ indices: Range<Int>, _ first: Address) -> Block
  ) throws(Reason) -> [Block] {
    let hidden =
      count > shownBlocks && !isWhole ? shownBlocks / 2..<count - shownBlocks / 2 : count..<count
    if isWhole && count > 1 << 16 { throw .implausible("blocks of a chain", count) }
    var result: [Block] = []
    var address = first
    for index in 0..<hidden.lowerBound {
      result.append(try told(address, index))
      if index + 1 < count { address = try pointer(address, next) }
    }
    if hidden.isEmpty { return result }
    result.append(middle(hidden, address))
    var tail: [Block] = []
    address = last
    for index in (hidden.upperBound..<count).reversed() {
      tail.append(try told(address, index))
      address = try pointer(address, previous)
    }
    return result + tail.reversed()
  }

  /// Many blocks of one size, as one.
  func elidedBlock(
    _ part: String, _ address: Address, _ size: Int, _ indices: Range<Int>,
    _ shares: [Block.Field.Elided.Share]
  ) -> Block {
    let count = indices.count
    return Block(
      part: "\(part) \(indices.lowerBound) to \(indices.upperBound - 1)", address: address,
      origin: address,
      fields: [
        Block.Field(
          FieldRow(
            "\(part)[\(indices.lowerBound)…\(indices.upperBound - 1)]", offset: 0,
            size: count * size, cType: nil, role: shares.first?.role ?? .opaque),
          meaning: "\(count) blocks of \(size) bytes",
          elided: .init(
            count: count,
            shares: shares.map {
              .init(name: $0.name, role: $0.role, purpose: $0.purpose, size: $0.size * count)
            }))
      ], count: count)
  }
}
