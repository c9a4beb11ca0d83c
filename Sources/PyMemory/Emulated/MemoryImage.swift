public import PyLayout

extension EmulatedMemory {
  /// Bytes that are others than they were, side by side.
  public struct Write: Hashable, Sendable {
    /// The first of them.
    public let address: Address
    /// What stood there.
    public let old: [UInt8]
    /// What stands there now; as many.
    public let new: [UInt8]
  }

  /// What was written since an image was made, which then is one of now.
  ///
  /// Nothing is asked of those who write: the bytes are compared, word by word of 8 bytes.
  package func takeWrites(since image: inout MemoryImage) -> [Write] {
    unsafe image.catchUp(with: UnsafeRawBufferPointer(start: base, count: end))
  }
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

  /// Takes up what stands there now, and says where that is something else.
  fileprivate mutating func catchUp(with now: UnsafeRawBufferPointer) -> [EmulatedMemory.Write] {
    if now.count > bytes.count { bytes += [UInt8](repeating: 0, count: now.count - bytes.count) }
    let first = start.rawValue
    return unsafe bytes.withUnsafeMutableBytes { mine in
      var writes: [EmulatedMemory.Write] = []
      unsafe Self.forEachDifference(UnsafeRawBufferPointer(mine), now) { place in
        let range = place..<place + Self.word
        let old = unsafe [UInt8](mine[range])
        let new = unsafe [UInt8](now[range])
        unsafe mine[range].copyBytes(from: new)
        writes.append(
          EmulatedMemory.Write(
            address: Address(rawValue: first + UInt64(place)), old: old, new: new))
      }
      return writes
    }
  }

  /// Bytes that are compared as one.
  private static var word: Int { 8 }

  /// Calls a function with each place where words differ, of two runs of whole pages: as far as the shorter
  /// one goes.
  private static func forEachDifference(
    _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer, _ body: (Int) -> Void
  ) {
    let block = MemoryLayout<SIMD8<UInt64>>.size
    for first in stride(from: 0, to: min(a.count, b.count), by: block) {
      let (one, other) = unsafe (
        a.loadUnaligned(fromByteOffset: first, as: SIMD8<UInt64>.self),
        b.loadUnaligned(fromByteOffset: first, as: SIMD8<UInt64>.self)
      )
      if one == other { continue }
      for lane in 0..<8 where one[lane] != other[lane] { body(first + lane * word) }
    }
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

  /// Where the bytes differ from another image's, in runs of words of 8 bytes; one that is longer differs in
  /// its end, unless that is zero.
  public func differences(from earlier: MemoryImage) -> [Range<Address>] {
    var (mine, theirs) = (self, earlier)
    let count = max(mine.bytes.count, theirs.bytes.count)
    mine.bytes += [UInt8](repeating: 0, count: count - mine.bytes.count)
    theirs.bytes += [UInt8](repeating: 0, count: count - theirs.bytes.count)
    var ranges: [Range<Address>] = []
    unsafe mine.bytes.withUnsafeBytes { mine in
      unsafe theirs.bytes.withUnsafeBytes { theirs in
        unsafe Self.forEachDifference(mine, theirs) { place in
          let first = Address(rawValue: start.rawValue + UInt64(place))
          let end = Address(rawValue: first.rawValue + UInt64(Self.word))
          if let last = ranges.last, last.upperBound == first {
            ranges[ranges.count - 1] = last.lowerBound..<end
          } else {
            ranges.append(first..<end)
          }
        }
      }
    }
    return ranges
  }
}
