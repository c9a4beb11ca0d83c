/// Where the bytes of an ``EmulatedMemory`` are: a block of this process's own, a file that is mapped,
/// what several processes share.
///
/// Bytes that were never written are zero. All accesses go straight to the bytes at ``base``: a store has
/// to have as many there as it says. One thread at a time asks it.
public protocol ByteStore: AnyObject {
  /// The first byte; it may stand elsewhere when the store has grown, and only then.
  var base: UnsafeMutableRawPointer { get }
  /// Bytes that there are.
  var count: Int { get }
  /// Makes room for at least as many bytes, at most ``limit``; those that were there stay as they are.
  ///
  /// - Throws: ``MemoryError`` when there is no memory.
  func grow(to count: Int) throws(MemoryError)

  /// What the first byte's address is for objects with 8-byte pointers: a multiple of the page's size,
  /// from 64 KiB on.
  var start: UInt64 { get }
  /// There cannot be more bytes than these.
  var limit: Int { get }
  /// Makes bytes zero that are not needed for now.
  func clear(_ bytes: Range<Int>)
  /// Is told that bytes will all be written.
  func expect(_ bytes: Range<Int>)
}

extension ByteStore {
  /// The same in every run, and far from what a kernel places itself.
  public var start: UInt64 { Self.firstPlace }
  /// 256 GiB, as far as an `Int` counts them.
  public var limit: Int { Int(clamping: 1 << 38 as Int64) }
  /// Writes zeros.
  public func clear(_ bytes: Range<Int>) {
    unsafe (base + bytes.lowerBound).initializeMemory(
      as: UInt8.self, repeating: 0, count: bytes.count)
  }
  /// Nothing is done beforehand.
  public func expect(_ bytes: Range<Int>) {}

  /// Bytes by which a store grows at least; a multiple of the page's.
  static var step: Int { 1 << 18 }

  /// Where the first memory of a process stands, in every run: far from what a kernel places itself, and
  /// a little before a multiple of mimalloc's segments of 32 MiB, since what stands before the first
  /// of them is small.
  static var firstPlace: UInt64 { 0x2000_0000_0000 + (32 << 20) - UInt64(step) }
}
