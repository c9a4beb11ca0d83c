import PyLayout

/// Objects are equal where CPython says so: `1`, `1.0` and `True` are.
///
/// Nothing can be thrown here: an error is the heap's ``Heap/failure``.
extension Object: Hashable {
  /// `a == b`; false for objects of two heaps, and where CPython raises.
  ///
  /// As in Python a `nan` is not equal to itself.
  public static func == (a: Object, b: Object) -> Bool {
    guard a.heap === b.heap else { return false }
    return a.heap.keepingFailure { () throws(PyError) in try a.isEqual(to: b) } ?? false
  }

  /// `hash(object)`, which is the same for equal objects. Where CPython raises, for a list say, nothing
  /// is combined.
  public func hash(into hasher: inout Hasher) {
    if let hash = heap.keepingFailure({ () throws(PyError) in try hash }) { hasher.combine(hash) }
  }
}

extension Class: Hashable {
  /// Whether both are one type of one heap.
  public static func == (a: Class, b: Class) -> Bool { a.type === b.type }

  /// By its address.
  public func hash(into hasher: inout Hasher) { hasher.combine(address) }
}
