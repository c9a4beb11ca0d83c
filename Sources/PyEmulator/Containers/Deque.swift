import PyLayout

/// `collections.deque`: Modules/_collectionsmodule.c. Its items stand in blocks that are linked in a row.
struct Deque {
  let address: Address
  let heap: Heap
  var fields: dequeobject { heap.c.deque.fields }
  var links: dequeblock { heap.c.dequeBlock.fields }
  /// `BLOCKLEN`
  var length: Int { links.data.declaredCount }
  var is2: Bool { heap.build.version < .v3_0 }

  init(_ address: Address, in heap: Heap) {
    self.address = address
    self.heap = heap
  }

  /// One of a deque's ends: what is done at the one is done at the other the other way round.
  enum Side {
    case left, right

    var other: Side { self == .left ? .right : .left }
    /// From an item to the next one that is further out.
    var step: Int { self == .left ? -1 : 1 }
  }

  /// Where an item stands.
  struct Place {
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
  func becomeEmpty() throws(PyError) {
    let block = try newBlock()
    for side in [Side.left, .right] { try markEnd(of: block, at: side) }
    try heap.set(fields.leftblock, of: address, to: block)
    try heap.set(fields.rightblock, of: address, to: block)
    try standEmpty(before: center + 1)
    try heap.set(fields.len, of: address, to: 0)
  }

  var center: Int { dequeobject.center(on: heap.build) }

  /// Sets the indices so that the next item is appended at one, or on the left in front of it.
  func standEmpty(before index: Int) throws(PyError) {
    try heap.set(fields.leftindex, of: address, to: index)
    try heap.set(fields.rightindex, of: address, to: index - 1)
  }

  func changeState() throws(PyError) {
    let state = try heap.get(fields.state, of: address)
    try heap.set(fields.state, of: address, to: Int(truncatingIfNeeded: state &+ 1))
  }
}

// Blocks
extension Deque {
  /// `newblock`: one that was kept for reuse, or a new one, whose bytes are stale.
  func newBlock() throws(PyError) -> Pointer<dequeblock> {
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
  func free(_ block: Pointer<dequeblock>) throws(PyError) {
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
  func link(_ side: Side) -> Field<Pointer<dequeblock>> {
    side == .left ? links.leftlink : links.rightlink
  }

  /// `MARK_END`: debug builds, and 2.7, say that there is no block further out.
  func markEnd(of block: Pointer<dequeblock>, at side: Side) throws(PyError) {
    guard heap.build.isDebug || is2 else { return }
    try heap.set(link(side), of: block.address, to: .null)
  }

  /// Links a block behind the outermost one.
  func attach(
    _ block: Pointer<dequeblock>, to outermost: Pointer<dequeblock>, at side: Side
  ) throws(PyError) {
    try heap.set(link(side.other), of: block.address, to: outermost)
    try heap.set(link(side), of: outermost.address, to: block)
    try markEnd(of: block, at: side)
  }

  /// The block further in than the outermost one, which becomes that.
  func detach(
    _ outermost: Pointer<dequeblock>, at side: Side
  ) throws(PyError) -> Pointer<dequeblock> {
    let inner = try heap.get(link(side.other), of: outermost)
    try markEnd(of: inner, at: side)
    return inner
  }

  /// The index in a block that is furthest out at an end.
  func edge(_ side: Side) -> Int { side == .left ? 0 : length - 1 }

  /// The index of an end that has no items in its block.
  func entry(_ side: Side) -> Int { edge(side.other) - side.step }

  func end(_ side: Side) throws(PyError) -> Place {
    side == .left
      ? Place(
        block: try heap.get(fields.leftblock, of: address),
        index: try heap.get(fields.leftindex, of: address))
      : Place(
        block: try heap.get(fields.rightblock, of: address),
        index: try heap.get(fields.rightindex, of: address))
  }

  func setEnd(_ side: Side, to place: Place) throws(PyError) {
    let isLeft = side == .left
    try heap.set(isLeft ? fields.leftblock : fields.rightblock, of: address, to: place.block)
    try heap.set(isLeft ? fields.leftindex : fields.rightindex, of: address, to: place.index)
  }

  func address(of place: Place) -> Address {
    place.block + links.data.offset + place.index * heap.pointerSize
  }
}

// Items
