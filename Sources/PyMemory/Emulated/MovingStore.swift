internal import PyLayout

/// Bytes that move to a larger block when they grow: they need nothing of the platform. Where there is no
/// memory for that block, the process ends, as with everything that Swift itself allocates.
@safe package final class MovingStore: ByteStore {
  package private(set) var base: UnsafeMutableRawPointer
  package private(set) var count: Int

  package init() {
    count = Self.step
    unsafe base = Self.zeros(count)
  }

  deinit { unsafe base.deallocate() }

  package func grow(to count: Int) throws(MemoryError) {
    guard count <= limit else {
      throw MemoryError(
        .write, address: Address(rawValue: start), count: count, reason: "too many bytes")
    }
    // By a half, so that each byte moves a bounded number of times, however often the store grows
    let larger = max(count, self.count + self.count / 2)
    let moved = unsafe Self.zeros(larger)
    unsafe moved.copyMemory(from: base, byteCount: self.count)
    unsafe base.deallocate()
    unsafe base = moved
    self.count = larger
  }

  private static func zeros(_ count: Int) -> UnsafeMutableRawPointer {
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 16)
    unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0, count: count)
    return unsafe bytes
  }
}
