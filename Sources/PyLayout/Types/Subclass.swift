/// `Py_TPFLAGS_INT_SUBCLASS` … `Py_TPFLAGS_TYPE_SUBCLASS`, Include/object.h: the base, of those with a bit
/// of their own, that a type descends from.
@usableFromInline package enum Subclass: UInt8, Sendable {
  /// 2.7's `int`.
  case plainInt = 23
  /// `int`, 2.7's `long`.
  case int
  case list, tuple, bytes, str, dict, exception, type

  /// The bit in `tp_flags`.
  @inlinable package var flag: UInt64 { 1 << UInt64(rawValue) }

  /// The first such base that flags name; where `isVersion2` is not set, `int` has no bit but one.
  @inlinable package init?(_ flags: UInt64, isVersion2: Bool) {
    // Bit 23 is Py_TPFLAGS_ITEMS_AT_END from 3.12 on
    let named = flags & (isVersion2 ? 0x1ff << 23 : 0xff << 24)
    if named == 0 { return nil }
    self.init(rawValue: UInt8(truncatingIfNeeded: named.trailingZeroBitCount))
  }
}
