/// What an object is to the inspector: which struct it starts with and which blocks it owns.
///
/// Instances of subclasses are of their base's kind: `class Point(tuple)` makes tuples.
public enum Kind: String, Hashable, Sendable, CaseIterable {
  /// `None`.
  case none
  /// `True` and `False`: an int, or in 2.7 a plain int, with a type of its own.
  case bool
  /// 2.7's `int`, a C `long`.
  case plainInt
  /// `int`; in 2.7 `long`.
  case int
  case float
  case complex
  /// `str`; in 2.7 `unicode`.
  case str
  /// `bytes`; in 2.7 `str`.
  case bytes
  case bytearray
  case tuple
  case list
  case dict
  case set
  case frozenset
  /// `range`; in 2.7 `xrange`.
  case range
  case slice
  /// `weakref.ref`, its proxies included.
  case weakref
  case array
  /// `types.SimpleNamespace`.
  case namespace
  /// Generators and coroutines, from 3.11 on with a frame in their blocks; and frames.
  case generator, frame
  /// `datetime.time` and `datetime.datetime`, which may have a `tzinfo`.
  case time, datetime
  /// A type, and so every class.
  case type
  /// `BaseException` and all below.
  case exception
  /// recordclass's `mutabletuple`.
  case mutabletuple
  /// A subclass of recordclass's `dataobject`.
  case dataobject
  /// An instance of a ctypes type: `CDataObject`.
  case cdata
  /// NumPy's `ndarray`, and a row of a structured one.
  case ndarray, void
  /// NumPy's other scalars, except those that are a `str` or a `bytes` as well; and its dtypes.
  case scalar, dtype
  /// NumPy's iterators, flags and universal functions.
  case numPyTool
  /// Anything else, described by its type's members alone.
  case instance
}
