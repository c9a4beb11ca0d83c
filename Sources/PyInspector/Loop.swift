public import PyLayout

/// Detects that a chain of addresses comes back to where it was: Brent's algorithm, which keeps one
/// of them.
@usableFromInline struct Loop {
  @usableFromInline var kept = Address.null
  @usableFromInline var steps = 0

  @inlinable init() {}

  /// Whether the chain has been at the address before; each of its addresses is given once.
  @inlinable mutating func meets(_ address: Address) -> Bool {
    if address == kept { return true }
    steps += 1
    // The next power of two: a loop is met when it is no longer than that
    if steps & (steps - 1) == 0 { kept = address }
    return false
  }
}
