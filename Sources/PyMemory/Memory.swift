public import PyLayout

/// Something whose bytes can be read by address: a process, or an emulator.
public protocol Memory: Sendable {
  /// The `count` bytes at `address`.
  ///
  /// - Throws: ``MemoryError`` when any of them cannot be read.
  func bytes(at address: Address, count: Int) throws(MemoryError) -> [UInt8]
}

/// Why a read was not served.
public struct MemoryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The first address of the read.
  public let address: Address
  /// How many bytes were asked for.
  public let count: Int
  /// What the system said.
  public let reason: String

  /// A read of `count` bytes at `address` that failed for `reason`.
  public init(address: Address, count: Int, reason: String) {
    self.address = address
    self.count = count
    self.reason = reason
  }

  /// One line: what, where, why.
  public var description: String { "cannot read \(count) bytes at \(address): \(reason)" }
}
