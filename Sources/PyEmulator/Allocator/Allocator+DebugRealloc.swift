internal import PyLayout
internal import PyMemory

extension Allocator {
  /// `ERASED_SIZE`, `_PyMem_DebugRawRealloc`
  private var erasedSize: Int { 64 }

  /// `_PyMem_DebugRawRealloc`, Objects/obmalloc.c, of a block that is in order.
  func reallocate(
    _ address: Address, to size: Int, _ domain: Domain, _ hooks: DebugHooks
  ) throws(MemoryError) -> Address {
    let original = try self.size(of: address, hooks)
    // What is erased and put back: bpo-31626, 3.7; not where another thread may still look
    let erases = build.version >= .v3_7 && !build.isFreeThreaded
    let saved = erases ? try erase(address, original, hooks) : []
    if build.version < .v3_0, size < original {
      // _PyObject_DebugReallocApi; in 3.6 the condition compares two things that never are equal
      let count = original - size + 2 * hooks.wordSize
      try memory.fill(hooks.deadByte, at: address + size, count: count)
    }
    let bare = try reallocateBare(
      address + -hooks.headSize, to: size + hooks.extraBytes, domain)
    guard let bare else { return .null }
    let moved = bare + hooks.headSize
    serialNumber += 1
    try decorate(moved, size, hooks)
    for (offset, bytes) in saved where offset < size {
      try memory.write(Array(bytes.prefix(size - offset)), at: moved + offset)
    }
    if size > original {
      try memory.fill(hooks.cleanByte, at: moved + original, count: size - original)
    }
    return moved
  }

  /// Fills a block's two ends and what is around them with dead bytes; what stood within it, by
  /// offset.
  private func erase(
    _ address: Address, _ size: Int, _ hooks: DebugHooks
  ) throws(MemoryError) -> [(Int, [UInt8])] {
    let tail = hooks.extraBytes - hooks.headSize
    if size <= 2 * erasedSize {
      let saved = try memory.bytes(at: address, count: size)
      try memory.fill(
        hooks.deadByte, at: address + -hooks.headSize, count: size + hooks.extraBytes)
      return [(0, saved)]
    }
    let last = size - erasedSize
    let saved = [
      (0, try memory.bytes(at: address, count: erasedSize)),
      (last, try memory.bytes(at: address + last, count: erasedSize)),
    ]
    try memory.fill(
      hooks.deadByte, at: address + -hooks.headSize, count: hooks.headSize + erasedSize)
    try memory.fill(hooks.deadByte, at: address + last, count: erasedSize + tail)
    return saved
  }
}
