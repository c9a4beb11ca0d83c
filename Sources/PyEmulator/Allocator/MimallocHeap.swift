internal import PyLayout
internal import PyMemory

/// One of a free-threaded thread's heaps: Objects/mimalloc, its pages and free lists.
///
/// The free lists run through the blocks as mimalloc links them. mimalloc describes its pages in a
/// segment's first slices: of that, only the size and the number of blocks are written to memory
/// here, and the rest is kept apart. Which slices a new page gets, once pages were given back, is
/// simpler than mimalloc's choice; other threads, the wait of an empty page until no thread can
/// look at it any more, and the return of segments to the kernel are left out.
final class MimallocHeap {
  /// `mi_page_t`
  struct Page {
    let start: Address
    let blockSize: Int
    let reserved: Int
    var capacity = 0
    var used = 0
    var free = Address.null
    var localFree = Address.null
    var isFull = false
  }

  private unowned let segments: MimallocSegments
  private let words: Words
  private var sizes: Mimalloc { segments.sizes }
  private(set) var pages: [Int: Page] = [:]
  /// `heap->pages`: the pages of a block size that may have room, in the order they are tried.
  private var queues: [Int: [Int]] = [:]

  init(_ segments: MimallocSegments, _ words: Words) {
    self.segments = segments
    self.words = words
  }

  /// `mi_heap_malloc`.
  func allocate(_ request: Int) throws(MemoryError) -> Address {
    let size = sizes.blockSize(of: request)
    if let first = queues[size]?.first, let block = try pop(first) { return block }
    let page = try findPage(size)
    return try pop(page) ?? .null
  }

  /// `_mi_page_malloc`: the first block of the page's free list.
  private func pop(_ index: Int) throws(MemoryError) -> Address? {
    guard let block = pages[index]?.free, block != .null else { return nil }
    let next = try words.pointer(at: block)
    pages[index]?.free = next
    pages[index]?.used += 1
    return block
  }

  /// `mi_find_free_page`, `mi_page_queue_find_free_ex`: a page with a block on its free list.
  private func findPage(_ size: Int) throws(MemoryError) -> Int {
    var queue = queues[size] ?? []
    defer { queues[size] = queue }
    while let index = queue.first {
      collect(index)
      if pages[index]?.free != .null { return index }
      if try extend(index) { return index }
      pages[index]?.isFull = true
      queue.removeFirst()
    }
    let index = try segments.takePage(size, for: self)
    let start = segments.address(of: index) + sizes.pageStart(ofBlocks: size)
    let bytes = sizes.pageSize(ofBlocks: size) - sizes.pageStart(ofBlocks: size)
    let reserved = min(Int(UInt16.max), max(1, bytes / size))
    pages[index] = Page(start: start, blockSize: size, reserved: reserved)
    _ = try extend(index)
    queue.insert(index, at: 0)
    return index
  }

  /// `_mi_page_free_collect`: what was freed since becomes the free list when that is empty.
  private func collect(_ index: Int) {
    guard let page = pages[index], page.free == .null else { return }
    pages[index]?.free = page.localFree
    pages[index]?.localFree = .null
  }

  /// `mi_page_extend_free`: never-used blocks join the free list; false where none is left.
  private func extend(_ index: Int) throws(MemoryError) -> Bool {
    guard let page = pages[index], page.capacity < page.reserved else { return false }
    let count = min(
      sizes.extendCount(ofBlocks: page.blockSize), page.reserved - page.capacity)
    let first = page.start + page.capacity * page.blockSize
    for block in 0..<count - 1 {
      let address = first + block * page.blockSize
      try words.store(address + page.blockSize, at: address)
    }
    try words.store(page.free, at: first + (count - 1) * page.blockSize)
    pages[index]?.free = first
    pages[index]?.capacity += count
    try segments.setCapacity(page.capacity + count, ofPage: index)
    return true
  }

  /// `mi_free`, of a block of a page of this heap.
  func free(_ block: Address, page index: Int) throws(MemoryError) {
    guard let page = pages[index] else { return }
    try words.store(page.localFree, at: block)
    pages[index]?.localFree = block
    pages[index]?.used -= 1
    if page.used == 1 {
      try retire(index, page)
    } else if page.isFull {
      pages[index]?.isFull = false
      queues[page.blockSize, default: []].append(index)
    }
  }

  /// `_mi_page_retire`: an empty page goes back to its segment, unless its queue has no other.
  private func retire(_ index: Int, _ page: Page) throws(MemoryError) {
    if page.blockSize <= sizes.mediumLimit && queues[page.blockSize] == [index] { return }
    queues[page.blockSize]?.removeAll { $0 == index }
    pages[index] = nil
    try segments.givePage(index, size: page.blockSize)
  }
}
