internal import PyLayout
internal import PyMemory

extension Inspector {
  /// The most items of a run that are shown; of a longer one half are its first, half its last.
  public static var shownItems: Int { 1000 }
  /// Bytes of a block that is read whole, and of a piece of a larger one.
  private static var piece: Int { 1 << 16 }

  /// Opens a block that is described from its first byte, or from behind a head.
  ///
  /// Of a large one only the start and the end are read; ``load(_:_:_:)`` reads what else is shown.
  func read(
    _ part: String, _ origin: Address, _ size: Int, lead: Int = 0
  ) throws(Reason) -> OpenBlock {
    guard size >= 0 && size <= Self.maximumCount else {
      throw .implausible("the size of a block", size)
    }
    let start = place(origin, -lead)
    var open = OpenBlock(part, at: start, lead: lead, size: lead + size)
    if open.size <= Self.piece || isWhole {
      open.take(try bytes(at: start, count: open.size), at: -lead)
    } else {
      open.take(try bytes(at: start, count: Self.piece), at: -lead)
      try load(&open, open.end - 64, 64)
    }
    return open
  }

  /// Opens a block of plain bytes, in which nothing is looked at: a process whose picture this is may never
  /// have touched some of them.
  func readPlain(_ part: String, _ origin: Address, _ size: Int, lead: Int = 0) throws(Reason)
    -> OpenBlock
  {
    do throws(Reason) {
      return try read(part, origin, size, lead: lead)
    } catch {
      guard case .unreadable = error else { throw error }
      return OpenBlock(part, at: place(origin, -lead), lead: lead, size: lead + size)
    }
  }

  /// Reads bytes of a block that are to be described.
  func load(_ open: inout OpenBlock, _ offset: Int, _ size: Int) throws(Reason) {
    let end = min(open.end, offset + size)
    guard end > offset, offset >= -open.lead, !open.isRead(offset, end - offset) else { return }
    open.take(
      try bytes(at: place(open.address, open.lead + offset), count: end - offset), at: offset)
  }

  /// Describes items side by side: each by `one`, but in a long run only the first and the last,
  /// and those between them together, by what `shares` says of them.
  ///
  /// - Parameters:
  ///   - count: how many; those that the block has no room for are left out.
  ///   - rows: how many fields an item has.
  func claimRun(
    _ name: String, _ base: Int, _ count: Int, stride: Int, rows: Int = 1,
    _ open: inout OpenBlock,
    shares: (Range<Int>) throws(Reason) -> [Block.Field.Elided.Share],
    one: (_ index: Int, _ offset: Int, _ open: inout OpenBlock) -> Void
  ) throws(Reason) {
    let count = min(count, max(0, open.end - base) / stride)
    func tell(_ indices: Range<Int>) throws(Reason) {
      try load(&open, base + indices.lowerBound * stride, indices.count * stride)
      for index in indices { one(index, base + index * stride, &open) }
    }
    guard count > Self.shownItems, !isWhole else { return try tell(0..<count) }
    let middle = Self.shownItems / 2..<count - Self.shownItems / 2
    try tell(0..<middle.lowerBound)
    open.claim(
      "\(name)[\(middle.lowerBound)…\(middle.upperBound - 1)]",
      base + middle.lowerBound * stride, middle.count * stride,
      Block.Field.Elided(count: middle.count * rows, shares: try shares(middle)))
    try tell(middle.upperBound..<count)
  }

  /// Looks at items of a block that are not shown, a piece of the memory at a time.
  func scan(
    _ open: OpenBlock, _ base: Int, _ items: Range<Int>, stride: Int,
    _ look: (_ index: Int, _ bytes: [UInt8], _ start: Int) -> Void
  ) throws(Reason) {
    let step = max(1, Self.piece * 16 / stride)
    var index = items.lowerBound
    while index < items.upperBound {
      let end = min(items.upperBound, index + step)
      let bytes = try bytes(
        at: place(open.address, open.lead + base + index * stride), count: (end - index) * stride)
      for item in index..<end { look(item, bytes, (item - index) * stride) }
      index = end
    }
  }
}

extension [UInt8] {
  /// The number in the first eight bytes, or in as many as there are.
  var number: UInt64 { number(at: 0, Swift.min(count, 8)) }

  /// The number in `size` bytes from an index on.
  func number(at start: Int, _ size: Int) -> UInt64 {
    var bits: UInt64 = 0
    for index in 0..<size { bits |= UInt64(self[start + index]) << UInt64(index * 8) }
    return bits
  }
}
