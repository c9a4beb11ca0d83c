public import PyLayout

extension EmulatedMemory {
  /// The mapped part of a memory, for many accesses in a row: where it starts and ends is read
  /// once, and the accesses are still checked. It is not to outlive the memory.
  @safe @usableFromInline package struct Window {
    @usableFromInline let base: UnsafeMutableRawPointer
    @usableFromInline let start: UInt64
    @usableFromInline let end: UInt64
    /// Where what may be written without a note ends.
    @usableFromInline let writableEnd: UInt64
    @usableFromInline unowned(unsafe) let memory: EmulatedMemory

    @inlinable @inline(__always) init(
      base: UnsafeMutableRawPointer, start: UInt64, end: UInt64, writableEnd: UInt64,
      memory: EmulatedMemory
    ) {
      unsafe self.base = base
      self.start = start
      self.end = end
      self.writableEnd = writableEnd
      unsafe self.memory = memory
    }

    /// The place of `count` bytes, once they are known to be inside.
    @inlinable @inline(__always) func readable(
      _ address: Address, _ count: Int
    ) throws(MemoryError) -> UnsafeMutableRawPointer {
      let offset = address.rawValue &- start
      // With a constant count, one of the two comparisons is the same each time
      guard count >= 0, UInt64(truncatingIfNeeded: count) <= end,
        offset <= end &- UInt64(truncatingIfNeeded: count)
      else {
        throw outside(address, count, .read)
      }
      return unsafe base + Int(truncatingIfNeeded: offset)
    }

    /// The same of bytes that are about to be written, once they are noted where writes are.
    @inlinable @inline(__always) func writable(
      _ address: Address, _ count: Int
    ) throws(MemoryError) -> UnsafeMutableRawPointer {
      let offset = address.rawValue &- start
      guard count >= 0, UInt64(truncatingIfNeeded: count) <= writableEnd,
        offset <= writableEnd &- UInt64(truncatingIfNeeded: count)
      else {
        return unsafe try noted(address, count)
      }
      return unsafe base + Int(truncatingIfNeeded: offset)
    }

    @usableFromInline @inline(never) func noted(
      _ address: Address, _ count: Int
    ) throws(MemoryError) -> UnsafeMutableRawPointer {
      guard let place = unsafe memory.journaledPlace(of: address, count) else {
        throw outside(address, count, .write)
      }
      return unsafe place
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
      let place = unsafe try readable(address, size)
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

    @inlinable @inline(__always) package func store(
      _ bits: UInt64, size: Int, at address: Address
    ) throws(MemoryError) {
      let place = unsafe try writable(address, size)
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
