import PyLayout

/// Where an object's reference count is, and which counts stay as they are: `_Py_IsImmortal`,
/// Include/refcount.h (up to 3.13 Include/object.h).
struct CountRule {
  /// Bytes from the object to the count; in a free-threaded build the owning thread's.
  let offset: Int
  /// Bytes of the count.
  let size: Int
  /// Whether there are counts that never change: from 3.12 on.
  let haveImmortal: Bool
  // A count is immortal when these bits of it are in a range
  private let mask: UInt64
  private let least: UInt64
  private let span: UInt64

  init(_ build: Build) {
    let head = PyObject.layout(on: build)
    offset = (head.ob_ref_local?.offset ?? head.ob_refcnt?.offset ?? 0).rawValue
    size = head.ob_ref_local?.size ?? head.ob_refcnt?.size ?? build.pointerSize
    let range = PyObject.immortalCounts(on: build)
    haveImmortal = range != nil
    mask = range == nil ? 0 : UInt64(UInt32.max)
    least = range?.lowerBound ?? 1
    span = range.map { $0.upperBound - $0.lowerBound } ?? 0
  }

  /// Whether the bits of a count say that it never changes.
  @inline(__always) func isImmortal(_ bits: UInt64) -> Bool { (bits & mask) &- least <= span }
}
