internal import PyLayout

/// Chunks that nobody has, though their neighbours say that they are in use: malloc/malloc.c
extension ChunkReader {
  /// Frees what threads' caches hold: `tcache_perthread_struct`. Such chunks look as if they were in use, and
  /// so does a cache, but its lists lead to chunks of their sizes.
  func freeCached(_ found: inout Found) {
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
  func freeFast(of range: Range<UInt64>, _ found: inout Found) {
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
}
