internal import PyLayout
internal import PyMemory

/// The debug hooks: `_PyMem_DebugRawAlloc` and its like, Objects/obmalloc.c.
extension Allocator {
  /// `_PyMem_DebugRawAlloc`.
  func allocate(
    _ size: Int, _ domain: Domain, _ hooks: DebugHooks
  ) throws(MemoryError) -> Address {
    let address = try allocateBare(size + hooks.extraBytes, domain) + hooks.headSize
    serialNumber += 1
    try decorate(address, size, hooks)
    try fill(hooks.cleanByte, address, size, domain)
    return address
  }

  /// Writes what stands before and after a block of `size` bytes.
  func decorate(
    _ address: Address, _ size: Int, _ hooks: DebugHooks
  ) throws(MemoryError) {
    let word = hooks.wordSize
    try storeBigEndian(UInt64(size), at: address + -2 * word, word)
    try memory.fill(hooks.forbiddenByte, at: address + -word, count: word)
    try memory.store(UInt64(hooks.apiID), size: 1, at: address + -word)
    try memory.fill(hooks.forbiddenByte, at: address + size, count: word)
    if hooks.hasSerialNumber {
      try storeBigEndian(serialNumber, at: address + (size + word), word)
    }
  }

  /// `write_size_t`.
  private func storeBigEndian(
    _ value: UInt64, at address: Address, _ word: Int
  ) throws(MemoryError) {
    let bits = value.byteSwapped >> UInt64(64 - 8 * word)
    try memory.store(bits, size: word, at: address)
  }

  /// `read_size_t`: the bytes asked for of a block.
  func size(of address: Address, _ hooks: DebugHooks) throws(MemoryError) -> Int {
    let bits = try memory.bits(at: address + -hooks.headSize, size: hooks.wordSize)
    return Int(truncatingIfNeeded: bits.byteSwapped >> UInt64(64 - 8 * hooks.wordSize))
  }

  /// `fill_mem_debug`: free-threaded builds leave an object's head alone, which another thread may
  /// still look at.
  private func fill(
    _ byte: UInt8, _ address: Address, _ count: Int, _ domain: Domain
  ) throws(MemoryError) {
    var skipped = 0
    if build.isFreeThreaded && domain != .raw && domain != .mem {
      skipped = PyObject.layout(on: build).ob_type.offset.rawValue
      // _PyObject_GC_PREHEADER: two pointers before the object
      if domain == .gcObjectWithPreHeader { skipped += 2 * build.pointerSize }
    }
    if skipped < count { try memory.fill(byte, at: address + skipped, count: count - skipped) }
  }

  /// `_PyMem_DebugCheckAddress`: what is wrong with a block, if anything.
  func damage(
    of address: Address, _ domain: Domain, _ hooks: DebugHooks
  ) throws(MemoryError) -> AllocatorError.Reason? {
    let word = hooks.wordSize
    guard try bareBlock(at: address + -hooks.headSize, domain) != nil else { return .notInUse }
    let head = try memory.bytes(at: address + -word, count: word)
    if head[0] != hooks.apiID { return .otherAPI(head[0]) }
    if head.dropFirst().contains(where: { $0 != hooks.forbiddenByte }) { return .leadingPad }
    let tail = try memory.bytes(at: address + size(of: address, hooks), count: word)
    return tail.contains { $0 != hooks.forbiddenByte } ? .trailingPad : nil
  }

  /// `_PyMem_DebugRawFree`; what is wrong with the block, if anything.
  func free(
    _ address: Address, _ domain: Domain, _ hooks: DebugHooks
  ) throws(MemoryError) -> AllocatorError.Reason? {
    if let damage = try damage(of: address, domain, hooks) { return damage }
    let rest = try size(of: address, hooks) + hooks.extraBytes - hooks.headSize
    try memory.fill(hooks.deadByte, at: address + -hooks.headSize, count: hooks.headSize)
    try fill(hooks.deadByte, address, rest, domain)
    return try freeBare(address + -hooks.headSize, domain) ? nil : .notInUse
  }
}
