internal import PyLayout
internal import PyMemory

/// The allocators themselves, without the debug hooks.
extension Allocator {
  /// `_PyObject_Malloc`, `_PyMem_RawMalloc`, `_PyObject_MiMalloc`, Objects/obmalloc.c.
  func allocateBare(_ size: Int, _ domain: Domain) throws(MemoryError) -> Address {
    switch servers[domain.rawValue] {
    case .pymalloc where size > 0 && size <= Pymalloc.threshold:
      return try pymalloc.allocate(size)
    case .pymalloc: return try allocateLarge(size)
    case .malloc:
      // PyMem_RawMalloc(0) means malloc(1)
      return try malloc.allocate(max(size, 1))
    case .mimalloc:
      let block = try heaps[domain.rawValue].allocate(size)
      segments.inUse[block] = size
      return block
    }
  }

  /// `_PyObject_Free`, `_PyMem_RawFree`, `_PyObject_MiFree`; false where no block in use is there.
  @inline(__always)
  func freeBare(_ address: Address, _ domain: Domain) throws(MemoryError) -> Bool {
    switch servers[domain.rawValue] {
    case .pymalloc:
      if try pymalloc.free(address) { return true }
      return try freeLarge(address)
    case .malloc: return try malloc.free(address)
    case .mimalloc: return try freeMimalloc(address)
    }
  }

  /// The hooks of what is too large for pymalloc: from 3.5 on it asks `PyMem_RawMalloc`, which a debug
  /// build wraps as well; `_PyObject_Malloc`, Objects/obmalloc.c.
  private var largeHooks: DebugHooks? {
    build.version < .v3_0 ? nil : hooks[Domain.raw.rawValue]
  }

  private func allocateLarge(_ size: Int) throws(MemoryError) -> Address {
    guard let hooks = largeHooks else { return try malloc.allocate(max(size, 1)) }
    return try allocate(size, .raw, hooks)
  }

  private func freeLarge(_ address: Address) throws(MemoryError) -> Bool {
    guard let hooks = largeHooks else { return try malloc.free(address) }
    return try free(address, .raw, hooks) == nil
  }

  private func freeMimalloc(_ address: Address) throws(MemoryError) -> Bool {
    guard segments.inUse.removeValue(forKey: address) != nil,
      let (heap, page) = segments.page(of: address)
    else { return false }
    try heap.free(address, page: page)
    return true
  }

  /// `pymalloc_realloc`, `_PyMem_RawRealloc`, `_PyObject_MiRealloc`; `nil` where no block in use is
  /// there.
  func reallocateBare(
    _ address: Address, to size: Int, _ domain: Domain
  ) throws(MemoryError) -> Address? {
    switch servers[domain.rawValue] {
    case .pymalloc:
      guard let block = try pymalloc.block(at: address) else {
        guard let hooks = largeHooks else {
          return try malloc.reallocate(address, to: max(size, 1))
        }
        return try reallocate(address, to: size, .raw, hooks)
      }
      // A block that shrinks moves only if a quarter of it can be saved
      if size <= block.given && 4 * size > 3 * block.given {
        try pymalloc.mark(address, asked: size, given: block.given)
        return address
      }
      return try moveBlock(address, min(size, block.given), to: size, domain)
    case .malloc:
      return try malloc.reallocate(address, to: max(size, 1))
    case .mimalloc:
      guard let block = try bareBlock(at: address, domain) else { return nil }
      let usable = block.given - Mimalloc(on: build).padding
      if size <= usable && size >= usable / 2 && size > 0 {
        segments.inUse[address] = size
        return address
      }
      return try moveBlock(address, min(size, usable), to: size, domain)
    }
  }

  private func moveBlock(
    _ address: Address, _ count: Int, to size: Int, _ domain: Domain
  ) throws(MemoryError) -> Address {
    let target = try allocateBare(size, domain)
    try memory.move(count, from: address, to: target)
    _ = try freeBare(address, domain)
    return target
  }

  /// Bytes asked for and bytes given of the block in use at an address; `nil` where none starts.
  func bareBlock(
    at address: Address, _ domain: Domain
  ) throws(MemoryError) -> (asked: Int, given: Int)? {
    switch servers[domain.rawValue] {
    case .pymalloc:
      if let block = try pymalloc.block(at: address) { return block }
      let hooks = largeHooks
      let bare = address + -(hooks?.headSize ?? 0)
      guard let asked = malloc.inUse[bare] else { return nil }
      return (asked - (hooks?.extraBytes ?? 0), try malloc.blockSize(at: bare))
    case .malloc:
      guard let asked = malloc.inUse[address] else { return nil }
      return (asked, try malloc.blockSize(at: address))
    case .mimalloc:
      guard let asked = segments.inUse[address], let given = segments.blockSize(at: address)
      else { return nil }
      return (asked, given)
    }
  }
}
