internal import PyLayout
internal import PyMemory

/// Heaps, in which chunks stand one behind the other: malloc/malloc.c, malloc/arena.c
extension ChunkReader {
  /// Reads a heap from its first chunk on; behind what does not hold together it goes on where chunks follow
  /// each other again. Another allocator's is left alone.
  func readHeap(
    _ heap: Range<UInt64>, from start: UInt64, _ found: inout Found, _ damage: inout Damage
  ) throws(HeapError) {
    let heapStart = start
    var (start, place) = (start, start)
    while let broken = walk(place..<heap.upperBound, &found) {
      let isFirst = broken == start
      let next = resume(behind: broken, in: heap, toItsEnd: isFirst)
      // What does not begin with a chunk, and has none at its end, is not glibc's
      if isFirst, next == nil { return }
      place = next ?? heap.upperBound
      if isFirst, startsLate, let next, next < start + 1 << 16 {
        start = next
        continue
      }
      found.unread.append(broken..<place)
      let isCopied = memory.holds(broken..<broken + UInt64(malloc.headSize))
      try damage.leaveOut(
        .heaps, "the chunk at \(Address(rawValue: broken))",
        isCopied ? Damage.Fault(what: "has a size that leads nowhere") : .notCopied,
        bytes: Int(place - broken))
      if next == nil { break }
    }
    // What is before it is looked at as others' memory is
    let first = start == heapStart ? heap.lowerBound : start
    found.heads.append(first..<start)
    found.ranges.append(first..<heap.upperBound)
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
      case .end:
        found.heads.append(place..<range.upperBound)
        return nil
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

  /// Reads the threads' heaps that begin in a mapping, one or several side by side.
  ///
  /// - Parameter limit: where none of them can go on.
  func readThreadHeaps(
    _ range: Range<UInt64>, to limit: UInt64, _ found: inout Found, _ damage: inout Damage
  ) throws(HeapError) {
    var place = range.lowerBound.roundedUp(to: heapSize)
    while place < range.upperBound {
      if let heap = threadHeap(place..<limit), let start = firstChunk(of: heap) {
        try readHeap(heap, from: start, &found, &damage)
      }
      place = next(behind: place, in: range)
    }
  }

  /// The next address of a range where a thread's heap may begin.
  private func next(behind place: UInt64, in range: Range<UInt64>) -> UInt64 {
    guard let pages else { return place + heapSize }
    let next = pages.next(from: place + heapSize) ?? range.upperBound
    return max(next & ~(heapSize - 1), place + heapSize)
  }

  /// What is a thread's heap at the start of a range, `heap_info`: it names its arena, and how long it is.
  private func threadHeap(_ range: Range<UInt64>) -> Range<UInt64>? {
    let start = range.lowerBound
    let step = UInt64(pointer)
    guard let arena = word(start), let previous = word(start + step),
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
}
