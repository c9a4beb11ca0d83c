package import PyLayout

/// The collector's lists, which run through the GC heads: Python/gc.c (up to 3.12
/// Modules/gcmodule.c). A free-threaded build has none: a bit of the object says the same.
extension Heap {
  /// Makes the empty lists of a CPython that has just started.
  func makeLists() throws(PyError) {
    if !build.isFreeThreaded {
      // Generations 0, 1 and 2; in 3.14's incremental collector the young and the two old lists
      var heads: [Address] = []
      for _ in 0..<3 {
        let head = try statics.allocate(c.gcHead.size)
        try setNext(of: head, to: head)
        try setPrevious(of: head, to: head)
        heads.append(head)
      }
      generations = heads
    }
    if let next = c.object.fields._ob_next, let prev = c.object.fields._ob_prev {
      refchain = try statics.allocate(c.object.size)
      try set(next, of: refchain, to: refchain)
      try set(prev, of: refchain, to: refchain)
    }
  }

  /// `AS_GC`: where the GC head of an object is.
  func gcHead(of object: Address) -> Address { object + -gc.size }

  /// `FROM_GC`: the object behind a GC head.
  func object(behind head: Address) -> Address { head + gc.size }

  /// What `PyObject_GC_New` leaves in the GC head: an object that is in no list.
  func makeGCHead(of object: Address) throws(PyError) {
    guard !build.isFreeThreaded else { return }
    let head = gcHead(of: object)
    if let refs = gc.refs {
      try words.setSsize(at: head + refs, to: gc.untracked)
    } else {
      try setPointer(at: head + gc.next, to: .null)
      try setPointer(at: head + gc.previous, to: .null)
    }
  }

  /// `_PyGC_BITS_TRACKED`, free-threaded builds.
  private static let trackedBit = 1

  /// `_PyObject_GC_IS_TRACKED`
  func isTracked(_ object: Address) throws(PyError) -> Bool {
    if build.isFreeThreaded, let bits = c.object.fields.ob_gc_bits {
      return Int(try get(bits, of: object)) & Self.trackedBit != 0
    }
    let head = gcHead(of: object)
    if let refs = gc.refs { return try ssize(at: head + refs) != gc.untracked }
    return try pointer(at: head + gc.next).rawValue != 0
  }

  /// Whether the collector could ever have to do with an object: `_PyObject_GC_MAY_BE_TRACKED`,
  /// Include/internal/pycore_gc.h, over `PyObject_IS_GC`, and `type_is_gc`, Objects/typeobject.c.
  func mayBeTracked(_ object: Address) throws(PyError) -> Bool { try mayBeTracked(object, words) }

  /// The same, for many in a row.
  @inline(__always) func mayBeTracked(
    _ object: Address, _ words: HeapWords
  ) throws(PyError) -> Bool {
    let type = try words.pointer(at: object + c.object.fields.ob_type.offset.rawValue)
    guard try flags(of: type, words).contains(.haveGC) else { return false }
    if type == builtin.tuple.address { return try isTracked(object) }
    // type_is_gc: a type that the C compiler placed has no GC head
    guard type == builtin.type.address else { return true }
    return try flags(of: object, words).contains(.heapType)
  }

  @inline(__always) private func flags(
    of type: Address, _ words: HeapWords
  ) throws(PyError) -> PyType.Flags {
    let place = type + c.type.fields.tp_flags.offset.rawValue
    return PyType.Flags(rawValue: UInt(truncatingIfNeeded: try words.pointer(at: place).rawValue))
  }

  /// `_PyObject_GC_TRACK`: the object is the youngest from now on.
  func track(_ object: Address) throws(PyError) {
    if build.isFreeThreaded, let bits = c.object.fields.ob_gc_bits {
      try set(bits, of: object, to: Int(try get(bits, of: object)) | Self.trackedBit)
      return
    }
    guard let young = generations.first else { return }
    let head = gcHead(of: object)
    if let refs = gc.refs { try words.setSsize(at: head + refs, to: gc.reachable) }
    try link(head, into: young)
    // 3.14: the lowest bit says that the object was not visited in this cycle yet
    if gc.isIncremental { try setNext(of: head, to: young, flags: 1) }
  }

  /// `_PyObject_GC_UNTRACK`
  func untrack(_ object: Address) throws(PyError) {
    if build.isFreeThreaded, let bits = c.object.fields.ob_gc_bits {
      try set(bits, of: object, to: Int(try get(bits, of: object)) & ~Self.trackedBit)
      return
    }
    try words.untrack(object, gc)
  }

  /// `PyObject_GC_UnTrack`, Modules/gcmodule.c: whether the collector knew the object until now.
  package func stopTracking(_ object: Address) throws(PyError) -> Bool {
    guard try mayBeTracked(object), try isTracked(object) else { return false }
    try untrack(object)
    return true
  }

  func next(of head: Address) throws(PyError) -> Address { try words.next(of: head, gc) }

  func previous(of head: Address) throws(PyError) -> Address { try words.previous(of: head, gc) }

  func setNext(of head: Address, to next: Address, flags: UInt64? = nil) throws(PyError) {
    try words.setNext(of: head, to: next, flags: flags, gc)
  }

  func setPrevious(of head: Address, to previous: Address) throws(PyError) {
    try words.setPrevious(of: head, to: previous, gc)
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
  func unlink(_ head: Address) throws(PyError) { try words.unlink(head, gc) }

  /// The objects of a list, the oldest first.
  func objects(in list: Address) throws(PyError) -> [Address] {
    var objects: [Address] = []
    let words = words
    var head = try words.next(of: list, gc)
    while head != list {
      objects.append(object(behind: head))
      head = try words.next(of: head, gc)
    }
    return objects
  }
}
