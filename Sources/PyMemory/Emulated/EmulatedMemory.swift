public import PyLayout

/// Memory of this process's own that stands for a Python process's: real bytes, which grow as they
/// are asked for. Apart from a first piece, nothing is reserved that is not mapped.
///
/// With 8-byte pointers an address here is, on Linux, the byte's real address in this process, so
/// that ``ProcessMemory/current`` reads the same; with 4-byte pointers, where that cannot be,
/// addresses count from 64 KiB. In a ``ByteStore`` of one's own they count from where that says. One
/// thread at a time may use it.
@safe public final class EmulatedMemory: MutableMemory {
  /// Bytes of a pointer of the process that this stands for, 4 or 8.
  public let pointerSize: Int
  /// The first address there is.
  public let start: Address
  /// The first byte, which a store of another platform moves; one thread at a time changes it.
  @exclusivity(unchecked) @usableFromInline private(set) var base: UnsafeMutableRawPointer
  /// Bytes that were ever handed out; one thread at a time changes it.
  @exclusivity(unchecked) @usableFromInline private(set) var end = 0
  let store: any ByteStore
  /// The most bytes that it can have.
  let limit: Int
  /// What was given back, by its size in bytes.
  private var free: [Int: [(address: Address, keepsPages: Bool)]] = [:]
  /// Bytes that were given back here while their pages were kept from the kernel.
  private var kept = 0

  /// Bytes that are kept at most.
  private static let keptLimit = 128 << 20

  /// `sysconf(_SC_PAGESIZE)`
  public static let pageSize = 4096

  /// An empty address space.
  ///
  /// - Parameter pointerSize: 4 or 8 bytes.
  /// - Throws: ``MemoryError`` when there is no memory for even a start of it, or for another size.
  public convenience init(pointerSize: Int) throws(MemoryError) {
    #if os(Linux)
      try self.init(pointerSize: pointerSize, in: try MappedStore())
    #else
      try self.init(pointerSize: pointerSize, in: MovingStore())
    #endif
  }

  /// An empty address space whose bytes are in a store of one's own, which nobody else uses.
  ///
  /// - Parameters:
  ///   - pointerSize: 4 or 8 bytes.
  ///   - store: where the bytes are.
  /// - Throws: ``MemoryError`` for another size, and for a store whose first address is not where a
  ///   process has pages.
  public init(pointerSize: Int, in store: any ByteStore) throws(MemoryError) {
    func refused(_ reason: String) -> MemoryError {
      MemoryError(
        .write, address: Address(rawValue: store.start), count: pointerSize, reason: reason)
    }
    guard pointerSize == 4 || pointerSize == 8 else { throw refused("a pointer has 4 or 8 bytes") }
    let start = pointerSize == 4 ? Self.firstPage : store.start
    guard Self.firstPage..<Self.lastPlace ~= start, start % UInt64(Self.pageSize) == 0 else {
      throw refused("a store starts at a page of a process")
    }
    let most = pointerSize == 4 ? 0x7fff_0000 : min(1 << 38, Self.lastPlace - start) as UInt64
    self.pointerSize = pointerSize
    self.store = store
    self.start = Address(rawValue: start)
    limit = min(Int(clamping: most), store.limit)
    unsafe base = store.base
  }

  /// Where the first page may be that a process has, and what is behind its last one.
  private static let firstPage: UInt64 = 0x1_0000
  private static let lastPlace: UInt64 = 0x8000_0000_0000

  /// Whole pages, as `mmap(2)` gives them.
  ///
  /// - Parameters:
  ///   - count: how many bytes, rounded up to pages.
  ///   - alignment: what the address is a multiple of, a power of 2.
  ///   - isZeroed: whether all are zeros, or may be what was written there before.
  /// - Throws: ``MemoryError`` when the address space is used up, for a negative count, and for an
  ///   alignment that is no power of 2.
  public func map(
    _ count: Int, alignment: Int = pageSize, isZeroed: Bool = true
  ) throws(MemoryError) -> Address {
    guard count >= 0, count <= limit, alignment > 0, alignment <= limit,
      alignment.nonzeroBitCount == 1
    else {
      let reason =
        count > limit ? "more than the emulated address space has" : "no size, or no alignment"
      throw MemoryError(.write, address: start, count: count, reason: reason)
    }
    let count = count.roundedUp(to: Self.pageSize)
    if let index = free[count]?.lastIndex(where: {
      $0.address.rawValue % UInt64(alignment) == 0
    }), let old = free[count]?.remove(at: index) {
      if old.keepsPages {
        kept -= count
        if isZeroed { giveBack(old.address, count) }
      }
      return old.address
    }
    let behind = unsafe (start.rawValue + UInt64(end)) % UInt64(alignment)
    let first = unsafe end + (behind == 0 ? 0 : alignment - Int(behind))
    try makePresent(first + count)
    unsafe end = first + count
    return start + Offset(rawValue: first)
  }

  /// Makes the store have a number of bytes from the start, and some more, so that it is not asked each
  /// time.
  func makePresent(_ count: Int) throws(MemoryError) {
    let present = store.count
    guard count > present else { return }
    guard count <= limit else {
      throw MemoryError(
        .write, address: start + Offset(rawValue: present), count: count - present,
        reason: "the emulated address space is used up")
    }
    let wanted = max(count, present + present / 8).roundedUp(to: MovingStore.step)
    try store.grow(to: min(wanted, limit.roundedUp(to: Self.pageSize)))
    unsafe base = store.base
    guard store.count >= count else {
      throw MemoryError(
        .write, address: start + Offset(rawValue: present), count: count - present,
        reason: "the store did not grow")
    }
  }

  /// Gives pages back, as `munmap(2)` does. What is read there afterwards is zero. Anything
  /// else than pages of this memory stays as it is.
  ///
  /// - Parameter keepsPages: whether they are kept for the next mapping of the same size, unless
  ///   many are kept already: the kernel zeroes a page when it is written again, which takes longer
  ///   than all else that is done with it.
  public func unmap(_ address: Address, _ count: Int, keepsPages: Bool = false) {
    guard count > 0, count <= limit, address.rawValue % UInt64(Self.pageSize) == 0 else { return }
    let count = count.roundedUp(to: Self.pageSize)
    guard unsafe (try? place(of: address, count, .read)) != nil else { return }
    let keepsPages = keepsPages && kept + count <= Self.keptLimit
    if keepsPages { kept += count } else { giveBack(address, count) }
    free[count, default: []].append((address, keepsPages))
  }

  private func giveBack(_ address: Address, _ count: Int) {
    let first = Int(truncatingIfNeeded: address.rawValue &- start.rawValue)
    store.clear(first..<first + count)
  }

  /// What is mapped now.
  @inlinable package var window: Window {
    @inline(__always) get {
      unsafe Window(base: base, start: start.rawValue, end: UInt64(truncatingIfNeeded: end))
    }
  }

  /// The place of `count` bytes, once they are known to be inside.
  @inlinable @inline(__always) func place(
    of address: Address, _ count: Int, _ access: MemoryError.Access
  ) throws(MemoryError) -> UnsafeMutableRawPointer {
    unsafe try window.place(of: address, count, access)
  }

  /// A copy of the bytes: what is not mapped is an error, what was not written is zero.
  @inlinable public func bytes(at address: Address, count: Int) throws(MemoryError) -> [UInt8] {
    let place = unsafe try place(of: address, count, .read)
    return unsafe [UInt8](UnsafeRawBufferPointer(start: place, count: count))
  }

  /// Reads the number where it stands, without a copy of its bytes.
  @inlinable @inline(__always) public func bits(at address: Address, size: Int) throws(MemoryError)
    -> UInt64
  {
    try window.bits(at: address, size: size)
  }

  /// Copies the bytes, all of them or none.
  @inlinable public func write(_ bytes: [UInt8], at address: Address) throws(MemoryError) {
    let place = unsafe try place(of: address, bytes.count, .write)
    unsafe UnsafeMutableRawBufferPointer(start: place, count: bytes.count).copyBytes(from: bytes)
  }

  /// Writes the number where it stands.
  @inlinable @inline(__always) public func store(
    _ bits: UInt64, size: Int, at address: Address
  ) throws(MemoryError) {
    try window.store(bits, size: size, at: address)
  }

  /// Copies bytes within the memory; the two runs may overlap: `memmove(3)`.
  ///
  /// - Throws: ``MemoryError`` when any byte of either is outside.
  public func move(_ count: Int, from source: Address, to target: Address) throws(MemoryError) {
    let from = unsafe try place(of: source, count, .read)
    let to = unsafe try place(of: target, count, .write)
    unsafe to.copyMemory(from: from, byteCount: count)
  }

  /// Writes the same byte everywhere: `memset(3)`.
  ///
  /// - Throws: ``MemoryError`` when any of the bytes is outside.
  public func fill(_ byte: UInt8, at address: Address, count: Int) throws(MemoryError) {
    let place = unsafe try place(of: address, count, .write)
    unsafe place.initializeMemory(as: UInt8.self, repeating: byte, count: count)
  }
}
