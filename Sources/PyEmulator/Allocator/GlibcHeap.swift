internal import PyLayout
internal import PyMemory

/// The C library's `malloc`, as glibc's malloc/malloc.c lays chunks out.
///
/// A chunk's size, head and alignment are glibc's, and so is whether it is a mapping of its own.
/// Where it is placed follows a simpler policy: a freed chunk serves the next request of exactly
/// its size, last freed first, as the tcache does; otherwise the top is cut. Freed chunks are never
/// merged, and their contents stay.
final class GlibcHeap {
  let sizes: GlibcMalloc
  private let words: Words
  /// Bytes asked for, by the address handed out.
  private(set) var inUse: [Address: Int] = [:]
  private var bins: [Int: [Address]] = [:]
  /// The top chunk, which nobody has, and where it ends.
  private var top = Address.null
  private var topEnd = Address.null
  /// `mp_.mmap_threshold` in bytes.
  private var mmapThreshold = GlibcMalloc.mmapThreshold
  /// Bytes of all chunks in use.
  private(set) var bytesGiven = 0

  // Flags in a chunk's size
  private let previousInUse = 1
  private let isMapped = 2

  init(on build: Build, in memory: EmulatedMemory) {
    sizes = GlibcMalloc(on: build)
    words = Words(memory: memory, size: build.pointerSize)
  }

  /// `__libc_malloc`.
  func allocate(_ request: Int) throws(MemoryError) -> Address {
    let size = sizes.paddedSize(of: request)
    let address = try size >= mmapThreshold ? mapChunk(size) : takeChunk(size)
    inUse[address] = request
    bytesGiven += try blockSize(at: address)
    return address
  }

  /// `__libc_free`; false where no block in use starts at the address.
  func free(_ address: Address) throws(MemoryError) -> Bool {
    guard inUse.removeValue(forKey: address) != nil else { return false }
    let size = try chunkSize(at: address)
    bytesGiven -= try blockSize(at: address)
    if try isMapped(at: address) {
      // The dynamic threshold: who frees such a chunk will ask for another
      if size > mmapThreshold && size <= sizes.mmapThresholdLimit { mmapThreshold = size }
      words.memory.unmap(address.roundedDown(to: EmulatedMemory.pageSize), size)
    } else {
      bins[size, default: []].append(address)
    }
    return true
  }

  /// All chunks, in use or free, in the order of their addresses.
  func chunks() throws(MemoryError) -> [HeapPlaces.Chunk] {
    var chunks: [HeapPlaces.Chunk] = []
    for block in inUse.keys {
      chunks.append(HeapPlaces.Chunk(block: block, size: try chunkSize(at: block), isFree: false))
    }
    for (size, blocks) in bins {
      for block in blocks {
        chunks.append(HeapPlaces.Chunk(block: block, size: size, isFree: true))
      }
    }
    return chunks.sorted { $0.block < $1.block }
  }

  /// `__libc_realloc`; `nil` where no block in use starts at the address.
  func reallocate(_ address: Address, to request: Int) throws(MemoryError) -> Address? {
    guard let asked = inUse[address] else { return nil }
    let old = try chunkSize(at: address)
    let size = sizes.paddedSize(of: request)
    let mapped = try isMapped(at: address)
    if mapped ? try blockSize(at: address) == sizes.mappedSize(of: size) : old >= size {
      if !mapped { try split(address, from: old, to: size) }
      inUse[address] = request
      return address
    }
    if mapped { return try remap(address, asked: asked, request, size) }
    if head(of: address) + old == top, top + (size - old + sizes.smallestChunk) <= topEnd {
      try cutTop(size - old)
      try setHead(of: address, size, flags(of: address))
      bytesGiven += size - old
      inUse[address] = request
      return address
    }
    let target = try allocate(request)
    try words.memory.move(min(asked, request), from: address, to: target)
    _ = try free(address)
    return target
  }

  /// Bytes that the block takes from memory: its chunk, or its mapping.
  func blockSize(at address: Address) throws(MemoryError) -> Int {
    try chunkSize(at: address) + (isMapped(at: address) ? sizes.alignmentGap : 0)
  }

  /// Bytes of the chunk that starts before the address handed out, its head included.
  private func chunkSize(at address: Address) throws(MemoryError) -> Int {
    let bits = try words.pointer(at: address + -sizes.wordSize).rawValue
    return Int(truncatingIfNeeded: bits & ~7)
  }

  private func isMapped(at address: Address) throws(MemoryError) -> Bool {
    try flags(of: address) & isMapped != 0
  }

  private func flags(of address: Address) throws(MemoryError) -> Int {
    let bits = try words.pointer(at: address + -sizes.wordSize).rawValue
    return Int(truncatingIfNeeded: bits & 7)
  }

  private func head(of address: Address) -> Address { address + -sizes.headSize }

  private func setHead(of address: Address, _ size: Int, _ flags: Int) throws(MemoryError) {
    try words.store(
      Address(rawValue: UInt64(size | flags)), at: address + -sizes.wordSize)
  }

  /// `tcache_get`, or else `_int_malloc` from the top.
  private func takeChunk(_ size: Int) throws(MemoryError) -> Address {
    if let address = bins[size]?.popLast() { return address }
    if top == .null || top + size + sizes.smallestChunk > topEnd { try growTop(size) }
    let address = top + sizes.headSize
    try setHead(of: address, size, previousInUse)
    try cutTop(size)
    return address
  }

  private func cutTop(_ size: Int) throws(MemoryError) {
    top = top + size
    try setHead(
      of: top + sizes.headSize, topEnd.distance(from: top), previousInUse)
  }

  /// `sysmalloc` where the heap cannot grow in place: `MMAP_AS_MORECORE_SIZE` is 1 MiB.
  private func growTop(_ size: Int) throws(MemoryError) {
    let bytes = max(1 << 20, (size + 2 * GlibcMalloc.alignment + sizes.smallestChunk))
      .roundedUp(to: EmulatedMemory.pageSize)
    let start = try words.memory.map(bytes)
    // What is handed out, not the chunk, is aligned
    top = start + sizes.alignmentGap
    topEnd = start + bytes
  }

  /// `sysmalloc_mmap`.
  private func mapChunk(_ size: Int) throws(MemoryError) -> Address {
    let bytes = sizes.mappedSize(of: size)
    return try enterMapping(try words.memory.map(bytes), bytes)
  }

  private func enterMapping(_ start: Address, _ bytes: Int) throws(MemoryError) -> Address {
    let address = start + (sizes.alignmentGap + sizes.headSize)
    try words.store(Address(rawValue: UInt64(sizes.alignmentGap)), at: head(of: address))
    try setHead(of: address, bytes - sizes.alignmentGap, isMapped)
    return address
  }

  /// `mremap_chunk`: a mapping stays one, however small it gets.
  private func remap(
    _ address: Address, asked: Int, _ request: Int, _ size: Int
  ) throws(MemoryError) -> Address {
    let old = try blockSize(at: address)
    let target = try mapChunk(size)
    try words.memory.move(min(asked, request), from: address, to: target)
    words.memory.unmap(address.roundedDown(to: EmulatedMemory.pageSize), old)
    inUse[address] = nil
    inUse[target] = request
    bytesGiven += try blockSize(at: target) - old
    return target
  }

  /// `_int_realloc`: what is left of a chunk becomes a free one, if it is big enough for one.
  private func split(_ address: Address, from old: Int, to size: Int) throws(MemoryError) {
    let rest = old - size
    guard rest >= sizes.smallestChunk else { return }
    try setHead(of: address, size, flags(of: address))
    try setHead(of: address + size, rest, previousInUse)
    bins[rest, default: []].append(address + size)
    bytesGiven -= rest
  }
}
