import PyLayout

/// The words of a GC head as plain numbers, made once: `PyGC_Head`.
struct GCWords {
  /// Bytes before the object; 0 where the build has no GC heads.
  let size: Int
  /// Bytes from the head to `_gc_next`.
  let next: Int
  /// Bytes from the head to `_gc_prev`.
  let previous: Int
  /// Bytes from the head to `gc_refs`, up to 3.7.
  let refs: Int?
  /// From 3.8 on flags share the words: `_PyGC_PREV_SHIFT` bits of `_gc_prev`.
  let previousFlags: UInt64
  /// One bit of `_gc_next` in 3.14's incremental collector.
  let nextFlags: UInt64
  /// `_PyGC_REFS_UNTRACKED` and `_PyGC_REFS_REACHABLE`, up to 3.7; in 3.x above the bit that says
  /// that the finalizer was called.
  let untracked: Int
  let reachable: Int
  /// Whether the build has 3.14's incremental collector.
  let isIncremental: Bool

  init(_ build: Build) {
    let head = PyGC_Head.layout(on: build)
    size = head.size
    next = head.gc_next.offset.rawValue
    previous = head.gc_prev.offset.rawValue
    refs = head.gc_refs?.offset.rawValue
    isIncremental = build.version.isSameSeries(as: .v3_14) && !build.isFreeThreaded
    previousFlags = build.version < .v3_8 ? 0 : 3
    nextFlags = isIncremental ? 1 : 0
    untracked = build.version < .v3_0 ? -2 : -2 << 1
    reachable = build.version < .v3_0 ? -3 : -3 << 1
  }
}
