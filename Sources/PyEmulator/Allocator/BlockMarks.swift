internal import PyLayout
internal import PyMemory

/// Which of pymalloc's blocks are in use, so that a block is not freed twice, and how many of their
/// bytes nobody asked for.
///
/// pymalloc itself knows neither. A byte stands for each `ALIGNMENT` bytes of the memory, in a memory
/// apart: 0 where no block in use starts, or else 1 more than the bytes that nobody asked for.
struct BlockMarks {
  private let bytes: EmulatedMemory
  private let first: Address
  /// How many bytes: enough for the largest memory there is.
  private let count: UInt64
  private let start: Address
  private let shift: UInt64
  private let alignmentMask: UInt64

  /// No mark on any block of a memory.
  init(of memory: EmulatedMemory, alignment: Int) throws(MemoryError) {
    start = memory.start
    shift = UInt64(alignment.trailingZeroBitCount)
    alignmentMask = UInt64(alignment - 1)
    bytes = try EmulatedMemory(pointerSize: 8)
    count = 1 << (38 - shift)
    first = try bytes.map(Int(count))
  }

  private func contains(_ place: Address) -> Bool { place.rawValue &- first.rawValue < count }

  @inline(__always) private func place(of block: Address) -> Address {
    Address(rawValue: first.rawValue &+ ((block.rawValue &- start.rawValue) >> shift))
  }

  /// Says that blocks in so many bytes more will be marked.
  func expect(_ size: Int, behind end: Int) {
    bytes.expect(size >> Int(shift), behind: end >> Int(shift))
  }

  /// Marks a block as in use.
  @inline(__always) func set(_ block: Address, unasked: Int) throws(MemoryError) {
    try bytes.store(UInt64(truncatingIfNeeded: unasked &+ 1), size: 1, at: place(of: block))
  }

  /// Marks so many blocks as in use, `stride` bytes from one to the next.
  func set(_ first: Address, stride: Int, count: Int, unasked: Int) throws(MemoryError) {
    try bytes.store(
      series: UInt64(unasked + 1), step: 0, size: 1, at: place(of: first),
      stride: stride >> Int(shift), count: count)
  }

  /// Whether all blocks of a run are in use.
  func contain(_ blocks: BlockRun) throws(MemoryError) -> Bool {
    let window = bytes.window
    var block = blocks.first
    for _ in 0..<blocks.count {
      let place = self.place(of: block)
      guard contains(place), block.rawValue & alignmentMask == 0,
        try window.bits(at: place, size: 1) != 0
      else { return false }
      block = block + blocks.stride
    }
    return true
  }

  /// Marks the blocks of a run as no longer in use.
  func clear(_ blocks: BlockRun) throws(MemoryError) {
    try bytes.store(
      series: 0, step: 0, size: 1, at: place(of: blocks.first),
      stride: blocks.stride >> Int(shift), count: blocks.count)
  }

  /// Marks a block as no longer in use; false where no block in use starts at the address.
  @inline(__always) func clear(_ block: Address) throws(MemoryError) -> Bool {
    let place = self.place(of: block)
    guard contains(place), block.rawValue & alignmentMask == 0,
      try bytes.bits(at: place, size: 1) != 0
    else { return false }
    try bytes.store(0, size: 1, at: place)
    return true
  }

  /// How many bytes of the block in use at an address nobody asked for; `nil` where none starts.
  func unasked(of block: Address) throws(MemoryError) -> Int? {
    let place = self.place(of: block)
    guard contains(place), block.rawValue & alignmentMask == 0 else { return nil }
    let mark = try bytes.bits(at: place, size: 1)
    return mark == 0 ? nil : Int(mark) - 1
  }
}
