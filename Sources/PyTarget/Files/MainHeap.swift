#if os(Linux)
  internal import PyLayout
  internal import PyMemory

  /// Finds the heap that grows by `brk`, which has no name in a core file.
  ///
  /// It ends where glibc says, `__curbrk`, sysdeps/unix/sysv/linux/brk.c. Where no library says so it is the mapping
  /// without a name near whose start glibc's chunks begin that follow each other the furthest: others have none there,
  /// or a few.
  struct MainHeap {
    private let memory: StillMemory
    private let pointerSize: Int
    private let mappings: [Mapping]

    init(_ memory: StillMemory, pointerSize: Int, in mappings: [Mapping]) {
      self.memory = memory
      self.pointerSize = pointerSize
      self.mappings = mappings
    }

    /// Which mappings it is: what a child of `fork` has added stands behind what its parent had.
    var indices: Range<Int> {
      guard let breaks = told else {
        guard let first = longest(of: mappings.indices) else { return 0..<0 }
        var end = first + 1
        while end < mappings.count, isBehind(end) { end += 1 }
        return first..<end
      }
      let last = mappings.lastIndex { mayBe($0) && breaks.contains($0.range.upperBound) }
      guard let last else { return 0..<0 }
      var start = last
      while start > 0, isBehind(start), mayBe(mappings[start - 1]) { start -= 1 }
      // A program's zeros may stand before it
      return (longest(of: start..<last) ?? last)..<last + 1
    }

    private func mayBe(_ mapping: Mapping) -> Bool {
      mapping.name.isEmpty && mapping.isWritable && !mapping.isExecutable
    }

    private func isBehind(_ index: Int) -> Bool {
      mayBe(mappings[index])
        && mappings[index].range.lowerBound == mappings[index - 1].range.upperBound
    }

    /// Where what has grown by `brk` ends, rounded up to pages; `nil` where no library says so.
    private var told: [UInt64]? {
      func pagesEnd(_ place: UInt64) -> UInt64 { place.roundedUp(to: UInt64(pageSize)) }
      let starts = mappings.filter { $0.isFile && $0.offset == 0 }.map(\.range.lowerBound)
      let places = starts.compactMap { start in
        (try? ELFImage(at: start, in: memory)).flatMap { try? $0.address(of: "__curbrk") }
      }
      if places.isEmpty { return nil }
      // Where nothing was asked for yet, a program's zeros may end there
      let images = starts.compactMap { (try? ELFSegments(at: $0, in: memory))?.extent.upperBound }
      return places.compactMap { memory.word($0.rawValue, size: pointerSize) }
        .map(pagesEnd).filter { !images.map(pagesEnd).contains($0) }
    }

    /// The mapping near whose start chunks begin that follow each other the furthest.
    private func longest(of indices: Range<Int>) -> Int? {
      indices.filter { mayBe(mappings[$0]) }.map { ($0, reach(mappings[$0].range)) }
        .filter { $0.1 > 0 }
        .max { $0.1 < $1.1 }?.0
    }

    /// Chunks that have to follow each other: what others write looks like a few by chance.
    private static var surely: Int { 64 }

    /// How many bytes of chunks follow each other from near the start; 0 where there are too few. Before them a static
    /// program's thread-local data stands: `_dl_early_allocate`, glibc's elf/dl-early_allocate.c.
    private func reach(_ range: Range<UInt64>) -> UInt64 {
      // Where the head is shorter than the alignment, the first chunk stands behind a gap
      let start = range.lowerBound + 2 * UInt64(pointerSize) % 16
      let end = min(range.upperBound, start + 1 << 16)
      return stride(from: start, to: end, by: 16).lazy
        .map { reach(from: $0, to: range.upperBound) }
        .first { $0 > 0 } ?? 0
    }

    private func reach(from start: UInt64, to end: UInt64) -> UInt64 {
      let word = UInt64(pointerSize)
      var (place, count) = (start, 0)
      while place < end, let bits = memory.word(place + word, size: pointerSize) {
        let size = bits & ~7
        // IS_MMAPPED and NON_MAIN_ARENA are not set
        guard size >= 4 * word, size % 16 == 0, bits & 6 == 0, size <= end - place else { break }
        place += size
        count += 1
      }
      return count >= Self.surely ? place - start : 0
    }
  }
#endif
