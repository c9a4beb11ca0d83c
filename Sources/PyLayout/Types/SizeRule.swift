/// Which `__sizeof__` answers for an object: the C function that a type has under that name.
@usableFromInline package enum SizeRule: Sendable {
  /// `object___sizeof___impl`, Objects/typeobject.c: `tp_basicsize` and the items.
  case object
  /// `dataobject_sizeof`, recordclass's _dataobject.c: `tp_basicsize` alone.
  case basicsize
  case int, list, str, dict, type, set, bytearray, array
  /// 2.7's `string_sizeof`, Objects/stringobject.c, which knows no `tp_basicsize`.
  case string
  /// What runs code, Objects and Python.
  case code, frame, generator
  /// Containers, Objects and Modules.
  case deque, odict, decimal, `struct`, element
  /// `itertools`.
  case product, combinations, permutations
  /// Streams.
  case bytesio, buffered, pickler, unpickler
  /// `queue`, 3.15.
  case simplequeue
  /// NumPy's arrays and scalars.
  case ndarray, scalar
  /// What describes a ctypes type, or from 3.13 on such a type; up to 3.9 a syntax tree.
  case stgdict, ctype, syntaxTree
}

/// The blocks of an instance that no `__sizeof__` counts.
package enum UncountedBlocks: Sendable {
  case stringio, lruCache, simplequeue
}
