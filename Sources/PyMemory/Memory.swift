public import PyLayout

/// Something whose bytes can be read by address: a process, or an emulator.
public protocol Memory {
  /// The `count` bytes at `address`.
  ///
  /// - Throws: ``MemoryError`` when any of them cannot be read.
  func bytes(at address: Address, count: Int) throws(MemoryError) -> [UInt8]

  /// The little-endian number in the `size` bytes at `address`, 1 to 8 of them.
  ///
  /// - Throws: ``MemoryError`` when any of them cannot be read.
  func bits(at address: Address, size: Int) throws(MemoryError) -> UInt64
}

/// Memory that can be written as well: the emulator's, or that of a process one may trace.
public protocol MutableMemory: Memory {
  /// Writes the bytes at `address`.
  ///
  /// - Throws: ``MemoryError`` when any of them cannot be written; what was written before it stays.
  func write(_ bytes: [UInt8], at address: Address) throws(MemoryError)

  /// Writes the lowest `size` bytes of a number at `address`, little-endian, 1 to 8 of them.
  ///
  /// - Throws: ``MemoryError`` when any of them cannot be written.
  func store(_ bits: UInt64, size: Int, at address: Address) throws(MemoryError)
}

extension Memory {
  /// Reads the bytes, and puts them together.
  public func bits(at address: Address, size: Int) throws(MemoryError) -> UInt64 {
    guard 1...8 ~= size else {
      throw MemoryError(address: address, count: size, reason: .noNumber)
    }
    return try bytes(at: address, count: size).littleEndianBits
  }
}

extension MutableMemory {
  /// Writes the number's bytes, the lowest first.
  public func store(_ bits: UInt64, size: Int, at address: Address) throws(MemoryError) {
    guard 1...8 ~= size else {
      throw MemoryError(.write, address: address, count: size, reason: .noNumber)
    }
    try write((0..<size).map { UInt8(truncatingIfNeeded: bits >> ($0 * 8)) }, at: address)
  }
}

extension String {
  /// Why a number of another size is not read or written.
  static var noNumber: String { "a number has 1 to 8 bytes" }
}

extension Sequence<UInt8> {
  /// The number that these bytes, at most 8, make in little-endian order.
  @usableFromInline var littleEndianBits: UInt64 {
    var bits: UInt64 = 0
    var shift: UInt64 = 0
    for byte in self {
      bits |= UInt64(byte) << shift
      shift += 8
    }
    return bits
  }
}

/// Why a read or a write was not served.
public struct MemoryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried.
  public enum Access: String, Hashable, Sendable {
    case read, write
  }

  /// What was tried.
  public let access: Access
  /// The first address of it.
  public let address: Address
  /// How many bytes were asked for.
  public let count: Int
  /// What the system said.
  public let reason: String

  /// An access of `count` bytes at `address` that failed for `reason`.
  public init(_ access: Access = .read, address: Address, count: Int, reason: String) {
    self.access = access
    self.address = address
    self.count = count
    self.reason = reason
  }

  /// One line: what, where, why.
  public var description: String { "cannot \(access) \(count) bytes at \(address): \(reason)" }
}
