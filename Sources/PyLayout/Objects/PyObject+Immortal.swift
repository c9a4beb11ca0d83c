extension PyObject {
  /// `_Py_IMMORTAL_REFCNT` (3.12, 3.13), `_Py_IMMORTAL_INITIAL_REFCNT` (3.14 on): the count of an object
  /// that lives as long as the interpreter; `nil` before 3.12. Include/refcount.h (up to 3.13
  /// Include/object.h)
  ///
  /// - Parameter isStatic: whether the C compiler placed it: `_Py_STATIC_IMMORTAL_INITIAL_REFCNT`.
  package static func immortalCount(on build: Build, isStatic: Bool = false) -> UInt64? {
    if build.version < .v3_12 { return nil }
    // _Py_IMMORTAL_REFCNT_LOCAL
    if build.isFreeThreaded { return UInt64(UInt32.max) }
    let isNarrow = build.pointerSize == 4
    guard build.version >= .v3_14 else { return UInt64(UInt32.max) >> (isNarrow ? 2 : 0) }
    return isNarrow ? isStatic ? 7 << 28 : 5 << 28 : 3 << 30
  }

  /// The counts that never change, as numbers of 32 bits: `_Py_IsImmortal`; `nil` before 3.12.
  package static func immortalCounts(on build: Build) -> ClosedRange<UInt64>? {
    guard let count = immortalCount(on: build) else { return nil }
    if build.isFreeThreaded { return count...count }
    // As a number with a sign it is negative
    if build.pointerSize == 8 { return 1 << 31...UInt64(UInt32.max) }
    // _Py_IMMORTAL_MINIMUM_REFCNT
    return build.version < .v3_14 ? count...count : 1 << 30...UInt64(Int32.max)
  }
}
