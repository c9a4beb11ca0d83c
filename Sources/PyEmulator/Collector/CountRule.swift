import PyLayout

/// Where an object's reference count is, and which counts stay as they are: `_Py_IsImmortal`,
/// Include/refcount.h (up to 3.13 Include/object.h).
struct CountRule {
  /// Bytes from the object to the count; in a free-threaded build the owning thread's.
  let offset: Int
  /// Bytes of the count.
  let size: Int
  // A count is immortal when these bits of it are in a range
  private let mask: UInt64
  private let least: UInt64
  private let span: UInt64

  /// `_Py_IMMORTAL_REFCNT`, 3.12 and 3.13: `UINT_MAX`, with 4-byte pointers `UINT_MAX >> 2`.
  static let immortal3_12 = 0xffff_ffff
  static let immortal3_12_32 = 0x3fff_ffff
  /// `_Py_IMMORTAL_INITIAL_REFCNT`, 3.14 on: `3 << 30`, with 4-byte pointers `5 << 28`.
  static let immortal3_14 = 3 << 30
  static let immortal3_14_32 = 5 << 28
  /// `_Py_IMMORTAL_REFCNT_LOCAL` of free-threaded builds: `UINT32_MAX`.
  static let immortalLocal = 0xffff_ffff

  init(_ build: Build) {
    let head = PyObject.layout(on: build)
    offset = (head.ob_ref_local?.offset ?? head.ob_refcnt?.offset ?? 0).rawValue
    size = head.ob_ref_local?.size ?? head.ob_refcnt?.size ?? build.pointerSize
    let range: ClosedRange<Int>?
    if build.version < .v3_12 {
      range = nil
    } else if build.isFreeThreaded {
      range = Self.immortalLocal...Self.immortalLocal
    } else if build.pointerSize == 4 {
      range =
        build.version < .v3_14
        ? Self.immortal3_12_32...Self.immortal3_12_32
        : Self.immortal3_14_32...Int(Int32.max)
    } else {
      // 3.12 and 3.13: as a 32-bit number it is negative; 3.14 compares with its initial value
      range =
        build.version < .v3_14
        ? Int(Int32.max) + 1...Int(UInt32.max) : Self.immortal3_14...Int(UInt32.max)
    }
    mask = range == nil ? 0 : UInt64(UInt32.max)
    least = UInt64(range?.lowerBound ?? 1)
    span = UInt64(range.map { $0.upperBound - $0.lowerBound } ?? 0)
  }

  /// Whether the bits of a count say that it never changes.
  @inline(__always) func isImmortal(_ bits: UInt64) -> Bool { (bits & mask) &- least <= span }
}
