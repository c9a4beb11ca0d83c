internal import PyLayout
internal import PyMemory

/// An emulated memory seen as C's pointers and sizes.
struct Words {
  let memory: EmulatedMemory
  /// `sizeof(void *)` in bytes.
  let size: Int

  @inline(__always) func pointer(at address: Address) throws(MemoryError) -> Address {
    // Constant sizes, so that each access is one instruction
    Address(
      rawValue: size == 8
        ? try memory.bits(at: address, size: 8) : try memory.bits(at: address, size: 4))
  }

  @inline(__always) func store(_ value: Address, at address: Address) throws(MemoryError) {
    if size == 8 {
      try memory.store(value.rawValue, size: 8, at: address)
    } else {
      try memory.store(value.rawValue, size: 4, at: address)
    }
  }

  @inline(__always) func store<T>(
    _ value: Pointer<T>, at address: Address
  ) throws(MemoryError) { try store(value.address, at: address) }

  @inline(__always) func uint(at address: Address) throws(MemoryError) -> Int {
    Int(truncatingIfNeeded: try memory.bits(at: address, size: 4))
  }

  @inline(__always) func store(uint value: Int, at address: Address) throws(MemoryError) {
    try memory.store(UInt64(truncatingIfNeeded: value), size: 4, at: address)
  }
}

extension Address {
  /// The address `bytes` further.
  @inline(__always) static func + (address: Address, bytes: Int) -> Address {
    Address(rawValue: address.rawValue &+ UInt64(truncatingIfNeeded: bytes))
  }

  /// The next lower multiple of a power of 2, itself included.
  @inline(__always) func roundedDown(to step: Int) -> Address {
    Address(rawValue: rawValue & ~UInt64(truncatingIfNeeded: step &- 1))
  }

  /// Bytes from another address to this one.
  @inline(__always) func distance(from other: Address) -> Int {
    Int(truncatingIfNeeded: rawValue &- other.rawValue)
  }
}
