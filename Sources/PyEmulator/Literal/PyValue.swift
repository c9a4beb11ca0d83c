/// What a Python literal says: a value, not yet an object in memory.
///
///     let pair = PyValue.tuple([.bool(true), .str([0x61])])
///
/// Values may be nested as deeply as memory allows: they are compared, hashed and released without
/// a call for each level.
public struct PyValue: Sendable {
  /// What a value is.
  public enum Content: Hashable, Sendable {
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

  private var box: Box

  /// A value from what it is.
  public init(_ content: Content) { box = Box(content) }

  /// What it is.
  public var content: Content { box.content }

  /// `None`.
  public static let none = PyValue(.none)
  /// `True` or `False`.
  public static func bool(_ value: Bool) -> PyValue { PyValue(.bool(value)) }
  /// An `int`, or 2.7's `int` or `long`.
  public static func int(_ value: PyInt) -> PyValue { PyValue(.int(value)) }
  /// A `float`.
  public static func float(_ value: Double) -> PyValue { PyValue(.float(value)) }
  /// A `complex`.
  public static func complex(real: Double, imaginary: Double) -> PyValue {
    PyValue(.complex(real: real, imaginary: imaginary))
  }
  /// A `str`, 2.7's `unicode`, from its code points, lone surrogates included.
  public static func str(_ points: [UInt32]) -> PyValue { PyValue(.str(points)) }
  /// A `bytes`, 2.7's `str`.
  public static func bytes(_ bytes: [UInt8]) -> PyValue { PyValue(.bytes(bytes)) }
  /// A `tuple` of its items.
  public static func tuple(_ items: [PyValue]) -> PyValue { PyValue(.tuple(items)) }
  /// A `list` of its items.
  public static func list(_ items: [PyValue]) -> PyValue { PyValue(.list(items)) }
  /// A `set` from its members as written, equal ones too.
  public static func set(_ members: [PyValue]) -> PyValue { PyValue(.set(members)) }
  /// A `dict` from its pairs as written, those of equal keys too.
  public static func dict(_ pairs: [PyPair]) -> PyValue { PyValue(.dict(pairs)) }

  /// A content, kept by reference. Only its own `deinit` changes it, when nobody else can see it.
  private final class Box: @unchecked Sendable {
    private(set) var content: Content

    init(_ content: Content) { self.content = content }

    /// Releases the values that only this one held, one after the other. Left to themselves, each
    /// would be released inside its holder's release, deeper than a thread's stack allows.
    deinit {
      var rest: [PyValue] = []
      content.moveItems(to: &rest)
      while var value = rest.popLast() {
        if isKnownUniquelyReferenced(&value.box) { value.box.content.moveItems(to: &rest) }
      }
    }
  }
}

extension PyValue.Content {
  /// What stands right inside: items, members, keys and values.
  var items: [PyValue] {
    switch self {
    case .tuple(let items), .list(let items), .set(let items): items
    case .dict(let pairs): pairs.flatMap { [$0.key, $0.value] }
    case .none, .bool, .int, .float, .complex, .str, .bytes: []
    }
  }

  fileprivate mutating func moveItems(to rest: inout [PyValue]) {
    let items = items
    if items.isEmpty { return }
    self = .none
    rest += items
  }
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
    var rest = [self]
    while let value = rest.popLast() {
      switch value.content {
      case .list: return "list"
      case .set: return "set"
      case .dict: return "dict"
      case .tuple(let items): rest += items.reversed()
      case .none, .bool, .int, .float, .complex, .str, .bytes: break
      }
    }
    return nil
  }
}
