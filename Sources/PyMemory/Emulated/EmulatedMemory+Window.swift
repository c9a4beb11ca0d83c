public import PyLayout

extension EmulatedMemory {
  /// The mapped part of a memory, for many accesses in a row: where it starts and ends is read
  /// once, and the accesses are still checked. It is not to outlive the memory.
  @safe @usableFromInline package struct Window {
    @usableFromInline let base: UnsafeMutableRawPointer
    @usableFromInline let start: UInt64
    @usableFromInline let end: UInt64

    @inlinable @inline(__always) init(
      base: UnsafeMutableRawPointer, start: UInt64, end: UInt64
    ) {
      unsafe self.base = base
      self.start = start
      self.end = end
    }

    /// The place of `count` bytes, once they are known to be inside.
    @inlinable @inline(__always) func place(
      of address: Address, _ count: Int, _ access: MemoryError.Access
    ) throws(MemoryError) -> UnsafeMutableRawPointer {
      let offset = address.rawValue &- start
      // With a constant count, one of the two comparisons is the same each time
      guard count >= 0, UInt64(truncatingIfNeeded: count) <= end,
        offset <= end &- UInt64(truncatingIfNeeded: count)
      else {
        throw outside(address, count, access)
      }
      return unsafe base + Int(truncatingIfNeeded: offset)
    }

    @usableFromInline @inline(never) func outside(
      _ address: Address, _ count: Int, _ access: MemoryError.Access
    ) -> MemoryError {
      MemoryError(access, address: address, count: count, reason: "not emulated memory")
    }

    @usableFromInline @inline(never) func noNumber(
      _ address: Address, _ size: Int, _ access: MemoryError.Access
    ) -> MemoryError { MemoryError(access, address: address, count: size, reason: .noNumber) }

    @inlinable @inline(__always) package func bits(at address: Address, size: Int)
      throws(MemoryError)
      -> UInt64
    {
      let place = unsafe try place(of: address, size, .read)
      switch size {
      case 8: return unsafe place.loadUnaligned(as: UInt64.self)
      case 4: return unsafe UInt64(place.loadUnaligned(as: UInt32.self))
      case 2: return unsafe UInt64(place.loadUnaligned(as: UInt16.self))
      case 1: return unsafe UInt64(place.loadUnaligned(as: UInt8.self))
      default:
        guard 1...8 ~= size else { throw noNumber(address, size, .read) }
        let bytes = unsafe UnsafeRawBufferPointer(start: place, count: size)
        return unsafe bytes.littleEndianBits
      }
    }

    /// The number at an address that has 8 bytes where it is wide, or else 4.
    @inlinable @inline(__always) package func word(
      at address: Address, isWide: Bool
    ) throws(MemoryError) -> UInt64 {
      // Constant sizes, so that each access is one instruction
      isWide ? try bits(at: address, size: 8) : try bits(at: address, size: 4)
    }

    /// Sets such a number.
    @inlinable @inline(__always) package func store(
      word bits: UInt64, isWide: Bool, at address: Address
    ) throws(MemoryError) {
      if isWide {
        try store(bits, size: 8, at: address)
      } else {
        try store(bits, size: 4, at: address)
      }
    }

    /// Sets two such numbers, one behind the other.
    @inlinable @inline(__always) package func store(
      words first: UInt64, _ second: UInt64, isWide: Bool, at address: Address
    ) throws(MemoryError) {
      let place = unsafe try place(of: address, isWide ? 16 : 8, .write)
      if isWide {
        unsafe place.storeBytes(of: first, as: UInt64.self)
        unsafe (place + 8).storeBytes(of: second, as: UInt64.self)
      } else {
        unsafe place.storeBytes(of: UInt32(truncatingIfNeeded: first), as: UInt32.self)
        unsafe (place + 4).storeBytes(of: UInt32(truncatingIfNeeded: second), as: UInt32.self)
      }
    }

    /// Sets `count` bytes to 0.
    @inlinable @inline(__always) package func clear(
      _ count: Int, at address: Address
    ) throws(MemoryError) {
      unsafe try place(of: address, count, .write)
        .initializeMemory(as: UInt8.self, repeating: 0, count: count)
    }

    @inlinable @inline(__always) package func store(
      _ bits: UInt64, size: Int, at address: Address
    ) throws(MemoryError) {
      let place = unsafe try place(of: address, size, .write)
      switch size {
      case 8: unsafe place.storeBytes(of: bits, as: UInt64.self)
      case 4: unsafe place.storeBytes(of: UInt32(truncatingIfNeeded: bits), as: UInt32.self)
      case 2: unsafe place.storeBytes(of: UInt16(truncatingIfNeeded: bits), as: UInt16.self)
      case 1: unsafe place.storeBytes(of: UInt8(truncatingIfNeeded: bits), as: UInt8.self)
      default:
        guard 1...8 ~= size else { throw noNumber(address, size, .write) }
        for index in 0..<size {
          unsafe place.storeBytes(
            of: UInt8(truncatingIfNeeded: bits >> UInt64(index * 8)), toByteOffset: index,
            as: UInt8.self)
        }
      }
    }
  }
}
