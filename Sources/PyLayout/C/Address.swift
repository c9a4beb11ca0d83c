/// A place in some process's or emulator's memory.
public struct Address: RawRepresentable, Hashable, Sendable, Comparable {
  /// The address as a number.
  public let rawValue: UInt64

  /// An address from its number.
  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// `NULL`.
  @inlinable public static var null: Address { Address(rawValue: 0) }

  /// Addresses compare as numbers.
  @inlinable public static func < (a: Address, b: Address) -> Bool { a.rawValue < b.rawValue }

  /// The address `offset` bytes further, wrapping as pointers do.
  public static func + (address: Address, offset: Offset) -> Address {
    Address(rawValue: address.rawValue &+ UInt64(bitPattern: Int64(offset.rawValue)))
  }
}

extension Address: CustomStringConvertible {
  /// `0x7f…`, as C prints a pointer.
  public var description: String { "0x" + String(rawValue, radix: 16) }
}
