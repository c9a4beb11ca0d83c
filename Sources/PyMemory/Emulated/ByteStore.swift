/// The bytes of an emulated memory: those that were never written are zero.
protocol ByteStore: AnyObject {
  /// The first byte; it may stand elsewhere when the store has grown.
  var base: UnsafeMutableRawPointer { get }
  /// What the first byte's address is for objects with 8-byte pointers.
  var start: UInt64 { get }
  /// Bytes that there are.
  var count: Int { get }
  /// There cannot be more bytes than these.
  var limit: Int { get }

  /// Makes room for at least as many bytes, at most ``limit``.
  ///
  /// - Throws: ``MemoryError`` when the kernel says that there is no memory.
  func grow(to count: Int) throws(MemoryError)
  /// Makes bytes zero that are not needed for now.
  func clear(_ bytes: Range<Int>)
  /// Is told that bytes will all be written.
  func expect(_ bytes: Range<Int>)
}

extension ByteStore {
  /// Bytes by which a store grows at least; a multiple of the page's.
  static var step: Int { 1 << 18 }

  /// Where the first memory of a process stands, in every run: far from what a kernel places itself, and
  /// a little before a multiple of mimalloc's segments of 32 MiB, since what stands before the first
  /// of them is small.
  static var firstPlace: UInt64 { 0x2000_0000_0000 + (32 << 20) - UInt64(step) }
}
