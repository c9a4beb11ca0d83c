internal import PyLayout
internal import PyMemory

/// Finds the segments of mimalloc, which free-threaded builds have in place of pymalloc, and others from 3.13
/// on by `PYTHONMALLOC`: Objects/mimalloc/segment.c.
///
/// They are found by what they look like, wherever their thread is: those of threads that have ended too.
struct SegmentReader {
  private let memory: StillMemory
  private let build: Build
  private let segment: StructLayout<mi_segment_t>
  private let page: StructLayout<mi_page_t>
  private let sizes: Mimalloc

  /// What was found, with what stands between blocks.
  struct Found {
    var pages: [MimallocPage] = []
    /// Heaps of threads whose pages were found: `mi_heap_t`.
    var heaps: Set<UInt64> = []
    /// What describes slices, what stands before a page's first block, and what is behind its last.
    var heads: [Range<UInt64>] = []
    /// Room in pages for blocks that they do not have yet.
    var uncarved: [Range<UInt64>] = []
    /// Slices that are no page.
    var freeSpans: [Range<UInt64>] = []
    /// What does not hold together, or was not copied.
    var unread: [Range<UInt64>] = []
    /// The segments, in order.
    var ranges: [Range<UInt64>] = []
  }

  init(_ memory: StillMemory, _ build: Build) {
    self.memory = memory
    self.build = build
    segment = mi_segment_t.layout(on: build)
    page = mi_page_t.layout(on: build)
    sizes = Mimalloc(on: build)
  }

  private func word(_ address: UInt64) -> UInt64? { memory.word(address, size: build.pointerSize) }
  private func number<T>(_ place: UInt64, _ field: Field<T>) -> UInt64 {
    (try? memory.bits(at: Address(rawValue: place &+ field.place), size: field.size)) ?? 0
  }

  /// Finds the segments among what is mapped.
  ///
  /// - Throws: ``HeapError`` where too much does not hold together, or a free-threaded build has none.
  func read(_ mappings: [Mapping], _ damage: inout Damage) throws(HeapError) -> Found {
    var found = Found()
    if build.version < .v3_13 { return found }
    let heads = mappings.filter { $0.isReadable && $0.isWritable && !$0.isShared }.flatMap {
      let step = sizes.segmentSize
      return stride(
        from: $0.range.lowerBound.roundedUp(to: UInt64(step)), to: $0.range.upperBound, by: step
      ).filter(isHead)
    }
    // mi_ptr_cookie: one number for all of a process
    let cookies = Dictionary(grouping: heads) { $0 ^ number($0, segment.cookie) }
    let most = cookies.values.max { ($0.count, $1[0]) < ($1.count, $0[0]) }
    guard let segments = most else {
      if build.isFreeThreaded { throw .missing("segment of mimalloc's", build: build) }
      return found
    }
    var end: UInt64 = 0
    // What looks like one inside another is what was there before
    for start in segments where start >= end {
      let isGivenBack =
        number(start, segment.used) == 0 && number(start, segment.thread_id) == 0
      // Where it went on others may be now
      let size = number(start, segment.segment_size)
      end = start + (isGivenBack ? min(size, UInt64(sizes.segmentSize)) : size)
      found.ranges.append(start..<end)
      if isGivenBack {
        found.freeSpans.append(start..<end)
        continue
      }
      try read(start, end, &found, &damage)
    }
    try damage.count(.segments, of: segments.count)
    return found
  }

  /// Whether a segment starts at an address: its sizes agree with each other.
  private func isHead(_ start: UInt64) -> Bool {
    let slices = number(start, segment.segment_slices)
    let described = number(start, segment.slice_entries)
    let most = UInt64(sizes.segmentSize / sizes.sliceSize)
    guard start < 1 << 63, slices > 0, slices < 1 << 32, number(start, segment.kind) <= 1,
      described > 0, described <= most + 1,
      number(start, segment.segment_size) == slices * UInt64(sizes.sliceSize)
    else { return false }
    return 1..<slices ~= number(start, segment.segment_info_slices)
  }

  /// Takes up the blocks of pages, and leaves out those whose lists do not agree with their counts.
  ///
  /// - Throws: ``HeapError`` where too much does not hold together.
  func add(
    _ found: inout Found, to table: inout BlockTable, _ damage: inout Damage
  ) throws(HeapError) {
    let all = found.pages
    found.pages = []
    for page in all {
      do throws(Damage.Fault) {
        table.add(page, free: try page.free(memory, pointerSize: build.pointerSize))
        found.pages.append(page)
      } catch {
        found.unread.append(page.blocks)
        try damage.leaveOut(
          .pages, "the page with blocks from \(Address(rawValue: page.first))", error,
          bytes: page.blocks.count)
      }
    }
    try damage.count(.pages, of: all.count)
    try table.addDelayed(found.heaps, on: build, &damage)
  }

  /// Takes up the pages of a segment: `mi_slices_start_iterate`.
  private func read(
    _ start: UInt64, _ end: UInt64, _ found: inout Found, _ damage: inout Damage
  ) throws(HeapError) {
    let name = "the segment at \(Address(rawValue: start))"
    let slices = number(start, segment.slice_entries)
    var index = number(start, segment.segment_info_slices)
    var count = 0
    var place = min(start + index * UInt64(sizes.sliceSize), end)
    found.heads.append(start..<place)
    while index < slices {
      let description = start + segment.slices.slice_count.place + index * UInt64(page.size)
      let length = number(description, page.slice_count)
      let next = place + length * UInt64(sizes.sliceSize)
      guard length > 0, next <= end else {
        found.unread.append(place..<end)
        let isCopied = memory.holds(description..<description + UInt64(page.size))
        return try damage.leaveOut(
          .segments, name,
          isCopied ? Damage.Fault(what: "has a page of \(length) slices") : .notCopied,
          bytes: Int(end - place))
      }
      if number(description, page.xblock_size) == 0 {
        found.freeSpans.append(place..<next)
      } else {
        count += 1
        do throws(Damage.Fault) {
          try take(description, place..<next, &found)
        } catch {
          found.unread.append(place..<next)
          try damage.leaveOut(
            .pages, "the page at \(Address(rawValue: place))", error, bytes: Int(next - place))
        }
      }
      place = next
      index += length
    }
    found.heads.append(place..<end)
    if count != number(start, segment.used) {
      try damage.leaveOut(
        .segments, name,
        Damage.Fault(what: "counts \(number(start, segment.used)) pages, and has \(count)"))
    }
  }

  /// Takes up a page, and what of its slices is no block.
  private func take(
    _ description: UInt64, _ slices: Range<UInt64>, _ found: inout Found
  ) throws(Damage.Fault) {
    let told = number(description, page.xblock_size)
    // mi_page_block_size
    let isHuge = told >= UInt64(mi_page_t.hugeBlockSize)
    let size = isHuge ? UInt64(slices.count) : told
    let first = slices.lowerBound + (isHuge ? 0 : UInt64(sizes.pageStart(ofBlocks: Int(size))))
    let capacity = number(description, page.capacity)
    let reserved = max(number(description, page.reserved), capacity)
    let (room, overflows) = reserved.multipliedReportingOverflow(by: size)
    guard !overflows, first <= slices.upperBound, room <= slices.upperBound - first,
      size % UInt64(build.pointerSize) == 0
    else {
      throw Damage.Fault(what: "has no room for \(reserved) blocks of \(size) bytes")
    }
    func end(of blocks: UInt64) -> UInt64 { first + blocks * size }
    found.heads += [slices.lowerBound..<first, end(of: reserved)..<slices.upperBound]
    found.uncarved.append(end(of: capacity)..<end(of: reserved))
    let links = page.keys.map { keys in
      MimallocPage.Links(
        keys: [0, 1].map { word(description + keys.place($0)) ?? 0 }, end: description)
    }
    let heap = number(description, page.xheap)
    if heap != 0 { found.heaps.insert(heap) }
    found.pages.append(
      MimallocPage(
        first: first, blockSize: Int(size), capacity: Int(capacity),
        used: Int(number(description, page.used)),
        domain: domain(mi_page_t.tag(in: number(description, page.tag))),
        lists: [number(description, page.free), number(description, page.local_free)],
        freedByOthers: number(description, page.xthread_free) & ~3, links: links ?? .plain))
  }

  /// `_Py_mimalloc_heap_id`, Include/internal/pycore_mimalloc.h: free-threaded builds keep what is no object,
  /// objects, and those that the collector knows, apart.
  private func domain(_ tag: UInt64) -> AllocatorDomain? {
    let domains: [AllocatorDomain] = [.mem, .object, .gcObject, .gcObjectWithPreHeader]
    return build.isFreeThreaded && tag < domains.count ? domains[Int(tag)] : nil
  }
}
