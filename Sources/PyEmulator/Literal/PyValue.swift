/// What a Python literal says: a value, not yet an object in memory.
public indirect enum PyValue: Hashable, Sendable {
  /// `None`.
  case none
  /// `True` or `False`.
  case bool(Bool)
  /// An `int`, or 2.7's `int` or `long`.
  case int(PyInt)
  /// A `float`.
  case float(Double)
  /// A `complex`.
  case complex(real: Double, imaginary: Double)
  /// A `str`, 2.7's `unicode`: its code points, lone surrogates included.
  case str([UInt32])
  /// A `bytes`, 2.7's `str`.
  case bytes([UInt8])
  /// A `tuple` of its items.
  case tuple([PyValue])
  /// A `list` of its items.
  case list([PyValue])
  /// A `set`: its members as written, equal ones too.
  case set([PyValue])
  /// A `dict`: its pairs as written, those of equal keys too.
  case dict([PyPair])
}

/// A key of a `dict` and its value.
public struct PyPair: Hashable, Sendable {
  /// The key.
  public let key: PyValue
  /// The value.
  public let value: PyValue

  /// A key and its value.
  public init(key: PyValue, value: PyValue) {
    self.key = key
    self.value = value
  }
}

extension PyValue {
  /// The name of the type whose hash CPython refuses when it hashes this value; `nil` if none.
  ///
  /// `PyObject_HashNotImplemented`, Objects/object.c; `tuplehash` asks each item in turn.
  var unhashableType: String? {
    switch self {
    case .list: "list"
    case .set: "set"
    case .dict: "dict"
    case .tuple(let items): items.lazy.compactMap(\.unhashableType).first
    case .none, .bool, .int, .float, .complex, .str, .bytes: nil
    }
  }
}
