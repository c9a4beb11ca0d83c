/// Which `__sizeof__` answers for an object.
@usableFromInline enum SizeRule: Sendable {
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

extension SizeRule {
  /// The rule of a type written in C with a `__sizeof__` of its own, by its `tp_name`.
  init?(named tp_name: String) {
    switch tp_name {
    case "set", "frozenset": self = .set
    case "frozendict": self = .dict
    case "bytearray": self = .bytearray
    case "array.array": self = .array
    case "code": self = .code
    case "frame": self = .frame
    case "generator", "coroutine", "async_generator": self = .generator
    case "collections.deque": self = .deque
    case "collections.OrderedDict": self = .odict
    case "decimal.Decimal": self = .decimal
    case "Struct", "_struct.Struct": self = .struct
    case "xml.etree.ElementTree.Element": self = .element
    case "itertools.product": self = .product
    case "itertools.combinations", "itertools.combinations_with_replacement": self = .combinations
    case "itertools.permutations": self = .permutations
    case "_io.BytesIO": self = .bytesio
    case "_io.BufferedReader", "_io.BufferedWriter", "_io.BufferedRandom": self = .buffered
    case "_pickle.Pickler": self = .pickler
    case "_pickle.Unpickler": self = .unpickler
    case "_queue.SimpleQueue": self = .simplequeue
    case "StgDict": self = .stgdict
    case "_ctypes.CType_Type": self = .ctype
    case "parser.st": self = .syntaxTree
    case "numpy.ndarray": self = .ndarray
    case "numpy.generic": self = .scalar
    default:
      switch Kind(tp_name: tp_name) {
      case .mutabletuple: self = .object
      case .dataobject: self = .basicsize
      default: return nil
      }
    }
  }
}
