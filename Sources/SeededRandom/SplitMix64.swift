/// SplitMix64, by Sebastiano Vigna: the same seed gives the same cases on every machine.
public struct SplitMix64: RandomNumberGenerator {
  @usableFromInline var state: UInt64

  /// A generator that starts at `seed`.
  @inlinable public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  @inlinable public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// Whether something happens that happens `percent` times in a hundred.
  @inlinable public mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &self) < percent
  }

  /// One of `items`, of which there is at least one.
  @inlinable @inline(__always) public mutating func pick<Item>(_ items: [Item]) -> Item {
    items[Int.random(in: items.indices, using: &self)]
  }
}
