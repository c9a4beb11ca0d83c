public import PyLayout

/// Memory that no longer changes: runs of bytes, each at the address that it had where it was copied from.
///
/// What was not copied throws, as in a process what is not mapped.
public final class StillMemory: Memory, @unchecked Sendable {
  /// Bytes side by side.
  @safe @usableFromInline struct Run {
    @usableFromInline let start: UInt64
    @usableFromInline let count: UInt64
    @usableFromInline let bytes: UnsafeRawPointer

    init(_ start: UInt64, _ bytes: UnsafeRawBufferPointer) {
      self.start = start
      // None is empty
      unsafe self.bytes = bytes.baseAddress.unsafelyUnwrapped
      count = UInt64(bytes.count)
    }
  }

  /// In the order of their addresses; none overlaps another.
  @usableFromInline let runs: [Run]
  /// Which of them an address is in.
  @usableFromInline let directory: RunDirectory
  /// What keeps the bytes.
  private let owner: AnyObject?

  /// Takes over bytes that `owner` keeps in place, as long as it lives.
  ///
  /// - Parameter runs: where each run stood, and its bytes; of two that overlap the second one is cut.
  package init(_ runs: [(start: UInt64, bytes: UnsafeRawBufferPointer)], keptBy owner: AnyObject?) {
    var kept: [Run] = []
    var end: UInt64 = 0
    for unsafe(start, bytes) in unsafe runs.sorted(by: { unsafe $0.start < $1.start }) {
      guard unsafe !bytes.isEmpty, start >= end else { continue }
      let last = start.addingReportingOverflow(UInt64(bytes.count - 1))
      guard !last.overflow else { continue }
      unsafe kept.append(Run(start, bytes))
      end = last.partialValue
    }
    self.runs = kept
    directory = RunDirectory(kept)
    self.owner = owner
  }

  /// The bytes, in the order of their addresses.
  package var contents: [(start: UInt64, bytes: UnsafeRawBufferPointer)] {
    unsafe runs.map { run in
      unsafe (run.start, UnsafeRawBufferPointer(start: run.bytes, count: Int(run.count)))
    }
  }

  /// A memory of bytes that are copied.
  ///
  /// - Parameter runs: where each run stands, and its bytes.
  public convenience init(copying runs: [(start: Address, bytes: [UInt8])]) {
    let copies = Copies(runs.map(\.bytes))
    unsafe self.init(
      zip(runs, copies.buffers).map { run, copy in
        (run.start.rawValue, UnsafeRawBufferPointer(copy))
      },
      keptBy: copies)
  }

  /// Bytes of our own.
  @safe private final class Copies {
    let buffers: [UnsafeMutableRawBufferPointer]

    init(_ all: [[UInt8]]) {
      unsafe buffers = all.map { bytes in
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
        unsafe buffer.copyBytes(from: bytes)
        return unsafe buffer
      }
    }

    deinit {
      for index in unsafe buffers.indices { unsafe buffers[index].deallocate() }
    }
  }

  /// The same without some bytes, as if they had not been copied.
  ///
  /// - Parameter ranges: addresses, in any order.
  package func without(_ ranges: [Range<UInt64>]) -> StillMemory {
    if ranges.isEmpty { return self }
    let ranges = ranges.sorted { $0.lowerBound < $1.lowerBound }
    var rest: [(start: UInt64, bytes: UnsafeRawBufferPointer)] = unsafe []
    var next = 0
    for run in runs {
      let end = run.start + run.count
      func keep(_ part: Range<UInt64>) {
        unsafe rest.append(
          (
            part.lowerBound,
            UnsafeRawBufferPointer(
              start: run.bytes + Int(part.lowerBound - run.start), count: part.count)
          ))
      }
      var place = run.start
      while next < ranges.count, ranges[next].upperBound <= place { next += 1 }
      var index = next
      while index < ranges.count, ranges[index].lowerBound < end {
        if ranges[index].lowerBound > place { keep(place..<ranges[index].lowerBound) }
        place = max(place, ranges[index].upperBound)
        index += 1
      }
      if place < end { keep(place..<end) }
    }
    return unsafe StillMemory(rest, keptBy: self)
  }

  /// Whether all bytes of a range are there.
  package func holds(_ range: Range<UInt64>) -> Bool {
    var place = range.lowerBound
    while place < range.upperBound {
      guard let run = run(of: place) else { return false }
      let end = runs[run].start &+ runs[run].count
      // The last run of all may end with the last address
      if end == 0 { return true }
      place = end
    }
    return true
  }

  /// Where bytes are, in the order of their addresses.
  public var ranges: [Range<Address>] {
    runs.map { run in
      Address(rawValue: run.start)..<Address(rawValue: run.start + run.count)
    }
  }

  /// The `count` bytes at `address`.
  ///
  /// - Throws: ``MemoryError`` when any of them was not copied.
  public func bytes(at address: Address, count: Int) throws(MemoryError) -> [UInt8] {
    guard count > 0 else { return [] }
    guard let place = unsafe pointer(to: address.rawValue, count: count) else {
      throw absent(address, count)
    }
    return unsafe [UInt8](UnsafeRawBufferPointer(start: place, count: count))
  }

  /// The little-endian number in the `size` bytes at `address`, 1 to 8 of them.
  ///
  /// - Throws: ``MemoryError`` when any of them was not copied.
  @inlinable public func bits(at address: Address, size: Int) throws(MemoryError) -> UInt64 {
    guard let place = unsafe pointer(to: address.rawValue, count: size) else {
      throw absent(address, size)
    }
    switch size {
    case 8: return unsafe place.loadUnaligned(as: UInt64.self)
    case 4: return unsafe UInt64(place.loadUnaligned(as: UInt32.self))
    case 2: return unsafe UInt64(place.loadUnaligned(as: UInt16.self))
    case 1: return unsafe UInt64(place.load(as: UInt8.self))
    default: return try bytes(at: address, count: size).littleEndianBits
    }
  }

  /// The number in the 8 bytes at an address, or in 4 of them; `nil` where one was not copied.
  @inlinable @inline(__always)
  package func word(_ address: UInt64, size: Int) -> UInt64? {
    guard let place = unsafe pointer(to: address, count: size) else { return nil }
    return size == 8
      ? unsafe place.loadUnaligned(as: UInt64.self)
      : unsafe UInt64(place.loadUnaligned(as: UInt32.self))
  }

  /// Which run an address is in.
  @inlinable @inline(__always) package func run(of address: UInt64) -> Int? {
    let (first, end) = directory.candidates(for: address)
    if end &- first == 1 { return contains(first, address) ? first : nil }
    return search(first, end, address)
  }

  @inlinable @inline(__always) func contains(_ run: Int, _ address: UInt64) -> Bool {
    // Before its start is far behind its end
    address &- runs[run].start < runs[run].count
  }

  /// Which of several runs an address is in.
  @usableFromInline @inline(never) func search(
    _ first: Int, _ end: Int, _ address: UInt64
  ) -> Int? {
    if first >= end { return nil }
    // The last one that does not start behind it
    var (low, high) = (first, end)
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].start <= address { low = middle } else { high = middle }
    }
    return contains(low, address) ? low : nil
  }

  @inlinable @inline(__always) func pointer(to address: UInt64, count: Int) -> UnsafeRawPointer? {
    guard count > 0, let index = run(of: address) else { return nil }
    let run = runs[index]
    let offset = address - run.start
    guard UInt64(count) <= run.count - offset else { return nil }
    return unsafe run.bytes + Int(truncatingIfNeeded: offset)
  }

  @usableFromInline @inline(never) func absent(_ address: Address, _ count: Int) -> MemoryError {
    MemoryError(address: address, count: count, reason: "it was not copied")
  }
}
