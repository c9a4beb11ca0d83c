#if os(Linux)
  internal import PyLayout
  internal import PyMemory

  /// Finds the heap that grows by `brk`, which has no name in a core file.
  ///
  /// It begins with the mapping without a name from whose start glibc's chunks follow each other the furthest:
  /// other mappings do not begin with one, or with one that is alone.
  struct MainHeap {
    private let memory: StillMemory
    private let pointerSize: Int

    init(_ memory: StillMemory, pointerSize: Int) {
      self.memory = memory
      self.pointerSize = pointerSize
    }

    /// Which mappings it is: what a child of `fork` has added stands behind what its parent had.
    func indices(in mappings: [Mapping]) -> Range<Int> {
      func mayBe(_ mapping: Mapping) -> Bool {
        mapping.name.isEmpty && mapping.isWritable && !mapping.isExecutable
      }
      let first = mappings.indices.filter { mayBe(mappings[$0]) }
        .map { ($0, reach(mappings[$0].range)) }
        .filter { $0.1 > 0 }
        .max { $0.1 < $1.1 }?.0
      guard let first else { return 0..<0 }
      var end = first + 1
      while end < mappings.count, mayBe(mappings[end]),
        mappings[end].range.lowerBound == mappings[end - 1].range.upperBound
      {
        end += 1
      }
      return first..<end
    }

    /// How many bytes of chunks follow each other from the start; 0 where there are not two.
    private func reach(_ range: Range<UInt64>) -> UInt64 {
      let word = UInt64(pointerSize)
      // Where the head is shorter than the alignment, the first chunk stands behind a gap
      let start = range.lowerBound + 2 * word % 16
      var (place, count) = (start, 0)
      while place < range.upperBound, let bits = memory.word(place + word, size: pointerSize) {
        let size = bits & ~7
        // IS_MMAPPED and NON_MAIN_ARENA are not set
        guard size >= 4 * word, size % 16 == 0, bits & 6 == 0, size <= range.upperBound - place
        else { break }
        place += size
        count += 1
      }
      return count > 1 ? place - start : 0
    }
  }
#endif
