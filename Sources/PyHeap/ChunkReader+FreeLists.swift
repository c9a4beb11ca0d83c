internal import PyLayout
internal import PyMemory

/// Chunks that nobody has, though their neighbours say that they are in use: malloc/malloc.c
extension ChunkReader {
  /// Frees what threads' caches hold: `tcache_perthread_struct`. Such chunks look as if they were in use, and
  /// so does a cache, but its lists lead to chunks of their sizes, as many as it counts.
  func freeCached(_ found: inout Found) {
    for shape in Self.cacheShapes {
      let size = malloc.paddedSize(of: shape.bins * (shape.count + pointer))
      for number in found.chunks.indices where found.chunks[number].size == size {
        guard let lists = cache(at: found.chunks[number].block, shape, found) else { continue }
        for chunk in lists.joined() { found.chunks[chunk].state = .cached }
      }
    }
  }

  /// How a cache looks: how many lists it has, and bytes of the count of each, `TCACHE_MAX_BINS` and `counts`, which
  /// was `char` before 2.30; from 2.42 on `num_slots`, which counts down, with lists of large chunks as well.
  private struct CacheShape {
    let bins: Int
    let count: Int
    var countsDown = false
  }

  private static let cacheShapes = [
    CacheShape(bins: 64, count: 2), CacheShape(bins: 64, count: 1),
    CacheShape(bins: 76, count: 2, countsDown: true),
  ]

  /// The lists of what may be a cache, by the numbers of their chunks; `nil` where it is none. A thread that was
  /// stopped in `tcache_put` has not counted one yet.
  private func cache(at block: UInt64, _ shape: CacheShape, _ found: Found) -> [[Int]]? {
    var counts = (0..<shape.bins).map { bin -> Int in
      let place = Address(rawValue: block + UInt64(bin * shape.count))
      return Int((try? memory.bits(at: place, size: shape.count)) ?? 0)
    }
    if shape.countsDown {
      let room = counts.max() ?? 0
      counts = counts.map { room - $0 }
    }
    let entries = block + UInt64(shape.bins * shape.count)
    let heads = (0..<shape.bins).map { word(entries + UInt64($0 * pointer)) ?? 0 }
    // PROTECT_PTR, 2.32
    for isProtected in [true, false] {
      let lists = heads.indices.compactMap { list(from: heads[$0], in: $0, isProtected, found) }
      if lists.count < heads.count { return nil }
      let agreeing = lists.indices.count { !lists[$0].isEmpty && lists[$0].count == counts[$0] }
      let others = lists.indices.count { lists[$0].count != counts[$0] }
      if agreeing > others && others <= 1 { return lists }
    }
    return nil
  }

  /// The chunks of a cache's list, `tcache_put`; `nil` where it does not begin with one of its size: `csize2tidx`.
  private func list(
    from head: UInt64, in bin: Int, _ isProtected: Bool, _ found: Found
  ) -> [Int]? {
    if head == 0 { return [] }
    var list: [Int] = []
    var next = chunk(at: head, in: found)
    while let index = next, found.chunks[index].state == .used, list.count < 1 << 16 {
      let chunk = found.chunks[index]
      let size = UInt64(malloc.smallestChunk + bin * GlibcMalloc.alignment)
      guard bin >= 64 || chunk.size == size else { break }
      list.append(index)
      let link = word(chunk.block) ?? 0
      next = self.chunk(at: isProtected ? link ^ chunk.block >> 12 : link, in: found)
    }
    return list.isEmpty ? nil : list
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
      let areBins = heads.indices.allSatisfy { index in
        heads[index] == 0
          || chunk(at: heads[index] &+ UInt64(malloc.headSize), in: found).map {
            // fastbin_index
            found.chunks[$0].size >> UInt64(pointer == 8 ? 4 : 3) == UInt64(11 - index)
          } == true
      }
      guard areBins, heads.contains(where: { $0 != 0 }) else { continue }
      for head in heads where head != 0 {
        var chunk = chunk(at: head &+ UInt64(malloc.headSize), in: found)
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
