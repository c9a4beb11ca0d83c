public import PyLayout
public import PyMemory

/// CPython's memory allocators on an emulated memory: pymalloc, the C library's `malloc`, mimalloc,
/// and the debug hooks around them, as the build has them.
///
/// What it writes into memory is what they write: pool heads, chunk heads, free lists, the hooks'
/// words. What they keep outside the blocks that they hand out, such as pymalloc's table of arenas
/// and mimalloc's segments, is kept here. One thread at a time may use it.
public final class Allocator {
  /// Which of CPython's functions a block is requested from.
  public typealias Domain = AllocatorDomain

  /// The build whose allocators these are.
  public let build: Build
  /// The memory they hand out.
  public let memory: EmulatedMemory
  /// Whether the debug hooks are installed.
  public let hasDebugHooks: Bool

  let pymalloc: PymallocHeap
  let malloc: GlibcHeap
  let segments: MimallocSegments
  let heaps: [MimallocHeap]
  let servers: [Domain.Server]
  let hooks: [DebugHooks?]
  /// `serialno`: how many blocks the debug hooks handed out.
  var serialNumber: UInt64 = 0

  /// The allocators of a process that has not asked for anything yet.
  ///
  /// - Parameters:
  ///   - build: the CPython they are of.
  ///   - memory: what they hand out; one with the build's pointer size.
  ///   - debugHooks: whether the hooks are installed, as `PYTHONMALLOC=debug` does; `nil` for what
  ///     the build does by itself.
  /// - Throws: `MemoryError` when there is no room for `usedpools`.
  public init(
    _ build: Build, in memory: EmulatedMemory, debugHooks: Bool? = nil
  ) throws(MemoryError) {
    self.build = build
    self.memory = memory
    let hasDebugHooks = debugHooks ?? build.isDebug
    self.hasDebugHooks = hasDebugHooks
    pymalloc = try PymallocHeap(on: build, in: memory)
    malloc = GlibcHeap(on: build, in: memory)
    let segments = MimallocSegments(on: build, memory)
    self.segments = segments
    let words = Words(memory: memory, size: build.pointerSize)
    heaps = Domain.allCases.map { _ in MimallocHeap(segments, words) }
    servers = Domain.allCases.map { $0.server(on: build) }
    hooks = Domain.allCases.map { hasDebugHooks ? DebugHooks(on: build, in: $0) : nil }
  }

  /// `PyObject_Malloc` and its like: a block of `size` bytes, whose contents are what they were.
  ///
  /// - Parameters:
  ///   - size: bytes from the block's first, pre-header and GC head included.
  ///   - domain: the functions that are asked.
  /// - Throws: `MemoryError` when the memory is used up, or for a size that CPython refuses.
  public func allocate(
    _ size: Int, _ domain: Domain = .object
  ) throws(MemoryError) -> Address {
    if let block = try allocateSmall(size, domain) { return block }
    try refuse(size)
    if let hooks = hooks[domain.rawValue] { return try allocate(size, domain, hooks) }
    return try allocateBare(size, domain)
  }

  /// One of pymalloc's blocks; `nil` where it is asked for none, or the hooks are to see it.
  @inline(__always)
  func allocateSmall(_ size: Int, _ domain: Domain) throws(MemoryError) -> Address? {
    guard !hasDebugHooks, size > 0, size <= Pymalloc.threshold,
      servers[domain.rawValue] == .pymalloc
    else { return nil }
    return try pymalloc.allocate(size)
  }

  /// `PyObject_Free` and its like.
  ///
  /// - Throws: ``AllocatorError`` when no block in use starts at the address, or the debug hooks
  ///   find it damaged. `NULL` is no error.
  public func free(_ address: Address, _ domain: Domain = .object) throws(AllocatorError) {
    guard address.rawValue != 0 else { return }
    if try freeSmall(address, domain) { return }
    let reason: AllocatorError.Reason?
    do throws(MemoryError) {
      if hasDebugHooks, let hooks = hooks[domain.rawValue] {
        reason = try free(address, domain, hooks)
      } else {
        reason = try freeBare(address, domain) ? nil : .notInUse
      }
    } catch { reason = .memory(error) }
    if let reason { throw error(reason, address, domain) }
  }

  /// Gives back one of pymalloc's blocks; false where it is none, or the hooks are to look at it.
  @inline(__always)
  private func freeSmall(_ address: Address, _ domain: Domain) throws(AllocatorError) -> Bool {
    guard !hasDebugHooks, servers[domain.rawValue] == .pymalloc else { return false }
    do throws(MemoryError) {
      return try pymalloc.free(address)
    } catch {
      throw self.error(.memory(error), address, domain)
    }
  }

  /// `PyObject_Realloc` and its like: the block, or another one with the same first bytes.
  ///
  /// - Parameter size: bytes that the block is to have.
  /// - Throws: ``AllocatorError`` as ``free(_:_:)`` does, and when the memory is used up.
  public func reallocate(
    _ address: Address, to size: Int, _ domain: Domain = .object
  ) throws(AllocatorError) -> Address {
    let reason: AllocatorError.Reason
    do throws(MemoryError) {
      if address == .null { return try allocate(size, domain) }
      try refuse(size)
      if let hooks = hooks[domain.rawValue] {
        if let damage = try damage(of: address, domain, hooks) {
          reason = damage
        } else {
          return try reallocate(address, to: size, domain, hooks)
        }
      } else if let block = try reallocateBare(address, to: size, domain) {
        return block
      } else {
        reason = .notInUse
      }
    } catch { reason = .memory(error) }
    throw error(reason, address, domain)
  }

  /// Bytes that the block in use at an address takes from memory: the allocator's block, the debug
  /// hooks' words and a chunk's head included.
  ///
  /// - Throws: ``AllocatorError`` when no block in use starts there.
  public func blockSize(
    of address: Address, _ domain: Domain = .object
  ) throws(AllocatorError) -> Int {
    try block(at: address, domain).given
  }

  /// Bytes that were asked for of the block in use at an address.
  ///
  /// - Throws: ``AllocatorError`` when no block in use starts there.
  public func requestedSize(
    of address: Address, _ domain: Domain = .object
  ) throws(AllocatorError) -> Int {
    let hooks = hooks[domain.rawValue]
    return try block(at: address, domain).asked - (hooks?.extraBytes ?? 0)
  }

  private func block(
    at address: Address, _ domain: Domain
  ) throws(AllocatorError) -> (asked: Int, given: Int) {
    let head = hooks[domain.rawValue]?.headSize ?? 0
    do throws(MemoryError) {
      if let block = try bareBlock(at: address + -head, domain) { return block }
    } catch { throw self.error(.memory(error), address, domain) }
    throw error(.notInUse, address, domain)
  }

  private func error(
    _ reason: AllocatorError.Reason, _ address: Address, _ domain: Domain
  ) -> AllocatorError {
    AllocatorError(reason: reason, address: address, domain: domain, build: build)
  }

  private func refuse(_ size: Int) throws(MemoryError) {
    // PY_SSIZE_T_MAX, with room for the debug hooks' words, as _PyMem_DebugRawAlloc checks; what no
    // process has the addresses for malloc refuses
    let largest = build.pointerSize == 4 ? Int(Int32.max) : .addressSpace
    guard size >= 0, size <= largest - 4 * build.pointerSize else {
      throw MemoryError(
        .write, address: .null, count: size, reason: "not a size that CPython allocates")
    }
  }
}
