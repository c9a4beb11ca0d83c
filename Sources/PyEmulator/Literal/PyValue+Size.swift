public import PyLayout

/// What a literal's object costs, by rule: what making it in a ``Heap`` proves, without making it.
extension PyValue {
  /// What `sys.getsizeof` answers for its object on a build, in bytes.
  public func shallowSize(on build: Build) -> Int {
    switch content {
    case .int(let int) where !isPlainInt(int, on: build):
      PyType.int(on: build).shallowSize(
        items: max(digits(of: int, on: build), PyLongObject.leastDigits(on: build)))
    case .bool(let value) where build.version >= .v3_0:
      PyValue.int(PyInt(value ? 1 : 0)).shallowSize(on: build)
    case .list(let items):
      PyType.list(on: build).shallowSize()
        + room(forItems: items, on: build) * build.pointerSize
    case .str(let points)
    where build.version >= .v3_12 && points.count == 1 && 0x80...0xff ~= points[0]:
      // _Py_LATIN1_CHR: in the executable, with two bytes of UTF-8 and a zero
      Request.str(points, on: build).size + 3
    default: requests(on: build).reduce(0) { $0 + $1.size }
    }
  }

  /// What the allocator hands out for its object, in bytes, without what it holds; 0 for one that is
  /// always the same.
  public func allocated(on build: Build) -> Int {
    if isShared(on: build) { return 0 }
    let requests = requests(on: build)
    // fill_free_list, Objects/intobject.c and floatobject.c of 2.7: carved out of blocks for many
    let isCarved =
      switch content {
      case .int(let int): isPlainInt(int, on: build)
      case .float: build.version < .v3_0
      default: false
      }
    return isCarved ? requests.reduce(0) { $0 + $1.size } : build.allocatedSize(of: requests)
  }

  /// The requests for its blocks, the object's own first.
  public func requests(on build: Build) -> [Request] {
    func instance(_ type: PyType, items: Int = 0) -> [Request] {
      [Request(type.shallowSize(items: items), type.domain)]
    }
    switch content {
    case .none: return instance(.object(on: build))
    case .bool where build.version < .v3_0: return instance(.bool(on: build))
    case .bool: return instance(.int(on: build), items: 1)
    case .int(let int) where isPlainInt(int, on: build): return instance(.plainInt(on: build))
    case .int(let int):
      // _PyLong_New: a 0 has room for a digit, whether counted or not
      return instance(.int(on: build), items: max(digits(of: int, on: build), 1))
    case .float: return instance(.float(on: build))
    case .complex: return instance(.complex(on: build))
    case .str(let points) where build.version < .v3_0:
      // Characters of 4 bytes elsewhere, and a zero: _PyUnicode_New
      return instance(.str(on: build)) + [Request((points.count + 1) * 4, .object)]
    case .str(let points): return [.str(points, on: build)]
    case .bytes(let bytes): return instance(.bytes(on: build), items: bytes.count)
    case .tuple(let items): return instance(.tuple(on: build), items: items.count)
    case .list(let items):
      let room = room(forItems: items, on: build)
      // PyList_New, list_resize: PyMem_Malloc; in free-threaded builds _PyListArray, Objects/listobject.c,
      // starts with their number
      let head = build.isFreeThreaded ? build.pointerSize : 0
      return instance(.list(on: build))
        + (room > 0 ? [Request(head + room * build.pointerSize, .mem)] : [])
    case .set(let items):
      let distinct = Set(items.map { PyKey($0, on: build) }).count
      return SetState(
        build, display: items.count, distinct: distinct,
        isConstant: items.allSatisfy(\.isConstant)
      ).requests
    case .dict(let pairs):
      let keys = pairs.map { PyKey($0.key, on: build) }
      return DictState(build, display: keys, kind: \.kind).requests
    }
  }

  private func room(forItems items: [PyValue], on build: Build) -> Int {
    ListState.allocated(
      display: items.count, isConstant: items.allSatisfy(\.isConstant), on: build)
  }

  private func digits(of int: PyInt, on build: Build) -> Int {
    int.digits(bits: Digit.bits(on: build)).count
  }

  /// Whether it is 2.7's `int`.
  private func isPlainInt(_ int: PyInt, on build: Build) -> Bool {
    build.version < .v3_0 && !int.isLong
  }
}

extension Request {
  /// `PyUnicode_New`, Objects/unicodeobject.c: as many bytes for each character as the widest takes.
  fileprivate static func str(_ points: [UInt32], on build: Build) -> Request {
    let widest = points.max() ?? 0
    let kind = widest < 0x100 ? 1 : widest < 0x1_0000 ? 2 : 4
    let head =
      widest < 0x80
      ? PyASCIIObject.layout(on: build).size : PyCompactUnicodeObject.layout(on: build).size
    return Request(head + (points.count + 1) * kind, .object)
  }
}

/// What a value is as a key: equal ones are one key, `1` and `1.0` and `True` as well.
struct PyKey: Hashable {
  /// A tuple stands before its items.
  private let parts: [Part]
  /// What a table of such keys alone is.
  let kind: KeyTable.Kind

  private enum Part: Hashable {
    case none
    case number(Double)
    case large(PyInt)
    case complex(Double, Double)
    case str([UInt32])
    case bytes([UInt8])
    case tuple(count: Int)
  }

  init(_ value: PyValue, on build: Build) {
    var parts: [Part] = []
    var rest = [value]
    while let value = rest.popLast() {
      parts.append(Self.part(value.content, on: build))
      if case .tuple(let items) = value.content { rest += items.reversed() }
    }
    self.parts = parts
    // 2.7 has one kind, of any keys: there a text and bytes are equal, and one key
    kind = value.isText && build.version >= .v3_0 ? .unicode : .general
  }

  private static func part(_ content: PyValue.Content, on build: Build) -> Part {
    switch content {
    case .bool(let value): .number(value ? 1 : 0)
    case .int(let int):
      if let double = int.exactDouble { .number(double) } else { .large(int.asPlain) }
    case .float(let double): .number(double)
    case .complex(let real, let imaginary):
      imaginary == 0 ? .number(real) : .complex(real, imaginary)
    case .str(let points): .str(points)
    // PyUnicode_RichCompare of 2.7 treats ASCII bytes and text as the same
    case .bytes(let bytes) where build.version < .v3_0 && bytes.allSatisfy { $0 < 0x80 }:
      .str(bytes.map(UInt32.init))
    case .bytes(let bytes): .bytes(bytes)
    case .tuple(let items): .tuple(count: items.count)
    // What has no hash is no key
    case .none, .list, .set, .dict: .none
    }
  }
}

extension PyInt {
  /// The same number as a `float`, where there is one: of at most 53 bits, zeros behind them.
  fileprivate var exactDouble: Double? {
    let first = magnitude.firstIndex { $0 != 0 } ?? 0
    let zeros = isZero ? 0 : first * 32 + magnitude[first].trailingZeroBitCount
    return bitLength - zeros <= 53 ? double : nil
  }

  private var isZero: Bool { magnitude.isEmpty }

  /// The same number as if it were written without an `L`.
  fileprivate var asPlain: PyInt { PyInt(isNegative: isNegative, magnitude: magnitude) }
}
