/// `Py_TPFLAGS_LONG_SUBCLASS` … `Py_TPFLAGS_TYPE_SUBCLASS`, Include/object.h: the base, of those
/// with a bit of their own, that a type descends from.
@usableFromInline enum Subclass: UInt8, Sendable {
  case int = 24
  case list, tuple, bytes, str, dict, exception, type

  /// The bit in `tp_flags`.
  @inlinable var flag: UInt64 { 1 << UInt64(rawValue) }

  /// The first such base the flags name.
  @inlinable init?(_ flags: UInt64) {
    let named = flags >> 24 & 0xff
    if named == 0 { return nil }
    self.init(rawValue: 24 + UInt8(truncatingIfNeeded: named.trailingZeroBitCount))
  }
}
