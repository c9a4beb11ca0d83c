import PyLayout

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
