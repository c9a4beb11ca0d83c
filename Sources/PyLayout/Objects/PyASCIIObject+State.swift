extension PyASCIIObject {
  /// The bit fields of `state`, Include/cpython/unicodeobject.h
  public struct State: Hashable, Sendable {
    /// Whether and how the string is interned: `SSTATE_NOT_INTERNED` and its kin.
    public var interned: Int
    /// Bytes of a character: 1, 2, 4; 0 up to 3.11 for a legacy string without characters.
    public var kind: Int
    /// Whether the characters stand behind the struct.
    public var isCompact: Bool
    /// Whether all characters are ASCII.
    public var isASCII: Bool
    /// Up to 3.11 `ready`, from 3.12 on `statically_allocated`.
    public var last: Bool

    /// The first bit of `kind`, behind `interned`: free-threaded builds have a byte for that from 3.14
    /// on, to change it alone.
    public static func kindShift(on build: Build) -> UInt64 {
      build.isFreeThreaded && build.version >= .v3_14 ? 8 : 2
    }

    /// A state from its fields.
    public init(interned: Int, kind: Int, isCompact: Bool, isASCII: Bool, last: Bool) {
      self.interned = interned
      self.kind = kind
      self.isCompact = isCompact
      self.isASCII = isASCII
      self.last = last
    }

    /// The state in the 4 bytes of the field.
    @inlinable public init(_ bits: UInt64, kindShift: UInt64) {
      interned = Int(truncatingIfNeeded: bits & ((1 << kindShift) &- 1))
      let flags = bits >> kindShift
      kind = Int(truncatingIfNeeded: flags & 7)
      isCompact = flags & 1 << 3 != 0
      isASCII = flags & 1 << 4 != 0
      last = flags & 1 << 5 != 0
    }

    /// The 4 bytes of the field.
    public func bits(kindShift: UInt64) -> UInt64 {
      let flags = kind | (isCompact ? 1 << 3 : 0) | (isASCII ? 1 << 4 : 0) | (last ? 1 << 5 : 0)
      return UInt64(truncatingIfNeeded: flags) << kindShift | UInt64(truncatingIfNeeded: interned)
    }
  }
}
