package import PyLayout
internal import PyMemory

/// A page of mimalloc's: blocks of one size side by side, `mi_page_t`.
package struct MimallocPage: Sendable {
  /// Its first block.
  let first: UInt64
  let blockSize: Int
  /// How many blocks it has so far.
  let capacity: Int
  /// How many of them are in use, those that other threads have freed among them.
  let used: Int
  /// Which functions its blocks are of; `nil` where they are of several.
  let domain: AllocatorDomain?
  /// The first blocks of the lists of free ones.
  let lists: [UInt64]
  /// The first block of the list of those that other threads have freed.
  let freedByOthers: UInt64
  let links: Links

  /// How free blocks name the next one of their list.
  package struct Links: Sendable {
    /// What the words are encoded with.
    let keys: [UInt64]
    /// What stands for the list's end.
    let end: UInt64

    /// The words are addresses.
    package static var plain: Links { Links(keys: [0, 0], end: 0) }

    /// `mi_ptr_decode`, Include/internal/mimalloc/mimalloc/internal.h: 0 for the list's end.
    func next(_ word: UInt64, pointerSize: Int) -> UInt64 {
      let mask = pointerSize == 8 ? UInt64.max : UInt64(UInt32.max)
      let bits = UInt64(8 * pointerSize)
      let value = (word &- keys[0]) & mask
      let shift = keys[0] % bits
      let turned = shift == 0 ? value : (value >> shift | value << (bits - shift)) & mask
      let next = turned ^ keys[1]
      return next == end ? 0 : next
    }
  }

  /// A page that somebody knows who has made it: an emulator.
  package init(
    first: Address, blockSize: Int, capacity: Int, used: Int, domain: AllocatorDomain?,
    lists: [Address]
  ) {
    self.init(
      first: first.rawValue, blockSize: blockSize, capacity: capacity, used: used, domain: domain,
      lists: lists.map(\.rawValue), freedByOthers: 0, links: .plain)
  }

  init(
    first: UInt64, blockSize: Int, capacity: Int, used: Int, domain: AllocatorDomain?,
    lists: [UInt64], freedByOthers: UInt64, links: Links
  ) {
    self.first = first
    self.blockSize = blockSize
    self.capacity = capacity
    self.used = used
    self.domain = domain
    self.lists = lists
    self.freedByOthers = freedByOthers
    self.links = links
  }

  /// Its blocks.
  var blocks: Range<UInt64> { first..<first + UInt64(blockSize * capacity) }

  /// The numbers of its blocks that are free.
  ///
  /// - Throws: ``Damage/Fault`` where its counts do not agree with its lists, or some of it was not copied.
  func free(_ memory: StillMemory, pointerSize: Int) throws(Damage.Fault) -> [Int] {
    // One that is alone may have much that was never touched
    guard capacity < 2 || memory.holds(blocks) else { throw .notCopied }
    var free: [Int] = []
    func take(_ list: UInt64) throws(Damage.Fault) {
      var block = list
      while block != 0 {
        let (distance, isBefore) = block.subtractingReportingOverflow(first)
        let number = Int(clamping: distance / UInt64(max(blockSize, 1)))
        guard !isBefore, number < capacity, free.count < capacity,
          let word = memory.word(block, size: pointerSize)
        else { throw Damage.Fault(what: "has a free list that leads elsewhere") }
        free.append(number)
        block = links.next(word, pointerSize: pointerSize)
      }
    }
    for list in lists { try take(list) }
    guard used + free.count == capacity else {
      throw Damage.Fault(
        what: "counts \(used) blocks in use, and has \(capacity - free.count)")
    }
    try take(freedByOthers)
    return free
  }
}
