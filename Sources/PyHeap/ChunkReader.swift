internal import PyLayout
internal import PyMemory

/// Reads glibc's chunks: those of the main heap, of threads' heaps, and those that are mappings of their own.
///
/// malloc/malloc.c and malloc/arena.c. Other allocators' memory is left alone.
struct ChunkReader {
  let memory: StillMemory
  let layout: StructLayout<malloc_chunk>
  let malloc: GlibcMalloc
  let pointer: Int
  /// Pages in memory: no other has the head of a chunk. `nil` where some are in swap.
  let pages: ResidentPages?
  /// Whether a static program has its thread-local data before its first chunk: `_dl_early_allocate`, glibc's
  /// elf/dl-early_allocate.c. No image of such a process asks for a loader.
  let startsLate: Bool
  /// Where there are bytes.
  private let readable: [Range<UInt64>]
  /// `HEAP_MAX_SIZE`: threads' heaps stand at its multiples.
  let heapSize: UInt64

  /// What was found, with what stands between chunks.
  struct Found {
    /// In the order of their addresses.
    var chunks: [Chunk] = []
    /// The ends of heaps that nothing was handed out from yet: `top`.
    var top: [Range<UInt64>] = []
    /// `struct heap_info` and `struct malloc_state`, and the fence posts behind the last chunk of a heap that is
    /// full.
    var heads: [Range<UInt64>] = []
    /// Where heaps end that could not be read to their end.
    var unread: [Range<UInt64>] = []
    /// The last chunk of the main heap.
    var mainTop: UInt64?
    /// What is glibc's of the process's addresses.
    var ranges: [Range<UInt64>] = []

    /// Takes out the chunks in which arenas are, but what is left of them: an embedder may have its arenas from
    /// malloc.
    mutating func leaveOut(_ arenas: [Range<UInt64>], headSize: UInt64) {
      var taken: [Int: Range<UInt64>] = [:]
      for arena in arenas {
        let index = chunks.partitioningIndex { $0.block > arena.lowerBound } - 1
        guard index >= 0 else { continue }
        let start = chunks[index].block - headSize
        let chunk = start..<start + chunks[index].size
        if chunk.contains(arena.lowerBound) { taken[index] = chunk }
      }
      if taken.isEmpty { return }
      chunks = chunks.indices.filter { taken[$0] == nil }.map { chunks[$0] }
      heads = (heads + taken.values).flatMap { $0.without(arenas) }
      ranges = ranges.flatMap { $0.without(arenas) }
    }
  }

  init(_ picture: ProcessPicture, _ build: Build) {
    memory = picture.memory
    pages = picture.mappings.contains { $0.swapped > 0 } ? nil : picture.pages
    layout = malloc_chunk.layout(on: build)
    malloc = GlibcMalloc(on: build)
    pointer = build.pointerSize
    readable = memory.ranges.map { $0.lowerBound.rawValue..<$0.upperBound.rawValue }
    heapSize = build.pointerSize == 8 ? 64 << 20 : 1 << 20
    let images = picture.mappings.filter { $0.isFile && $0.offset == 0 }
      .compactMap { (try? ELFSegments(at: $0.range.lowerBound, in: picture.memory)) ?? nil }
    startsLate = !images.isEmpty && images.allSatisfy { !$0.hasInterpreter }
  }

  /// Bytes before the first chunk of a heap or mapping.
  var gap: UInt64 { UInt64(malloc.alignmentGap) }

  func word(_ address: UInt64) -> UInt64? { memory.word(address, size: pointer) }

  /// The parts of a range that can be read: a mapping may be longer than that by far.
  private func present(_ range: Range<UInt64>) -> [Range<UInt64>] {
    var index = readable.partitioningIndex { $0.upperBound > range.lowerBound }
    var parts: [Range<UInt64>] = []
    while index < readable.count, readable[index].lowerBound < range.upperBound {
      parts.append(readable[index].clamped(to: range))
      index += 1
    }
    return parts
  }

  /// Finds the chunks among what is mapped; `taken` are addresses that are others', in order.
  ///
  /// - Throws: ``HeapError`` where a heap of glibc's does not hold together, in a picture of several moments.
  func read(
    _ mappings: [Mapping], without taken: [Range<UInt64>], _ damage: inout Damage
  ) throws(HeapError) -> Found {
    var found = Found()
    let mappings = Self.withWholeHeap(mappings)
    for (index, mapping) in mappings.enumerated() where mapping.mayHoldChunks {
      if mapping.name == "[heap]" {
        try readHeap(mapping.range, from: mapping.range.lowerBound + gap, &found, &damage)
        found.mainTop = found.top.last?.lowerBound
      } else if mapping.isAnonymous {
        try readThreadHeaps(
          mapping.range, to: Self.limit(of: index, in: mappings), &found, &damage)
      }
    }
    let others = (taken + found.ranges).sorted { $0.lowerBound < $1.lowerBound }
    // Where the last chunk that is a mapping of its own ends
    var end: UInt64 = 0
    for (index, mapping) in mappings.enumerated()
    where mapping.mayHoldChunks && mapping.isAnonymous {
      let limit = Self.limit(of: index, in: mappings)
      for part in present(mapping.range) {
        readMapped(part, to: limit, behind: &end, without: others, &found)
      }
    }
    found.chunks.sort { $0.block < $1.block }
    found.leaveOut(taken, headSize: UInt64(malloc.headSize))
    freeCached(&found)
    for mapping in mappings where mapping.isFile && mapping.isWritable && !mapping.isShared {
      for part in present(mapping.range) { freeFast(of: part, &found) }
    }
    return found
  }

  /// Mappings, of which what grows by `brk` is one: a child that made its parent's longer has several side by
  /// side.
  private static func withWholeHeap(_ mappings: [Mapping]) -> [Mapping] {
    guard let first = mappings.firstIndex(where: { $0.name == "[heap]" }) else { return mappings }
    var mappings = mappings
    while first + 1 < mappings.count {
      let (heap, next) = (mappings[first], mappings[first + 1])
      guard next.range.lowerBound == heap.range.upperBound, next.name == heap.name else { break }
      mappings[first] = heap.extended(to: next.range.upperBound)
      mappings.remove(at: first + 1)
    }
    return mappings
  }

  /// Where the mappings end that stand side by side from one on: `madvise` splits what was mapped at once, and
  /// what a thread's heap grows by after a fork is a mapping of its own.
  private static func limit(of index: Int, in mappings: [Mapping]) -> UInt64 {
    var end = mappings[index].range.upperBound
    for next in mappings.dropFirst(index + 1) {
      guard next.range.lowerBound == end, next.isAnonymous, next.mayHoldChunks else { break }
      end = next.range.upperBound
    }
    return end
  }

  /// Chunks that are mappings of their own: whole pages, with the bit that says so. The process may have
  /// touched the first of them alone.
  ///
  /// - Parameters:
  ///   - limit: where no chunk that begins in the range can go on.
  ///   - end: where the last one ends.
  private func readMapped(
    _ range: Range<UInt64>, to limit: UInt64, behind end: inout UInt64,
    without taken: [Range<UInt64>], _ found: inout Found
  ) {
    var place = max(range.lowerBound, end)
    let size = layout.mchunk_size.place
    var next = taken.partitioningIndex { $0.upperBound > place }
    while place < range.upperBound {
      while next < taken.count, taken[next].upperBound <= place { next += 1 }
      if next < taken.count, taken[next].contains(place) {
        place = taken[next].upperBound.roundedUp(to: 4096)
        continue
      }
      let chunk = place + gap
      let bits = word(chunk + size) ?? 0
      let head = UInt64(malloc.headSize)
      // A later glibc than 2.41 leaves the head out
      let told: UInt64 = bits & ~7 &+ gap
      let count = told % 4096 == 0 ? told : told &+ head
      // What was asked for with an alignment starts later: mchunk_prev_size says how much
      if bits & 7 == malloc_chunk.isMapped, word(chunk) == gap, count >= 4096,
        count % 4096 == 0,
        count <= (next < taken.count ? min(taken[next].lowerBound, limit) : limit) - place
      {
        found.chunks.append(Chunk(block: chunk + head, size: count - gap, state: .used))
        found.heads.append(place..<chunk)
        found.ranges.append(place..<place + count)
        place += count
        end = place
      } else {
        place += 4096
        if let pages { place = pages.next(from: place) ?? range.upperBound }
      }
    }
  }
}

extension Mapping {
  /// Whether an allocator may have it.
  fileprivate var mayHoldChunks: Bool { isReadable && isWritable && !isShared }
  /// Whether it is of no file, and the kernel has no name for it.
  fileprivate var isAnonymous: Bool { name.isEmpty || name.hasPrefix("[anon") }
}
