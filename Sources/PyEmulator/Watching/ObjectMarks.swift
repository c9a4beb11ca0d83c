import PyLayout
import PyMemory

/// Where objects start: what no allocator knows, and CPython itself only of those with a GC head.
///
/// A bit stands for each word of the heap's memory, as wide as a pointer, at which an object may start, in
/// a memory apart. 64 of them are one number there, the lowest bit for the first.
struct ObjectMarks {
  private let marks: EmulatedMemory
  private let first: Address
  private let start: Address
  /// Bytes of the memory that a bit stands for, as a power of 2.
  private let shift: UInt64

  /// Bits of a number, as a power of 2.
  private static let bits: UInt64 = 6

  /// No object in a memory yet.
  init(of memory: EmulatedMemory) throws(MemoryError) {
    start = memory.start
    shift = memory.pointerSize == 8 ? 3 : 2
    marks = try EmulatedMemory(pointerSize: 8)
    first = marks.start
  }

  /// The number of an object's bit.
  @inline(__always) private func index(of object: Address) -> UInt64 {
    (object.rawValue &- start.rawValue) &>> shift
  }

  /// Where the number is that holds a bit.
  @inline(__always) private func place(of index: UInt64) -> Address {
    first + Int(truncatingIfNeeded: (index >> Self.bits) &<< 3)
  }

  @inline(__always) private static func bit(_ index: UInt64) -> UInt64 { 1 &<< index }

  /// Says that an object starts at an address.
  @inline(__always) func set(_ object: Address) throws(MemoryError) {
    let index = index(of: object)
    let place = place(of: index)
    try makeRoom(upTo: place)
    try marks.store(try marks.bits(at: place, size: 8) | Self.bit(index), size: 8, at: place)
  }

  /// Says that no object starts there any more.
  @inline(__always) func clear(_ object: Address) throws(MemoryError) {
    let index = index(of: object)
    let place = place(of: index)
    try marks.store(try marks.bits(at: place, size: 8) & ~Self.bit(index), size: 8, at: place)
  }

  @inline(__always) private func makeRoom(upTo place: Address) throws(MemoryError) {
    if place.distance(from: first) >= marks.mappedCount { try map(upTo: place) }
  }

  @inline(never) private func map(upTo place: Address) throws(MemoryError) {
    _ = try marks.map(place.distance(from: first) + 8 - marks.mappedCount)
  }

  /// Says that objects will start in `size` bytes more of the memory.
  func expect(_ size: Int, behind end: Int) {
    let shift = Int(shift) + 3
    marks.expect(size >> shift, behind: end >> shift)
  }

  /// Says that an object starts at each of these places.
  func set(_ run: BlockRun) throws(MemoryError) {
    guard run.count > 0 else { return }
    let step = UInt64(run.stride) >> shift
    var index = index(of: run.first)
    var left = UInt64(run.count)
    try makeRoom(upTo: place(of: index &+ (left &- 1) &* step))
    // One bit of each `step`, from the lowest on
    let pattern = stride(from: 0, to: 64, by: Int(step)).reduce(0) { $0 | Self.bit(UInt64($1)) }
    let words = marks.window
    while left > 0 {
      let place = place(of: index)
      let lowest = index & 63
      let count = min(left, (64 &- lowest &+ step &- 1) / step)
      var bits = pattern &<< lowest
      let end = lowest &+ count &* step
      if end < 64 { bits &= Self.bit(end) &- 1 }
      try words.store(try words.word(at: place, isWide: true) | bits, size: 8, at: place)
      index &+= count &* step
      left &-= count
    }
  }

  /// Says that none starts from the first of these places to the last, between which there are no others.
  func clear(_ run: BlockRun) throws(MemoryError) {
    guard run.count > 0 else { return }
    let low = index(of: run.first)
    let high = index(of: run.first + (run.count - 1) * run.stride)
    let (begin, end) = (place(of: low), place(of: high))
    // What is kept of the first number, and of the last one
    let below = Self.bit(low) &- 1
    let above = ~1 &<< high
    let kept = try marks.bits(at: begin, size: 8) & below
    let keptLast = try marks.bits(at: end, size: 8) & above
    try marks.fill(0, at: begin, count: end.distance(from: begin) + 8)
    try marks.store(kept, size: 8, at: begin)
    try marks.store(try marks.bits(at: end, size: 8) | keptLast, size: 8, at: end)
  }

  /// All objects, by their addresses.
  var all: [Address] {
    let bytes = (try? marks.bytes(at: first, count: marks.mappedCount)) ?? []
    var objects: [Address] = []
    for (number, byte) in bytes.enumerated() where byte != 0 {
      var bits = byte
      while bits != 0 {
        objects.append(start + (number &<< 3 | bits.trailingZeroBitCount) &<< Int(shift))
        bits &= bits &- 1
      }
    }
    return objects
  }

  /// Whether an object starts at an address.
  func contains(_ object: Address) -> Bool {
    guard object >= start, object.rawValue & (1 &<< shift &- 1) == 0 else { return false }
    let index = index(of: object)
    return ((try? marks.bits(at: place(of: index), size: 8)) ?? 0) & Self.bit(index) != 0
  }
}
