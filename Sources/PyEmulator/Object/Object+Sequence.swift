import PyLayout

/// `for item in object`: its items as they are when the loop begins; a dict's keys.
extension Object: Sequence {
  /// The items; none where CPython raises, for an `int` say: the error is the heap's
  /// ``Heap/failure``, and ``items`` throws it.
  public func makeIterator() -> IndexingIterator<[Object]> {
    (heap.keepingFailure { () throws(PyError) in try items } ?? []).makeIterator()
  }
}
