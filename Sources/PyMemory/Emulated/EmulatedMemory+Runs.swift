package import PyLayout

/// Many blocks at once, side by side.
extension EmulatedMemory {
  /// Copies bytes to `count` places; they do not overlap one another, nor the source.
  ///
  /// What stands between two copies becomes what stands behind the first one.
  ///
  /// - Parameters:
  ///   - stride: bytes from one copy's first byte to the next one's, at least `count`.
  /// - Throws: ``MemoryError`` when any of the bytes is outside.
  package func copy(
    _ count: Int, from source: Address, to first: Address, stride: Int, times: Int
  ) throws(MemoryError) {
    guard times > 0, count >= 0 else { return }
    try move(count, from: source, to: first)
    let end = (times - 1) * stride + count
    let place = unsafe try place(of: first, end, .write)
    // What is there already is copied as one piece: it doubles each time
    var done = stride
    while done < end {
      let piece = min(done, end - done)
      unsafe (place + done).copyMemory(from: place, byteCount: piece)
      done += piece
    }
  }

  /// Writes numbers to `count` places, each a step more than the one before, wrapping.
  ///
  /// - Parameters:
  ///   - size: bytes of a number, 1, 2, 4 or 8.
  ///   - stride: bytes from one number's first byte to the next one's.
  /// - Throws: ``MemoryError`` when any of the bytes is outside.
  package func store(
    series first: UInt64, step: Int, size: Int, at address: Address, stride: Int, count: Int
  ) throws(MemoryError) {
    guard count > 0 else { return }
    let place = unsafe try place(of: address, (count - 1) * stride + size, .write)
    switch size {
    case 8: unsafe store(first, step, at: place, stride, count, as: UInt64.self)
    case 4: unsafe store(first, step, at: place, stride, count, as: UInt32.self)
    case 2: unsafe store(first, step, at: place, stride, count, as: UInt16.self)
    default: unsafe store(first, step, at: place, stride, count, as: UInt8.self)
    }
  }

  @inline(__always) private func store<Number: FixedWidthInteger & BitwiseCopyable>(
    _ first: UInt64, _ step: Int, at place: UnsafeMutableRawPointer, _ stride: Int, _ count: Int,
    as type: Number.Type
  ) {
    var number = Number(truncatingIfNeeded: first)
    let step = Number(truncatingIfNeeded: step)
    var place = unsafe place
    for _ in 0..<count {
      unsafe place.storeBytes(of: number, as: type)
      number &+= step
      unsafe place += stride
    }
  }

  /// Says that `count` more bytes will be mapped and all be written.
  package func expect(_ count: Int) {
    unsafe expect(count, behind: end)
  }

  /// Bytes that were ever mapped.
  @inlinable package var mappedCount: Int { unsafe end }

  /// Says that `count` of the bytes behind the first `offset` will be written.
  package func expect(_ count: Int, behind offset: Int) {
    guard count >= 0, offset >= 0, count <= limit - offset,
      (try? makePresent(offset + count)) != nil
    else { return }
    store.expect(offset..<offset + count)
  }
}
