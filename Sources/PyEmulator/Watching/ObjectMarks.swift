import PyLayout
import PyMemory

/// Where objects start: what no allocator knows, and CPython itself only of those with a GC head.
///
/// A byte stands for each 8 bytes of the heap's memory, in a memory apart; where an object starts in
/// them it is the number of the byte, from 1 on. With 4-byte pointers 2.7's ints stand 12 bytes apart.
struct ObjectMarks {
  private let marks: EmulatedMemory
  private let first: Address
  private let start: Address

  private static let shift: UInt64 = 3

  /// No object in a memory yet.
  init(of memory: EmulatedMemory) throws(MemoryError) {
    start = memory.start
    marks = try EmulatedMemory(pointerSize: 8)
    first = marks.start
  }

  @inline(__always) private func place(of object: Address) -> Address {
    first + Int(truncatingIfNeeded: (object.rawValue &- start.rawValue) >> Self.shift)
  }

  /// Says that an object starts at an address.
  @inline(__always) func set(_ object: Address) throws(MemoryError) {
    let place = place(of: object)
    if place.distance(from: first) >= marks.mappedCount { try makeRoom(for: place) }
    try marks.store(Self.mark(object), size: 1, at: place)
  }

  @inline(__always) private static func mark(_ object: Address) -> UInt64 {
    1 + object.rawValue & 7
  }

  @inline(never) private func makeRoom(for place: Address) throws(MemoryError) {
    _ = try marks.map(place.distance(from: first) + 1 - marks.mappedCount)
  }

  /// Says that objects will start in `size` bytes more of the memory.
  func expect(_ size: Int, behind end: Int) {
    marks.expect(size >> Int(Self.shift), behind: end >> Int(Self.shift))
  }

  /// Says that no object starts there any more.
  @inline(__always) func clear(_ object: Address) throws(MemoryError) {
    try marks.store(0, size: 1, at: place(of: object))
  }

  /// Says that an object starts at each of these places, from one to the next a multiple of 8 bytes.
  func set(_ run: BlockRun) throws(MemoryError) {
    guard run.count > 0 else { return }
    let last = place(of: run.first + (run.count - 1) * run.stride)
    if last.distance(from: first) >= marks.mappedCount { try makeRoom(for: last) }
    try marks.store(
      series: Self.mark(run.first), step: 0, size: 1, at: place(of: run.first),
      stride: run.stride >> Int(Self.shift), count: run.count)
  }

  /// Says that none starts from the first of these places to the last, between which there are no others.
  func clear(_ run: BlockRun) throws(MemoryError) {
    guard run.count > 0 else { return }
    let count = ((run.count - 1) * run.stride) >> Int(Self.shift) + 1
    try marks.fill(0, at: place(of: run.first), count: count)
  }

  /// All objects, by their addresses.
  var all: [Address] {
    let bytes = (try? marks.bytes(at: first, count: marks.mappedCount)) ?? []
    return bytes.indices.lazy.filter { bytes[$0] != 0 }.map {
      start + $0 << Int(Self.shift) + Int(bytes[$0] - 1)
    }
  }

  /// Whether an object starts at an address.
  func contains(_ object: Address) -> Bool {
    guard object >= start else { return false }
    return (try? marks.bits(at: place(of: object), size: 1)) == Self.mark(object)
  }
}
