internal import PyLayout
internal import PyMemory

/// An emulated memory seen as C's pointers and sizes.
struct Words {
  let memory: EmulatedMemory
  /// `sizeof(void *)` in bytes.
  let size: Int

  /// The words of memory as it is now, for many accesses in a row, none of which maps more.
  @inline(__always) var now: MappedWords { MappedWords(window: memory.window, size: size) }

  @inline(__always) func pointer(at address: Address) throws(MemoryError) -> Address {
    try now.pointer(at: address)
  }

  @inline(__always) func store(_ value: Address, at address: Address) throws(MemoryError) {
    try now.store(value, at: address)
  }

  @inline(__always) func store<T>(
    _ value: Pointer<T>, at address: Address
  ) throws(MemoryError) { try now.store(value.address, at: address) }

  @inline(__always) func uint(at address: Address) throws(MemoryError) -> Int {
    try now.uint(at: address)
  }

  @inline(__always) func store(uint value: Int, at address: Address) throws(MemoryError) {
    try now.store(uint: value, at: address)
  }
}

/// C's pointers and sizes in what is mapped of a memory.
struct MappedWords {
  let window: EmulatedMemory.Window
  /// `sizeof(void *)` in bytes.
  let size: Int

  @inline(__always) func pointer(at address: Address) throws(MemoryError) -> Address {
    Address(rawValue: try window.word(at: address, isWide: size == 8))
  }

  @inline(__always) func store(_ value: Address, at address: Address) throws(MemoryError) {
    try window.store(word: value.rawValue, isWide: size == 8, at: address)
  }

  @inline(__always) func uint(at address: Address) throws(MemoryError) -> Int {
    Int(truncatingIfNeeded: try window.bits(at: address, size: 4))
  }

  @inline(__always) func store(uint value: Int, at address: Address) throws(MemoryError) {
    try window.store(UInt64(truncatingIfNeeded: value), size: 4, at: address)
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
