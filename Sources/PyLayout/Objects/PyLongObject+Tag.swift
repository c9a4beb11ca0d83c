extension PyLongObject {
  /// What `lv_tag` says, 3.12 on: Include/cpython/longintrepr.h
  @usableFromInline package struct Tag: Sendable {
    /// How many digits the int has: what stands above `_PyLong_NON_SIZE_BITS`.
    @usableFromInline package let count: Int
    /// Whether it is negative: `SIGN_NEGATIVE`.
    @usableFromInline package let isNegative: Bool

    /// `IMMORTALITY_BIT_MASK`, 3.14 on: the bit of the small ints that are shared.
    package static let shared: UInt64 = 1 << 2

    /// A tag from what it says.
    package init(count: Int, isNegative: Bool) {
      self.count = count
      self.isNegative = isNegative
    }

    /// A tag from its bits.
    @inlinable package init(_ bits: UInt64) {
      count = Int(truncatingIfNeeded: bits >> 3)
      isNegative = bits & 3 == 2
    }

    /// Its bits, of an int that is not one of the shared.
    package var bits: UInt64 {
      // SIGN_ZERO is 1
      UInt64(truncatingIfNeeded: count) << 3 | (count == 0 ? 1 : isNegative ? 2 : 0)
    }
  }
}
