import PyLayout

/// Reference counts: Include/refcount.h (up to 3.13 Include/object.h).
extension Heap {
  /// `_Py_NewReference`, Objects/object.c: the head of an object that has just been made.
  func makeHead(of object: Address, type: TypeObject) throws(PyError) {
    let head = c.object.fields
    if watcher != nil { noteBirth(of: object) }
    try mark(object)
    try set(head.ob_type, of: object, to: type.address)
    // Since bpo-35810, 3.8, an instance owns a reference to its class; 3.x took part in this before
    if type.isHeapType { try incref(type.address) }
    if build.isFreeThreaded {
      if let field = head.ob_tid { try set(field, of: object, to: Self.threadIdentifier) }
      if let field = head.ob_flags { try set(field, of: object, to: 0) }
      if let field = head.ob_mutex { try set(field, of: object, to: 0) }
      if let field = head.ob_gc_bits { try set(field, of: object, to: 0) }
      if let field = head.ob_ref_local { try set(field, of: object, to: 1) }
      if let field = head.ob_ref_shared { try set(field, of: object, to: 0) }
    } else if let field = head.ob_refcnt {
      try set(field, of: object, to: 1)
      if let field = head.ob_overflow { try set(field, of: object, to: 0) }
      if let field = head.ob_flags { try set(field, of: object, to: 0) }
    }
    try addToRefchain(object)
  }

  /// `_Py_AddToAllObjects`, Objects/object.c, where the build keeps that list.
  func addToRefchain(_ object: Address) throws(PyError) {
    guard let next = c.object.fields._ob_next, let prev = c.object.fields._ob_prev else { return }
    let first = try get(next, of: refchain)
    try set(next, of: object, to: first)
    try set(prev, of: object, to: refchain)
    try set(prev, of: first, to: object)
    try set(next, of: refchain, to: object)
  }

  /// The value of `ob_tid`: CPython has the address of the thread's own data there.
  static let threadIdentifier = 0x10_0000

  /// How an object's count reads.
  enum Count: Hashable {
    case mortal(Int)
    case immortal
  }

  /// The object's reference count.
  func referenceCount(of object: Address) throws(PyError) -> Count {
    let head = c.object.fields
    if let local = head.ob_ref_local, let shared = head.ob_ref_shared {
      let count = try get(local, of: object)
      if count == .max { return .immortal }
      return .mortal(PyObject.count(local: Int(count), shared: try get(shared, of: object)))
    }
    guard let field = head.ob_refcnt else { return .immortal }
    let count = try get(field, of: object)
    return counts.isImmortal(UInt64(truncatingIfNeeded: count)) ? .immortal : .mortal(count)
  }

  /// Makes an object live as long as the interpreter, from 3.12 on; before that nothing does.
  ///
  /// - Parameter isStatic: whether the C compiler placed it: `_Py_STATIC_IMMORTAL_INITIAL_REFCNT`.
  func makeImmortal(_ object: Address, isStatic: Bool = true) throws(PyError) {
    guard let count = PyObject.immortalCount(on: build, isStatic: isStatic) else { return }
    let head = c.object.fields
    if let local = head.ob_ref_local {
      if let field = head.ob_tid { try set(field, of: object, to: 0) }
      try store(count, size: local.size, at: object + local.offset)
      if let field = head.ob_ref_shared { try set(field, of: object, to: 0) }
      if let field = head.ob_flags, isStatic { try set(field, of: object, to: 4) }
      return
    }
    guard let field = head.ob_refcnt else { return }
    try store(count, size: field.size, at: object + field.offset)
    // _Py_STATIC_FLAG_BITS: statically allocated, and immortal
    if let flags = head.ob_flags, isStatic { try set(flags, of: object, to: 4 | 1) }
  }

  /// `Py_INCREF`
  func incref(_ object: Address) throws(PyError) {
    try count(object, 1, words)
  }

  /// `Py_XINCREF`
  func xincref(_ object: Address) throws(PyError) {
    if object != .null { try incref(object) }
  }

  /// `Py_DECREF`: one reference less; the last one's end is the object's.
  func decref(_ object: Address) throws(PyError) { try decref(object, words) }

  /// `Py_XDECREF`
  func xdecref(_ object: Address) throws(PyError) {
    if object != .null { try decref(object) }
  }

  /// `Py_DECREF`, for many in a row.
  @inline(__always) func decref(_ object: Address, _ words: HeapWords) throws(PyError) {
    if try count(object, -1, words) == 0 { try deallocate(object) }
  }

  /// Changes the count of a mortal object, and says what it is then; 1 for an immortal one.
  @inline(__always) @discardableResult
  func count(
    _ object: Address, _ change: Int, _ words: HeapWords
  ) throws(PyError) -> Int {
    let place = object + counts.offset
    let isWide = counts.size == 8
    let bits = try words.word(at: place, isWide: isWide)
    if counts.isImmortal(bits) { return 1 }
    let new = bits &+ UInt64(truncatingIfNeeded: change)
    try words.store(word: new, isWide: isWide, at: place)
    return isWide ? Int(truncatingIfNeeded: new) : Int(Int32(truncatingIfNeeded: new))
  }
}
