public import PyLayout

/// This process's own memory, read without asking the kernel: for objects that are known to live.
///
/// An address that no process has throws. One that merely is not mapped ends the process, as it
/// would have ended the interpreter that met it; ``ProcessMemory`` is for those.
public struct LiveMemory: Memory, Sendable {
  /// This process's memory.
  public init() {}

  /// The `count` bytes at `address`.
  ///
  /// - Throws: ``MemoryError`` when no process could have them there.
  public func bytes(at address: Address, count: Int) throws(MemoryError) -> [UInt8] {
    guard count > 0 else { return [] }
    let start = unsafe try pointer(address, count)
    return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }

  /// The little-endian number in the `size` bytes at `address`, 1 to 8 of them.
  ///
  /// - Throws: ``MemoryError`` when no process could have them there.
  @inline(__always) @inlinable
  public func bits(at address: Address, size: Int) throws(MemoryError) -> UInt64 {
    let start = unsafe try pointer(address, size)
    switch size {
    case 8: return unsafe start.loadUnaligned(as: UInt64.self)
    case 4: return unsafe UInt64(start.loadUnaligned(as: UInt32.self))
    case 2: return unsafe UInt64(start.loadUnaligned(as: UInt16.self))
    case 1: return unsafe UInt64(start.load(as: UInt8.self))
    default:
      guard 1...8 ~= size else { throw noNumber(address, size) }
      return unsafe UnsafeRawBufferPointer(start: start, count: size).reversed()
        .reduce(0) { $0 << 8 | UInt64($1) }
    }
  }

  @usableFromInline @inline(never) func noNumber(_ address: Address, _ size: Int) -> MemoryError {
    MemoryError(address: address, count: size, reason: .noNumber)
  }

  /// Neither the first 64 KiB nor the kernel's half are any process's.
  @inline(__always) @inlinable
  func pointer(_ address: Address, _ count: Int) throws(MemoryError) -> UnsafeRawPointer {
    guard address.rawValue >= 0x1_0000, address.rawValue < 0x8000_0000_0000,
      UInt64(bitPattern: Int64(count)) <= 0x8000_0000_0000 - address.rawValue,
      let pointer = unsafe UnsafeRawPointer(bitPattern: UInt(truncatingIfNeeded: address.rawValue))
    else { throw MemoryError(address: address, count: count, reason: "no process has it") }
    return unsafe pointer
  }
}
