internal import PyLayout
internal import PyMemory

/// Blocks that an embedder's allocator hands out in parts: `PyMem_SetAllocator`, Objects/obmalloc.c.
extension HeapWalk {
  /// Bytes from which on a chunk may be one.
  static var largeChunk: Int { 1 << 14 }

  /// The block that is an object's, or what an object owns, alone; `nil` where it has none.
  @inline(__always)
  func block(ofObject place: UInt64) -> Int? {
    guard let block = table.block(beginningAt: place), parted.isEmpty || !parted.contains(block)
    else { return nil }
    return block
  }

  /// Says that the object that is followed has a block, as long as no other object is met in it.
  mutating func noteLarge(_ block: Int) {
    if block >= table.firstChunk { ownersOfLarge[block] = (current, currentObject) }
  }

  /// Notes what stands in the middle of a block: where that is an object, the block is nobody's own.
  mutating func notePart(_ place: UInt64, of block: Int) {
    guard !interpreterBlocks.contains(block),
      plan(of: kind(of: place), instance: place) != nil
    else { return }
    elsewhere.append(place)
    guard parted.insert(block).inserted else { return }
    let label = table.labels[block]
    table.label(block, .other)
    guard let owner = ownersOfLarge.removeValue(forKey: block) else { return }
    let (size, resident) = table.bytes(of: block)
    plans[owner.plan].allocated -= size
    plans[owner.plan].resident -= resident
    if label == .arrayData { plans[owner.plan].arrayData -= resident }
    large.drop(owner.object)
    elsewhere.append(owner.object)
  }

  /// Whether an object has no block that is known; 2.7's numbers share theirs.
  func isWithoutBlock(_ object: UInt64) -> Bool {
    guard let block = table.block(at: object) else { return true }
    return numbers[block] == nil && self.block(ofObject: object) == nil
  }
}
