import PyLayout

/// `collections.deque`: Modules/_collectionsmodule.c. Its items stand in blocks that are linked in a row.
struct Deque {
  let address: Address
  private let heap: Heap
  private var fields: dequeobject { heap.c.deque.fields }
  private var links: dequeblock { heap.c.dequeBlock.fields }
  /// `BLOCKLEN`
  private var length: Int { links.data.declaredCount }
  private var is2: Bool { heap.build.version < .v3_0 }

  init(_ address: Address, in heap: Heap) {
    self.address = address
    self.heap = heap
  }

  /// One of a deque's ends: what is done at the one is done at the other the other way round.
  enum Side {
    case left, right

    var other: Side { self == .left ? .right : .left }
    /// From an item to the next one that is further out.
    fileprivate var step: Int { self == .left ? -1 : 1 }
  }

  /// Where an item stands.
  private struct Place {
    var block: Pointer<dequeblock>
    var index: Int
  }

  /// How many items.
  var count: Int {
    get throws(PyError) { try heap.get(fields.len, of: address) }
  }

  /// How many items it may have; `nil` for any number.
  var maxlen: Int? {
    get throws(PyError) {
      let maxlen = try heap.get(fields.maxlen, of: address)
      return maxlen < 0 ? nil : maxlen
    }
  }

  func setMaxlen(_ maxlen: Int?) throws(PyError) {
    try heap.set(fields.maxlen, of: address, to: maxlen ?? -1)
  }

  /// `deque_new`, in a block of zeros.
  func initialize() throws(PyError) {
    try setMaxlen(nil)
    try becomeEmpty()
  }

  /// One block without items, which is new.
  private func becomeEmpty() throws(PyError) {
    let block = try newBlock()
    for side in [Side.left, .right] { try markEnd(of: block, at: side) }
    try heap.set(fields.leftblock, of: address, to: block)
    try heap.set(fields.rightblock, of: address, to: block)
    try standEmpty(before: center + 1)
    try heap.set(fields.len, of: address, to: 0)
  }

  private var center: Int { dequeobject.center(on: heap.build) }

  /// Sets the indices so that the next item is appended at one, or on the left in front of it.
  private func standEmpty(before index: Int) throws(PyError) {
    try heap.set(fields.leftindex, of: address, to: index)
    try heap.set(fields.rightindex, of: address, to: index - 1)
  }

  private func changeState() throws(PyError) {
    let state = try heap.get(fields.state, of: address)
    try heap.set(fields.state, of: address, to: Int(truncatingIfNeeded: state &+ 1))
  }
}

// Blocks
extension Deque {
  /// `newblock`: one that was kept for reuse, or a new one, whose bytes are stale.
  private func newBlock() throws(PyError) -> Pointer<dequeblock> {
    if let numfreeblocks = fields.numfreeblocks, let freeblocks = fields.freeblocks {
      let kept = try heap.get(numfreeblocks, of: address) - 1
      if kept >= 0 {
        try heap.set(numfreeblocks, of: address, to: kept)
        return Pointer(
          try heap.pointer(at: address + freeblocks.offset + kept * freeblocks.stride))
      }
    } else if let block = heap.freeDequeBlocks.popLast() {
      return block
    }
    return Pointer(try heap.allocate(heap.c.dequeBlock.size, heap.buffers))
  }

  /// `freeblock`
  private func free(_ block: Pointer<dequeblock>) throws(PyError) {
    let most = dequeobject.maxFreeBlocks(on: heap.build)
    if let numfreeblocks = fields.numfreeblocks, let freeblocks = fields.freeblocks {
      let kept = try heap.get(numfreeblocks, of: address)
      if kept < most {
        try heap.setPointer(
          at: address + freeblocks.offset + kept * freeblocks.stride, to: block.address)
        return try heap.set(numfreeblocks, of: address, to: kept + 1)
      }
    } else if heap.freeDequeBlocks.count < most {
      return heap.freeDequeBlocks.append(block)
    }
    try heap.free(block, heap.buffers)
  }

  /// The blocks go: the second half of `deque_dealloc`.
  func freeBlocks() throws(PyError) {
    let last = try heap.get(fields.leftblock, of: address)
    if last != .null { try free(last) }
    guard let numfreeblocks = fields.numfreeblocks, let freeblocks = fields.freeblocks else {
      return
    }
    for index in 0..<(try heap.get(numfreeblocks, of: address)) {
      try heap.free(
        try heap.pointer(at: address + freeblocks.offset + index * freeblocks.stride),
        heap.buffers)
    }
  }

  /// The link to the block that is further out.
  private func link(_ side: Side) -> Field<Pointer<dequeblock>> {
    side == .left ? links.leftlink : links.rightlink
  }

  /// `MARK_END`: debug builds, and 2.7, say that there is no block further out.
  private func markEnd(of block: Pointer<dequeblock>, at side: Side) throws(PyError) {
    guard heap.build.isDebug || is2 else { return }
    try heap.set(link(side), of: block.address, to: .null)
  }

  /// Links a block behind the outermost one.
  private func attach(
    _ block: Pointer<dequeblock>, to outermost: Pointer<dequeblock>, at side: Side
  ) throws(PyError) {
    try heap.set(link(side.other), of: block.address, to: outermost)
    try heap.set(link(side), of: outermost.address, to: block)
    try markEnd(of: block, at: side)
  }

  /// The block further in than the outermost one, which becomes that.
  private func detach(
    _ outermost: Pointer<dequeblock>, at side: Side
  ) throws(PyError) -> Pointer<dequeblock> {
    let inner = try heap.get(link(side.other), of: outermost)
    try markEnd(of: inner, at: side)
    return inner
  }

  /// The index in a block that is furthest out at an end.
  private func edge(_ side: Side) -> Int { side == .left ? 0 : length - 1 }

  /// The index of an end that has no items in its block.
  private func entry(_ side: Side) -> Int { edge(side.other) - side.step }

  private func end(_ side: Side) throws(PyError) -> Place {
    side == .left
      ? Place(
        block: try heap.get(fields.leftblock, of: address),
        index: try heap.get(fields.leftindex, of: address))
      : Place(
        block: try heap.get(fields.rightblock, of: address),
        index: try heap.get(fields.rightindex, of: address))
  }

  private func setEnd(_ side: Side, to place: Place) throws(PyError) {
    let isLeft = side == .left
    try heap.set(isLeft ? fields.leftblock : fields.rightblock, of: address, to: place.block)
    try heap.set(isLeft ? fields.leftindex : fields.rightindex, of: address, to: place.index)
  }

  private func address(of place: Place) -> Address {
    place.block + links.data.offset + place.index * heap.pointerSize
  }
}

// Items
extension Deque {
  /// `deque_append`, `deque_appendleft`. The deque takes a reference of its own.
  func append(_ item: Address, at side: Side = .right) throws(PyError) {
    try heap.incref(item)
    var end = try end(side)
    if end.index == edge(side) {
      let block = try newBlock()
      try attach(block, to: end.block, at: side)
      end = Place(block: block, index: entry(side))
    }
    end.index += side.step
    try heap.setPointer(at: address(of: end), to: item)
    try setEnd(side, to: end)
    let count = try count + 1
    try heap.set(fields.len, of: address, to: count)
    let isTooLong = try maxlen.map { count > $0 } ?? false
    // NEEDS_TRIM, 2.7's TRIM
    if is2 || !isTooLong { try changeState() }
    if isTooLong { try heap.decref(try pop(at: side.other)) }
  }

  /// `deque_pop`, `deque_popleft`: a new reference.
  ///
  /// - Throws: ``PyError`` `IndexError`.
  func pop(at side: Side = .right) throws(PyError) -> Address {
    let count = try count
    guard count > 0 else { throw PyError(.indexError, "pop from an empty deque") }
    var end = try end(side)
    let item = try heap.pointer(at: address(of: end))
    end.index -= side.step
    try heap.set(fields.len, of: address, to: count - 1)
    try changeState()
    if end.index == entry(side) {
      // The last block stays, and its middle is where the next item goes
      if count == 1 {
        try standEmpty(before: center + 1)
        return item
      }
      let inner = try detach(end.block, at: side)
      try free(end.block)
      end = Place(block: inner, index: edge(side))
    }
    try setEnd(side, to: end)
    return item
  }

  /// `deque_extend`, `deque_extendleft`, of another iterable's items.
  func extend(_ items: [Address], at side: Side = .right) throws(PyError) {
    if try maxlen == 0 { return }
    if !is2, try count == 0 { try standEmpty(before: side == .right ? 1 : length - 1) }
    for item in items { try append(item, at: side) }
  }

  /// `deque_clear`
  func clear() throws(PyError) {
    var left = try count
    if left == 0 { return }
    var first = try end(.left)
    try becomeEmpty()
    try changeState()
    while true {
      let here = min(left, length - first.index)
      for index in 0..<here {
        try heap.decref(try heap.pointer(at: address(of: first) + index * heap.pointerSize))
      }
      left -= here
      let emptied = first.block
      if left > 0 { first = Place(block: try heap.get(links.rightlink, of: emptied), index: 0) }
      try free(emptied)
      if left == 0 { return }
    }
  }

  /// `_deque_rotate`: to the right; to the left for a negative number.
  func rotate(by steps: Int) throws(PyError) {
    let count = try count
    guard count > 1 else { return }
    let half = count >> 1
    var steps = steps
    if steps > half || steps < -half {
      steps %= count
      if steps > half { steps -= count } else if steps < -half { steps += count }
    }
    try changeState()
    // Items go from the one end to the other
    let side = steps > 0 ? Side.left : .right
    var left = abs(steps)
    var (target, source) = (try end(side), try end(side.other))
    var spare: Pointer<dequeblock>?
    while left > 0 {
      if target.index == edge(side) {
        let block = if let spare { spare } else { try newBlock() }
        spare = nil
        try attach(block, to: target.block, at: side)
        target = Place(block: block, index: entry(side))
      }
      let (room, here) =
        side == .left
        ? (target.index, source.index + 1) : (length - 1 - target.index, length - source.index)
      let moved = min(left, room, here)
      // memcpy goes upwards
      if side == .left {
        source.index -= moved
        target.index -= moved
      }
      let (from, to) = side == .left ? (1, 0) : (0, 1)
      try heap.move(
        moved * heap.pointerSize, from: address(of: source) + from * heap.pointerSize,
        to: address(of: target) + to * heap.pointerSize)
      if side == .right {
        source.index += moved
        target.index += moved
      }
      left -= moved
      guard source.index == entry(side.other) else { continue }
      let emptied = source.block
      source = Place(
        block: try detach(emptied, at: side.other), index: edge(side.other))
      if is2 { try free(emptied) } else { spare = emptied }
    }
    if let spare { try free(spare) }
    try setEnd(side, to: target)
    try setEnd(side.other, to: source)
  }

  /// Where the item of a valid index is: `deque_item`, from the end that is nearer.
  func place(_ index: Int) throws(PyError) -> Address {
    let (first, count) = (try end(.left), try count)
    let (number, place) = (first.index + index).quotientAndRemainder(dividingBy: length)
    let last = (first.index + count - 1) / length
    let side = index < count >> 1 ? Side.left : .right
    var block = try end(side).block
    for _ in 0..<(side == .left ? number : last - number) {
      block = try heap.get(link(side.other), of: block)
    }
    return address(of: Place(block: block, index: place))
  }

  /// All items from the left to the right, borrowed.
  func items() throws(PyError) -> [Address] {
    var items: [Address] = []
    var left = try count
    items.reserveCapacity(left)
    var here = try end(.left)
    while left > 0 {
      let last = min(length, here.index + left)
      left -= last - here.index
      for index in here.index..<last {
        items.append(try heap.pointer(at: address(of: Place(block: here.block, index: index))))
      }
      if left > 0 { here = Place(block: try heap.get(links.rightlink, of: here.block), index: 0) }
    }
    return items
  }

  /// `deque_insert`, 3.x
  ///
  /// - Throws: ``PyError`` `IndexError` when it is full.
  func insert(_ item: Address, at index: Int) throws(PyError) {
    let count = try count
    guard try maxlen != count else {
      throw PyError(.indexError, "deque already at its maximum size")
    }
    if index >= count { return try append(item) }
    if index <= -count || index == 0 { return try append(item, at: .left) }
    try rotate(by: -index)
    try append(item, at: index < 0 ? .right : .left)
    try rotate(by: index)
  }

  /// `deque_del_item` of a valid index.
  func deleteItem(_ index: Int) throws(PyError) {
    try rotate(by: -index)
    let item = try pop(at: .left)
    try rotate(by: index)
    try heap.decref(item)
  }

  /// `deque_remove`
  ///
  /// - Throws: ``PyError`` `ValueError` when it is not there.
  func remove(_ value: Address) throws(PyError) {
    if heap.build.version < .v3_10 { return try removeRotating(value) }
    for (index, item) in try items().enumerated() where try isSame(item, value) {
      return try deleteItem(index)
    }
    throw PyError(.valueError, "\(try heap.repr(of: value)) is not in deque")
  }

  /// Up to 3.9 each item that is another one goes to the other end.
  private func removeRotating(_ value: Address) throws(PyError) {
    let count = try count
    for index in 0..<count {
      let item = try heap.pointer(at: address(of: try end(.left)))
      let isFound: Bool
      do throws(PyError) {
        isFound = try isSame(item, value)
      } catch {
        try rotate(by: index)
        throw error
      }
      if isFound {
        let item = try pop(at: .left)
        try rotate(by: index)
        return try heap.decref(item)
      }
      try rotate(by: -1)
    }
    throw PyError(.valueError, "deque.remove(x): x not in deque")
  }

  /// `PyObject_RichCompareBool`
  private func isSame(_ item: Address, _ value: Address) throws(PyError) -> Bool {
    if item == value { return true }
    return try heap.isEqual(item, value)
  }

  /// A new reference to `deque.copy()`, 3.x: `deque_copy`.
  func copy() throws(PyError) -> Address {
    let type = try heap.type(of: address)
    let copy = Deque(try heap.newInstance(of: type), in: heap)
    try copy.setMaxlen(maxlen)
    let items = try items()
    // A class is called with the deque
    if !type.isHeapType && items.count == 1 {
      try copy.append(items[0])
    } else {
      try copy.extend(items)
    }
    return copy.address
  }
}
