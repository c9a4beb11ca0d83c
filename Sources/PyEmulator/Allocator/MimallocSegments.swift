internal import PyLayout
internal import PyMemory

/// Where mimalloc's heaps get their pages from: segments, cut into slices.
///
/// A page starts at the first free run of slices; the first slices hold the segment's own head.
final class MimallocSegments {
  let sizes: Mimalloc
  private let memory: EmulatedMemory
  /// Whose page a slice belongs to, by the slice's number in memory, and the page's first slice.
  private var owners: [Int: (heap: MimallocHeap, page: Int)] = [:]
  private var next = 0
  private var end = 0
  private var free: [Int: [Int]] = [:]
  /// Bytes asked for, by the address handed out.
  var inUse: [Address: Int] = [:]

  init(_ sizes: Mimalloc, _ memory: EmulatedMemory) {
    self.sizes = sizes
    self.memory = memory
  }

  /// The slice an address is in.
  private func slice(of address: Address) -> Int { Int(address.rawValue) / sizes.sliceSize }

  /// Where a slice starts.
  func address(of slice: Int) -> Address {
    Address(rawValue: UInt64(slice * sizes.sliceSize))
  }

  /// `_mi_ptr_page`: the heap and the page that a block is from.
  func page(of block: Address) -> (heap: MimallocHeap, page: Int)? { owners[slice(of: block)] }

  /// `page->block_size` of the page that a block is from.
  func blockSize(at block: Address) -> Int? {
    page(of: block).flatMap { $0.heap.pages[$0.page]?.blockSize }
  }

  /// `_mi_segment_page_alloc`: the first slice of a page for blocks of a size.
  func takePage(_ size: Int, for heap: MimallocHeap) throws(MemoryError) -> Int {
    let count = sizes.pageSize(ofBlocks: size) / sizes.sliceSize
    let first = try takeSlices(count)
    for slice in first..<first + count { owners[slice] = (heap, first) }
    return first
  }

  private func takeSlices(_ count: Int) throws(MemoryError) -> Int {
    if let first = free[count]?.popLast() { return first }
    let perSegment = sizes.segmentSize / sizes.sliceSize
    // sizeof(mi_segment_t) in slices: a hundred bytes for each slice
    let head = max(1, (perSegment * 100).roundedUp(to: sizes.sliceSize) / sizes.sliceSize)
    if count > perSegment / 2 {
      // MI_SEGMENT_HUGE: a segment of its own
      let bytes = (head + count) * sizes.sliceSize
      return slice(of: try memory.map(bytes, alignment: sizes.segmentSize)) + head
    }
    if next + count > end {
      next = slice(of: try memory.map(sizes.segmentSize, alignment: sizes.segmentSize))
      end = next + perSegment
      next += head
    }
    defer { next += count }
    return next
  }

  /// `_mi_segment_page_free`.
  func givePage(_ first: Int, size: Int) {
    let count = sizes.pageSize(ofBlocks: size) / sizes.sliceSize
    for slice in first..<first + count { owners[slice] = nil }
    free[count, default: []].append(first)
  }
}
