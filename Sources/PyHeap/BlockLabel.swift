/// What a block of an allocator is.
public enum BlockLabel: UInt8, Hashable, Sendable, CaseIterable {
  /// In use, and nothing is known of it.
  case unexplained
  /// It holds an object.
  case object
  /// An object owns it: its table, its items, its characters.
  case owned
  /// The items of a NumPy array's: what `PyArrayObject_fields.data` points at where `NPY_ARRAY_OWNDATA` is set.
  case arrayData
  /// CPython keeps it for the next object: a free list.
  case freeList
  /// A guess: a type written in C points at it, or it looks like an object.
  case guessed
  /// In use by what is no part of CPython's object model: libraries, the runtime itself.
  case other
  /// `malloc` keeps it for a thread's next request of its size; `mallinfo2` counts it as in use.
  case cached
  /// The allocator may hand it out again.
  case free
}
