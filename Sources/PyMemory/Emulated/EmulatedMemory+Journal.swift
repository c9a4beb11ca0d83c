public import PyLayout
internal import Synchronization

/// The memories whose writes are noted, by where their bytes are: who has no more than a window finds the
/// memory here, once an access has failed.
enum Journaled {
  private struct Entry: @unchecked Sendable {
    unowned let memory: EmulatedMemory
  }

  private static let memories = Mutex<[UInt: Entry]>([:])

  /// Enters a memory, or takes the one out that was there.
  static func note(_ memory: EmulatedMemory?, at base: UnsafeMutableRawPointer) {
    let place = UInt(bitPattern: base)
    let entry = memory.map { Entry(memory: $0) }
    memories.withLock { $0[place] = entry }
  }

  static func memory(at base: UnsafeMutableRawPointer) -> EmulatedMemory? {
    let place = UInt(bitPattern: base)
    return memories.withLock { $0[place] }?.memory
  }
}

extension EmulatedMemory.Window {
  /// The memory, where it notes what is written.
  package var journaled: EmulatedMemory? { unsafe Journaled.memory(at: base) }
}

extension EmulatedMemory {
  /// Bytes that were written, as they were before and as they are since.
  public struct Write: Hashable, Sendable {
    /// The first of them.
    public let address: Address
    /// What stood there.
    public let old: [UInt8]
    /// What stands there now; as many.
    public internal(set) var new: [UInt8]
  }

  /// All that is written, one after the other, from when it is made.
  ///
  /// While a memory has one, nothing may be written at its window's places directly: the window says that
  /// it ends where it starts, so that every store comes here.
  final class Journal {
    /// The writes whose end is not looked for any more.
    private(set) var writes: [Write] = []
    /// The last one: its bytes are written after it was noted.
    private var last: (address: Address, old: [UInt8])?

    /// Notes that the bytes at an address are about to be written.
    func note(_ address: Address, _ old: [UInt8], in memory: EmulatedMemory) {
      close(in: memory)
      last = (address, old)
    }

    /// Takes up what the last write left.
    func close(in memory: EmulatedMemory) {
      guard let (address, old) = last else { return }
      last = nil
      guard let new = try? memory.bytes(at: address, count: old.count), new != old else { return }
      writes.append(Write(address: address, old: old, new: new))
    }

    /// The writes since the last time, which are forgotten.
    func take(from memory: EmulatedMemory) -> [Write] {
      close(in: memory)
      defer { writes = [] }
      return writes
    }
  }

  /// Whether what is written is noted.
  package var isJournaled: Bool {
    get { journal != nil }
    set { journal = newValue ? journal ?? Journal() : nil }
  }

  /// What was written since the last time, without what left the bytes as they were.
  package func takeWrites() -> [Write] { journal?.take(from: self) ?? [] }
}

/// The bytes of an emulated memory as they were at one time.
public struct MemoryImage: Memory, Hashable, Sendable {
  /// The first address there is.
  public let start: Address
  /// All bytes that were ever handed out.
  public private(set) var bytes: [UInt8]

  /// The bytes of a memory as they are now.
  public init(of memory: EmulatedMemory) {
    start = memory.start
    bytes = (try? memory.bytes(at: memory.start, count: memory.mappedCount)) ?? []
  }

  /// A copy of the bytes.
  ///
  /// - Throws: ``MemoryError`` where any of them was not there.
  public func bytes(at address: Address, count: Int) throws(MemoryError) -> [UInt8] {
    Array(bytes[try range(address, count, .read)])
  }

  /// The number, put together where it stands.
  public func bits(at address: Address, size: Int) throws(MemoryError) -> UInt64 {
    guard 1...8 ~= size else {
      throw MemoryError(address: address, count: size, reason: .noNumber)
    }
    return bytes[try range(address, size, .read)].littleEndianBits
  }

  /// Calls a function with each word of a size in bytes, 4 or 8, at its multiples: where, and the number.
  package func forEachWord(of size: Int, _ body: (Address, UInt64) -> Void) {
    unsafe bytes.withUnsafeBytes { bytes in
      for place in stride(from: 0, through: bytes.count - size, by: size) {
        let word =
          size == 8
          ? unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
          : unsafe UInt64(bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
        body(Address(rawValue: start.rawValue + UInt64(place)), word)
      }
    }
  }

  private func range(
    _ address: Address, _ count: Int, _ access: MemoryError.Access
  ) throws(MemoryError) -> Range<Int> {
    let first = address.rawValue &- start.rawValue
    guard count >= 0, first <= UInt64(bytes.count), UInt64(count) <= UInt64(bytes.count) - first
    else {
      throw MemoryError(access, address: address, count: count, reason: "was not emulated memory")
    }
    return Int(first)..<Int(first) + count
  }

  /// The image after writes, one after the other.
  ///
  /// - Throws: ``MemoryError`` where the bytes before are not those that a write found.
  public func applying(_ writes: [EmulatedMemory.Write]) throws(MemoryError) -> MemoryImage {
    var image = self
    for write in writes { try image.replace(write.old, by: write.new, at: write.address) }
    return image
  }

  /// The image before writes: the last one is taken back first.
  ///
  /// - Throws: ``MemoryError`` where the bytes are not those that a write left.
  public func undoing(_ writes: [EmulatedMemory.Write]) throws(MemoryError) -> MemoryImage {
    var image = self
    for write in writes.reversed() {
      try image.replace(write.new, by: write.old, at: write.address)
    }
    return image
  }

  private mutating func replace(
    _ old: [UInt8], by new: [UInt8], at address: Address
  ) throws(MemoryError) {
    let range = try range(address, max(old.count, new.count), .write, growing: true)
    guard Array(bytes[range]) == old else {
      throw MemoryError(
        .write, address: address, count: old.count, reason: "other bytes stand there")
    }
    bytes.replaceSubrange(range, with: new)
  }

  /// The place of bytes, which are zero where the memory had not grown so far.
  private mutating func range(
    _ address: Address, _ count: Int, _ access: MemoryError.Access, growing: Bool
  ) throws(MemoryError) -> Range<Int> {
    let end = Int(clamping: address.rawValue &- start.rawValue).addingReportingOverflow(count)
    if !end.overflow, end.partialValue > bytes.count, end.partialValue <= 1 << 30 {
      bytes += [UInt8](repeating: 0, count: end.partialValue - bytes.count)
    }
    return try range(address, count, access)
  }

  /// Where the bytes differ from another image's, in runs; one that is longer differs in its end, unless
  /// that is zero.
  public func differences(from earlier: MemoryImage) -> [Range<Address>] {
    var ranges: [Range<Address>] = []
    let common = min(bytes.count, earlier.bytes.count)
    let step = 8
    func add(_ first: Int, _ end: Int) {
      let range =
        Address(
          rawValue: start.rawValue + UInt64(first))..<Address(
          rawValue: start.rawValue + UInt64(end))
      if let last = ranges.last, last.upperBound == range.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    unsafe bytes.withUnsafeBytes { mine in
      unsafe earlier.bytes.withUnsafeBytes { theirs in
        var first = 0
        while first < common {
          let end = min(first + step, common)
          if end - first == step {
            let word = unsafe mine.loadUnaligned(fromByteOffset: first, as: UInt64.self)
            let other = unsafe theirs.loadUnaligned(fromByteOffset: first, as: UInt64.self)
            if word == other {
              first = end
              continue
            }
          }
          for index in first..<end where unsafe mine[index] != theirs[index] {
            add(index, index + 1)
          }
          first = end
        }
      }
    }
    let longer = bytes.count > common ? bytes : earlier.bytes
    for index in common..<longer.count where longer[index] != 0 { add(index, index + 1) }
    return ranges
  }
}
