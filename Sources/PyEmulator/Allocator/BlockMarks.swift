internal import PyLayout
internal import PyMemory

/// Which of pymalloc's blocks are in use, so that a block is not freed twice, and how many of their
/// bytes nobody asked for.
///
/// pymalloc itself knows neither. A byte stands for each 16 bytes of the memory, in a memory apart:
/// with blocks at multiples of 16 it is one mark, with blocks at multiples of 8 each half is one. A
/// mark is 0 where no block in use starts, or else 1 more than the bytes that nobody asked for.
struct BlockMarks {
  private let bytes: EmulatedMemory
  private let first: Address
  /// How many bytes there are.
  @inline(__always) private var count: UInt64 { UInt64(truncatingIfNeeded: bytes.mappedCount) }
  private let start: Address
  private let areHalves: Bool
  private let alignmentMask: UInt64
  private let surplus = Surplus()

  /// Bytes of the memory that a byte stands for, as a power of 2.
  private static let shift: UInt64 = 4
  /// The mark of a block whose number does not fit into half a byte.
  private static let many: UInt64 = 15

  /// The bytes that nobody asked for, where pymalloc kept a block that shrank: up to a quarter of it.
  private final class Surplus {
    var unasked: [Address: Int] = [:]
  }

  /// No mark on any block of a memory.
  init(of memory: EmulatedMemory, alignment: Int) throws(MemoryError) {
    start = memory.start
    areHalves = alignment == 8
    alignmentMask = UInt64(alignment - 1)
    bytes = try EmulatedMemory(pointerSize: 8)
    first = bytes.start
  }

  /// Makes room for the marks of all blocks up to an address.
  func makeRoom(upTo end: Address) throws(MemoryError) {
    let needed = (end.rawValue &- start.rawValue) >> Self.shift + 1
    // One behind the other
    if needed > count { _ = try bytes.map(Int(needed - count)) }
  }

  @inline(__always) private func place(of block: Address) -> Address {
    Address(rawValue: first.rawValue &+ ((block.rawValue &- start.rawValue) >> Self.shift))
  }

  /// Where in its byte a block's mark is: bits from the lowest.
  @inline(__always) private func bits(of block: Address) -> UInt64 {
    areHalves ? (block.rawValue & 8) >> 1 : 0
  }

  @inline(__always) private func mark(unasked: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: unasked &+ 1)
  }

  /// The mark of a block, 0 where none can be.
  @inline(__always) private func mark(of block: Address) throws(MemoryError) -> UInt64 {
    let place = place(of: block)
    guard place.rawValue &- first.rawValue < count, block.rawValue & alignmentMask == 0 else {
      return 0
    }
    let byte = try bytes.bits(at: place, size: 1)
    return areHalves ? byte >> bits(of: block) & 15 : byte
  }

  @inline(__always) private func setMark(_ mark: UInt64, of block: Address) throws(MemoryError) {
    let place = place(of: block)
    guard areHalves else { return try bytes.store(mark, size: 1, at: place) }
    let bits = bits(of: block)
    let other = try bytes.bits(at: place, size: 1) & (0xF0 >> bits)
    try bytes.store(other | mark << bits, size: 1, at: place)
  }

  /// Says that blocks in `size` bytes more will be marked.
  func expect(_ size: Int, behind end: Int) {
    bytes.expect(size >> Int(Self.shift), behind: end >> Int(Self.shift))
  }

  /// Marks a block as in use.
  @inline(__always) func set(_ block: Address, unasked: Int) throws(MemoryError) {
    let mark = mark(unasked: unasked)
    if areHalves && mark >= Self.many {
      surplus.unasked[block] = unasked
      return try setMark(Self.many, of: block)
    }
    try setMark(mark, of: block)
  }

  /// Marks `count` blocks as in use, `stride` bytes from one to the next.
  func set(_ first: Address, stride: Int, count: Int, unasked: Int) throws(MemoryError) {
    try store(mark(unasked: unasked), (first, stride, count))
  }

  /// Whether all blocks of a run are in use.
  func contain(_ blocks: BlockRun) throws(MemoryError) -> Bool {
    var block = blocks.first
    for _ in 0..<blocks.count {
      if try mark(of: block) == 0 { return false }
      block = block + blocks.stride
    }
    return true
  }

  /// Marks the blocks of a run as no longer in use.
  func clear(_ blocks: BlockRun) throws(MemoryError) { try store(0, blocks) }

  /// Gives all blocks of a run one mark.
  private func store(_ mark: UInt64, _ blocks: BlockRun) throws(MemoryError) {
    let (first, stride, count) = blocks
    if areHalves && stride == 8 {
      for index in 0..<count { try setMark(mark, of: first + index * stride) }
      return
    }
    // Blocks of 16 bytes or more share no byte; where they start in either half, every other one does
    // in the same
    let alternates = stride & 8 != 0
    for number in 0..<(alternates ? min(2, count) : 1) {
      let block = first + number * stride
      try bytes.store(
        series: mark << bits(of: block), step: 0, size: 1, at: place(of: block),
        stride: alternates ? stride >> 3 : stride >> 4,
        count: alternates ? (count - number + 1) / 2 : count)
    }
  }

  /// Marks a block as no longer in use; false where no block in use starts at the address.
  @inline(__always) func clear(_ block: Address) throws(MemoryError) -> Bool {
    guard try mark(of: block) != 0 else { return false }
    try setMark(0, of: block)
    return true
  }

  /// How many bytes of the block in use at an address nobody asked for; `nil` where none starts.
  func unasked(of block: Address) throws(MemoryError) -> Int? {
    let mark = try mark(of: block)
    if areHalves && mark == Self.many { return surplus.unasked[block] }
    return mark == 0 ? nil : Int(mark) - 1
  }
}
