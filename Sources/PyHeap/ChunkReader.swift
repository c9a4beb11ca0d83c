internal import PyLayout
internal import PyMemory

/// Reads glibc's chunks: those of the main heap, of threads' heaps, and those that are mappings of their own.
///
/// malloc/malloc.c and malloc/arena.c. Other allocators' memory is left alone.
struct ChunkReader {
  private let memory: StillMemory
  private let layout: StructLayout<malloc_chunk>
  private let malloc: GlibcMalloc
  private let pointer: Int
  /// Pages in memory: no other has the head of a chunk. `nil` where some are in swap.
  private let pages: ResidentPages?
  /// Where there are bytes.
  private let readable: [Range<UInt64>]
  /// `HEAP_MAX_SIZE`: threads' heaps stand at its multiples.
  private let heapSize: UInt64

  /// What was found, with what stands between chunks.
  struct Found {
    /// In the order of their addresses.
    var chunks: [Chunk] = []
    /// The ends of heaps that nothing was handed out from yet: `top`.
    var top: [Range<UInt64>] = []
    /// `struct heap_info` and `struct malloc_state`.
    var heads: [Range<UInt64>] = []
    /// Where heaps end that could not be read to their end.
    var unread: [Range<UInt64>] = []
    /// The last chunk of the main heap.
    var mainTop: UInt64?
    /// What is glibc's of the process's addresses.
    var ranges: [Range<UInt64>] = []
  }

  init(_ picture: ProcessPicture, _ build: Build) {
    memory = picture.memory
    pages = picture.mappings.contains { $0.swapped > 0 } ? nil : picture.pages
    layout = malloc_chunk.layout(on: build)
    malloc = GlibcMalloc(on: build)
    pointer = build.pointerSize
    readable = memory.ranges.map { $0.lowerBound.rawValue..<$0.upperBound.rawValue }
    heapSize = build.pointerSize == 8 ? 64 << 20 : 1 << 20
  }

  /// Bytes before the first chunk of a heap or mapping.
  private var gap: UInt64 { UInt64(malloc.alignmentGap) }

  private func word(_ address: UInt64) -> UInt64? { memory.word(address, size: pointer) }

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
    // Where the last chunk that is a mapping of its own ends
    var end: UInt64 = 0
    for (index, mapping) in mappings.enumerated() where mapping.mayHoldChunks {
      if mapping.name == "[heap]" {
        try readHeap(mapping.range, from: mapping.range.lowerBound + gap, &found, &damage)
        found.mainTop = found.top.last?.lowerBound
      } else if mapping.isAnonymous {
        if let heap = threadHeap(mapping.range) {
          // What has none is not glibc's
          if let start = firstChunk(of: heap) {
            try readHeap(heap, from: start, &found, &damage)
          }
        } else {
          let limit = Self.limit(of: index, in: mappings)
          for part in present(mapping.range) {
            readMapped(part, to: limit, behind: &end, without: taken, &found)
          }
        }
      }
    }
    found.chunks.sort { $0.block < $1.block }
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

  /// Where the mappings end that stand side by side from one on: `madvise` splits what was mapped at once.
  private static func limit(of index: Int, in mappings: [Mapping]) -> UInt64 {
    var end = mappings[index].range.upperBound
    for next in mappings.dropFirst(index + 1) {
      guard next.range.lowerBound == end, next.isAnonymous, next.mayHoldChunks else { break }
      end = next.range.upperBound
    }
    return end
  }

  /// Frees what threads' caches hold: `tcache_perthread_struct`. Such chunks look as if they were in use, and
  /// so does a cache, but its lists lead to chunks of their sizes.
  private func freeCached(_ found: inout Found) {
    for (bins, counts) in Self.cacheShapes {
      let size = malloc.paddedSize(of: bins * (counts + pointer))
      for number in found.chunks.indices where found.chunks[number].size == size {
        let entries = found.chunks[number].block + UInt64(bins * counts)
        let heads = (0..<bins).map { word(entries + UInt64($0 * pointer)) ?? 0 }
        let areLists = heads.indices.allSatisfy { bin in
          heads[bin] == 0 || isCached(heads[bin], in: bin, of: found)
        }
        guard areLists else { continue }
        for head in heads { freeList(from: head, &found) }
      }
    }
  }

  /// How many lists a cache has, and bytes of the count of each: `TCACHE_MAX_BINS` and `counts`, which was
  /// `char` before 2.30; from 2.42 on `num_slots`, with lists of large chunks as well.
  private static let cacheShapes = [(bins: 64, counts: 2), (64, 1), (76, 2)]

  /// Whether a chunk may be in a list of a cache's, by its size: `csize2tidx`.
  private func isCached(_ block: UInt64, in bin: Int, of found: Found) -> Bool {
    guard let chunk = chunk(at: block, in: found) else { return false }
    return bin >= 64
      || found.chunks[chunk].size == UInt64(malloc.smallestChunk + bin * GlibcMalloc.alignment)
  }

  /// Frees the chunks of a cache's list: `tcache_put`.
  private func freeList(from head: UInt64, _ found: inout Found) {
    var next = chunk(at: head, in: found)
    while let index = next, found.chunks[index].state == .used {
      found.chunks[index].state = .cached
      let block = found.chunks[index].block
      let link = word(block) ?? 0
      // PROTECT_PTR, 2.32
      next = chunk(at: link ^ block >> 12, in: found) ?? chunk(at: link, in: found)
    }
  }

  /// Frees what the fast bins of the main arena hold. `struct malloc_state` is found by its `top`, before
  /// which they stand: `NFASTBINS` is 10.
  private func freeFast(of range: Range<UInt64>, _ found: inout Found) {
    guard let top = found.mainTop else { return }
    let step = UInt64(pointer)
    for place in stride(from: range.lowerBound &+ 10 * step, to: range.upperBound, by: pointer)
    where word(place) == top {
      let bins = (1...10).map { place - UInt64($0) * step }
      let heads = bins.map { word($0) ?? 0 }
      let areBins = heads.allSatisfy {
        $0 == 0 || chunk(at: $0 + UInt64(malloc.headSize), in: found) != nil
      }
      guard areBins, heads.contains(where: { $0 != 0 }) else { continue }
      for head in heads where head != 0 {
        var chunk = chunk(at: head + UInt64(malloc.headSize), in: found)
        while let index = chunk, found.chunks[index].state == .used {
          found.chunks[index].state = .free
          let block = found.chunks[index].block
          let link = word(block) ?? 0
          // PROTECT_PTR, 2.32
          let next = [link, link ^ block >> 12].first {
            self.chunk(at: $0 &+ UInt64(malloc.headSize), in: found) != nil
          }
          chunk = next.flatMap { self.chunk(at: $0 &+ UInt64(malloc.headSize), in: found) }
        }
      }
    }
  }

  /// The number of the chunk that hands out an address.
  func chunk(at block: UInt64, in found: Found) -> Int? {
    let index = found.chunks.partitioningIndex { $0.block >= block }
    return index < found.chunks.count && found.chunks[index].block == block ? index : nil
  }

  /// Reads a heap from its first chunk on; behind what does not hold together it goes on where chunks follow
  /// each other again. Another allocator's is left alone.
  private func readHeap(
    _ heap: Range<UInt64>, from start: UInt64, _ found: inout Found, _ damage: inout Damage
  ) throws(HeapError) {
    var place = start
    while let broken = walk(place..<heap.upperBound, &found) {
      let isFirst = broken == start
      let next = resume(behind: broken, in: heap, toItsEnd: isFirst)
      // What does not begin with a chunk, and has none at its end, is not glibc's
      if isFirst, next == nil { return }
      place = next ?? heap.upperBound
      found.unread.append(broken..<place)
      let isCopied = memory.holds(broken..<broken + UInt64(malloc.headSize))
      try damage.leaveOut(
        .heaps, "the chunk at \(Address(rawValue: broken))",
        isCopied ? Damage.Fault(what: "has a size that leads nowhere") : .notCopied,
        bytes: Int(place - broken))
      if next == nil { break }
    }
    found.heads.append(heap.lowerBound..<start)
    found.ranges.append(heap)
  }

  /// Reads chunks one behind the other. `nil` where they lead to the heap's end, else where they do not go on.
  private func walk(_ range: Range<UInt64>, _ found: inout Found) -> UInt64? {
    var place = range.lowerBound
    while place < range.upperBound {
      switch step(from: place, to: range.upperBound) {
      case .chunk(let chunk):
        found.chunks.append(chunk)
        place += chunk.size
      case .top(let end):
        found.top.append(place..<end)
        return nil
      case .end: return nil
      case .nowhere: return place
      }
    }
    return nil
  }

  /// What stands at a place of a heap.
  private enum Step {
    case chunk(Chunk)
    /// What nothing was handed out from yet; the heap ends with it.
    case top(UInt64)
    /// The fence posts behind a heap's last chunk: `sysmalloc`.
    case end
    case nowhere
  }

  private func step(from place: UInt64, to end: UInt64) -> Step {
    let size = layout.mchunk_size.place
    let head = UInt64(malloc.headSize)
    guard let bits = word(place + size) else { return .nowhere }
    let count = bits & ~7
    if count <= head, place + 2 * head >= end { return .end }
    guard count >= UInt64(malloc.smallestChunk), bits & malloc_chunk.isMapped == 0,
      count <= end - place
    else { return .nowhere }
    let next = place + count
    // It ends with a page: on i386, where chunks start 8 bytes behind a multiple of 16, its size is none
    if next >= end { return .top(next) }
    guard count % UInt64(GlibcMalloc.alignment) == 0 else { return .nowhere }
    // Where the next one was not copied nobody says
    let isFree = word(next + size).map { $0 & malloc_chunk.previousInUse == 0 } ?? false
    return .chunk(Chunk(block: place + head, size: count, state: isFree ? .free : .used))
  }

  /// How many chunks have to follow each other, where some do not hold together: what blocks hold looks like
  /// one or two by chance.
  private static var surely: Int { 64 }

  /// The next place in a heap from which many chunks follow each other, or all to its end.
  ///
  /// - Parameter toItsEnd: whether many are not enough.
  private func resume(
    behind broken: UInt64, in heap: Range<UInt64>, toItsEnd: Bool
  ) -> UInt64? {
    for start in stride(
      from: broken + UInt64(GlibcMalloc.alignment), to: heap.upperBound, by: GlibcMalloc.alignment)
    {
      var (place, count) = (start, 0)
      search: while count < Self.surely || toItsEnd {
        switch step(from: place, to: heap.upperBound) {
        case .chunk(let chunk):
          place += chunk.size
          count += 1
        case .top, .end: if count > 0 { return start } else { break search }
        case .nowhere: break search
        }
      }
      if count >= Self.surely { return toItsEnd ? nil : start }
    }
    return nil
  }

  /// The part of a mapping that is a thread's heap, `heap_info`: it names its arena, and how long it is.
  private func threadHeap(_ range: Range<UInt64>) -> Range<UInt64>? {
    let start = range.lowerBound.roundedUp(to: heapSize)
    let step = UInt64(pointer)
    guard start < range.upperBound, let arena = word(start), let previous = word(start + step),
      let size = word(start + 2 * step), arena % 8 == 0, arena > start || previous != 0,
      previous % heapSize == 0, size > 0, size % 4096 == 0, size <= heapSize,
      size <= range.upperBound - start, arena & ~(heapSize - 1) == start || previous != 0,
      arena != 0
    else { return nil }
    return start..<start + size
  }

  /// Where the first chunk of a thread's heap is: the first place from which a walk leads to the end, which is
  /// the only one where all was given back; where none does, that from which the most chunks follow each other.
  private func firstChunk(of heap: Range<UInt64>) -> UInt64? {
    var best: (start: UInt64, chunks: Int)?
    for start in stride(from: heap.lowerBound + 32 + gap, to: heap.lowerBound + 4096, by: 16) {
      var tried = Found()
      let isWhole = walk(start..<heap.upperBound, &tried) == nil
      if isWhole, !(tried.chunks.isEmpty && tried.top.isEmpty) { return start }
      if tried.chunks.count > best?.chunks ?? 0 { best = (start, tried.chunks.count) }
    }
    return best?.start
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

extension Array {
  /// The first index from which on a condition holds, where it holds for all that follow.
  func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
