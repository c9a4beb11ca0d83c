import PyLayout

/// The collector's lists, which run through the GC heads: Python/gc.c (up to 3.12
/// Modules/gcmodule.c). A free-threaded build has none: a bit of the object says the same.
extension Heap {
  /// Makes the empty lists of a CPython that has just started.
  func makeLists() throws(PyError) {
    if !build.isFreeThreaded {
      // Generations 0, 1 and 2; in 3.14's incremental collector the young and the two old lists
      for _ in 0..<3 {
        let head = try statics.allocate(c.gcHead.size)
        try setNext(of: head, to: head)
        try setPrevious(of: head, to: head)
        generations.append(head)
      }
    }
    if let next = c.object.fields._ob_next, let prev = c.object.fields._ob_prev {
      refchain = try statics.allocate(c.object.size)
      try set(next, of: refchain, to: refchain)
      try set(prev, of: refchain, to: refchain)
    }
  }

  /// `AS_GC`: where the GC head of an object is.
  func gcHead(of object: Address) -> Address { object + -c.gcHead.size }

  /// `FROM_GC`: the object behind a GC head.
  func object(behind head: Address) -> Address { head + c.gcHead.size }

  /// What `PyObject_GC_New` leaves in the GC head: an object that is in no list.
  func makeGCHead(of object: Address) throws(PyError) {
    guard !build.isFreeThreaded else { return }
    let head = gcHead(of: object)
    if let refs = c.gcHead.fields.gc_refs {
      try set(refs, of: head, to: untracked)
    } else {
      try store(0, size: pointerSize, at: head + c.gcHead.fields.gc_next.offset)
      try store(0, size: pointerSize, at: head + c.gcHead.fields.gc_prev.offset)
    }
  }

  /// `_PyGC_REFS_UNTRACKED` and `_PyGC_REFS_REACHABLE`, up to 3.7; in 3.x above the bit that says
  /// that the finalizer was called.
  private var untracked: Int { build.version < .v3_0 ? -2 : -2 << 1 }
  private var reachable: Int { build.version < .v3_0 ? -3 : -3 << 1 }
  /// `_PyGC_BITS_TRACKED`, free-threaded builds.
  private static let trackedBit = 1

  /// `_PyObject_GC_IS_TRACKED`
  func isTracked(_ object: Address) throws(PyError) -> Bool {
    if let bits = c.object.fields.ob_gc_bits {
      return Int(try get(bits, of: object)) & Self.trackedBit != 0
    }
    let head = gcHead(of: object)
    if let refs = c.gcHead.fields.gc_refs { return try get(refs, of: head) != untracked }
    return try load(pointerSize, at: head + c.gcHead.fields.gc_next.offset) != 0
  }

  /// `_PyObject_GC_TRACK`: the object is the youngest from now on.
  func track(_ object: Address) throws(PyError) {
    if let bits = c.object.fields.ob_gc_bits {
      try set(bits, of: object, to: Int(try get(bits, of: object)) | Self.trackedBit)
      return
    }
    guard let young = generations.first else { return }
    let head = gcHead(of: object)
    if let refs = c.gcHead.fields.gc_refs { try set(refs, of: head, to: reachable) }
    try link(head, into: young)
    // 3.14: the lowest bit says that the object was not visited in this cycle yet
    if isIncremental { try setNext(of: head, to: young, flags: 1) }
  }

  /// `_PyObject_GC_UNTRACK`
  func untrack(_ object: Address) throws(PyError) {
    guard try isTracked(object) else { return }
    if let bits = c.object.fields.ob_gc_bits {
      try set(bits, of: object, to: Int(try get(bits, of: object)) & ~Self.trackedBit)
      return
    }
    let head = gcHead(of: object)
    try unlink(head)
    try store(0, size: pointerSize, at: head + c.gcHead.fields.gc_next.offset)
    if let refs = c.gcHead.fields.gc_refs {
      try set(refs, of: head, to: untracked)
    } else {
      // _PyGC_PREV_MASK_FINALIZED stays: what was finalized once is not finalized again
      let prev = try load(pointerSize, at: head + c.gcHead.fields.gc_prev.offset)
      try store(prev & 1, size: pointerSize, at: head + c.gcHead.fields.gc_prev.offset)
    }
  }

  /// Whether the build has 3.14's incremental collector.
  var isIncremental: Bool { build.version.isSameSeries(as: .v3_14) && !build.isFreeThreaded }

  /// From 3.8 on flags share the words: `_PyGC_PREV_SHIFT` bits of `_gc_prev`, one of `_gc_next`.
  private var previousFlags: UInt64 { build.version < .v3_8 ? 0 : 3 }
  private var nextFlags: UInt64 { isIncremental ? 1 : 0 }

  func next(of head: Address) throws(PyError) -> Address {
    let bits = try load(pointerSize, at: head + c.gcHead.fields.gc_next.offset)
    return Address(rawValue: bits & ~nextFlags)
  }

  func previous(of head: Address) throws(PyError) -> Address {
    let bits = try load(pointerSize, at: head + c.gcHead.fields.gc_prev.offset)
    return Address(rawValue: bits & ~previousFlags)
  }

  func setNext(of head: Address, to next: Address, flags: UInt64? = nil) throws(PyError) {
    let place = head + c.gcHead.fields.gc_next.offset
    let kept = nextFlags == 0 ? 0 : try load(pointerSize, at: place) & nextFlags
    try store(next.rawValue | (flags ?? kept), size: pointerSize, at: place)
  }

  func setPrevious(of head: Address, to previous: Address) throws(PyError) {
    let place = head + c.gcHead.fields.gc_prev.offset
    let flags = previousFlags == 0 ? 0 : try load(pointerSize, at: place) & previousFlags
    try store(previous.rawValue | flags, size: pointerSize, at: place)
  }

  /// `gc_list_append`
  func link(_ head: Address, into list: Address) throws(PyError) {
    let last = try previous(of: list)
    try setNext(of: last, to: head)
    try setPrevious(of: head, to: last)
    try setNext(of: head, to: list)
    try setPrevious(of: list, to: head)
  }

  /// `gc_list_remove`, without clearing the head's own words.
  func unlink(_ head: Address) throws(PyError) {
    let next = try next(of: head)
    let previous = try previous(of: head)
    try setNext(of: previous, to: next)
    try setPrevious(of: next, to: previous)
  }

  /// The objects of a list, the oldest first.
  func objects(in list: Address) throws(PyError) -> [Address] {
    var objects: [Address] = []
    var head = try next(of: list)
    while head != list {
      objects.append(object(behind: head))
      head = try next(of: head)
    }
    return objects
  }
}
