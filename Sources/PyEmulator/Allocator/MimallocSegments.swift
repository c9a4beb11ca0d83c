internal import PyLayout
internal import PyMemory

/// Where mimalloc's heaps get their pages from: segments, cut into slices.
///
/// A page starts at the first free run of slices; the first slices hold the segment's own head.
final class MimallocSegments {
  let sizes: Mimalloc
  private let memory: EmulatedMemory
  private let layout: StructLayout<mi_page_t>
  /// Bytes from a segment's start to the description of its first slice.
  private let slices: Int
  /// Whose page a slice belongs to, by the slice's number in memory, and the page's first slice.
  private var owners: [Int: (heap: MimallocHeap, page: Int)] = [:]
  private var next = 0
  private var end = 0
  private var free: [Int: [Int]] = [:]
  /// Bytes asked for, by the address handed out.
  var inUse: [Address: Int] = [:]

  init(on build: Build, _ memory: EmulatedMemory) {
    sizes = Mimalloc(on: build)
    layout = mi_page_t.layout(on: build)
    slices = mi_segment_t.layout(on: build).slices.slice_count.offset.rawValue
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
    // mi_segment_span_allocate
    for index in 0..<min(count, slicesPerSegment - first % slicesPerSegment) {
      try describe(first + index, layout.slice_count, index == 0 ? count : 0)
      try describe(first + index, layout.slice_offset, index * layout.size)
    }
    try describe(first, layout.xblock_size, size)
    return first
  }

  /// Writes a field of a slice's description, in its segment's first slices.
  private func describe<T>(_ slice: Int, _ field: Field<T>, _ value: Int) throws(MemoryError) {
    let segment = address(of: slice / slicesPerSegment * slicesPerSegment)
    let place = segment + (slices + slice % slicesPerSegment * layout.size)
    try memory.store(UInt64(value), size: field.size, at: place + field.offset)
  }

  /// How many blocks a page has so far.
  func setCapacity(_ capacity: Int, ofPage first: Int) throws(MemoryError) {
    try describe(first, layout.capacity, capacity)
  }

  /// `MI_SLICES_PER_SEGMENT`
  private var slicesPerSegment: Int { sizes.segmentSize / sizes.sliceSize }

  private func takeSlices(_ count: Int) throws(MemoryError) -> Int {
    if let first = free[count]?.popLast() { return first }
    // sizeof(mi_segment_t) in slices
    let size = slices + (slicesPerSegment + 1) * layout.size
    let head = size.roundedUp(to: sizes.sliceSize) / sizes.sliceSize
    if count > slicesPerSegment / 2 {
      // MI_SEGMENT_HUGE: a segment of its own
      let bytes = (head + count) * sizes.sliceSize
      return slice(of: try memory.map(bytes, alignment: sizes.segmentSize)) + head
    }
    if next + count > end {
      next = slice(of: try memory.map(sizes.segmentSize, alignment: sizes.segmentSize))
      end = next + slicesPerSegment
      next += head
    }
    defer { next += count }
    return next
  }

  /// `_mi_segment_page_free`.
  func givePage(_ first: Int, size: Int) throws(MemoryError) {
    let count = sizes.pageSize(ofBlocks: size) / sizes.sliceSize
    for slice in first..<first + count { owners[slice] = nil }
    try describe(first, layout.xblock_size, 0)
    free[count, default: []].append(first)
  }
}
