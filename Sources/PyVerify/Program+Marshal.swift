import PyEmulator
import PyLayout

/// Values as `marshal.loads` of a build reads them: Python/marshal.c
struct Marshal {
  private(set) var bytes: [UInt8] = []
  private let is2: Bool

  init(for build: Build) { is2 = build.version < .v3_0 }

  private mutating func append(_ type: Unicode.Scalar, _ number: Int32) {
    bytes.append(UInt8(ascii: type))
    append(number)
  }

  private mutating func append(_ number: some FixedWidthInteger) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  /// A list of `count` values, which are appended next.
  mutating func list(_ count: Int) { append("[", Int32(count)) }

  mutating func tuple(_ count: Int) { append("(", Int32(count)) }

  mutating func none() { bytes.append(UInt8(ascii: "N")) }

  mutating func int(_ number: Int) {
    if let small = Int32(exactly: number) {
      append("i", small)
    } else if is2 {
      // Of no type long
      bytes.append(UInt8(ascii: "I"))
      append(Int64(number))
    } else {
      int(PyInt(number))
    }
  }

  private mutating func int(_ number: PyInt) {
    // PyLong_MARSHAL_SHIFT
    let digits = number.digits(bits: 15)
    append("l", Int32(number.isNegative ? -digits.count : digits.count))
    for digit in digits { append(UInt16(truncatingIfNeeded: digit)) }
  }

  mutating func text(_ text: some StringProtocol) {
    append("u", Int32(text.utf8.count))
    bytes += text.utf8
  }

  mutating func value(_ value: PyValue) {
    var rest = [value]
    while let value = rest.popLast() {
      switch value.content {
      case .none: none()
      case .bool(let value): bytes.append(UInt8(ascii: value ? "T" : "F"))
      case .int(let value):
        if let small = value.small { int(small) } else { int(value) }
      case .float(let value):
        bytes.append(UInt8(ascii: "g"))
        append(value.bitPattern)
      case .complex(let real, let imaginary):
        bytes.append(UInt8(ascii: "y"))
        append(real.bitPattern)
        append(imaginary.bitPattern)
      case .str(let points):
        let utf8 = points.flatMap(\.utf8)
        append("u", Int32(utf8.count))
        bytes += utf8
      case .bytes(let string):
        append("s", Int32(string.count))
        bytes += string
      case .tuple(let items):
        tuple(items.count)
        rest += items.reversed()
      // These are literals: what makes them decides how large they are
      case .list, .set, .dict: none()
      }
    }
  }
}

extension UInt32 {
  /// The code point in UTF-8, half a surrogate pair too.
  fileprivate var utf8: [UInt8] {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | self >> shift & 0x3F) }
    return switch self {
    case ..<0x80: [UInt8(self)]
    case ..<0x800: [UInt8(0xC0 | self >> 6), tail(0)]
    case ..<0x1_0000: [UInt8(0xE0 | self >> 12), tail(6), tail(0)]
    default: [UInt8(truncatingIfNeeded: 0xF0 | self >> 18), tail(12), tail(6), tail(0)]
    }
  }
}

extension Program {
  /// The program as verify.py reads it.
  func append(to marshal: inout Marshal) {
    marshal.list(statements.count)
    for statement in statements { statement.append(to: &marshal) }
  }
}

extension Program.Statement {
  fileprivate func append(to marshal: inout Marshal) {
    func start(_ action: String, _ number: Int, and count: Int) {
      marshal.list(2 + count)
      marshal.text(action)
      marshal.int(number)
    }
    switch self {
    case .makeClass(let number, let name, let bases, let slots):
      start("class", number, and: 3)
      marshal.text(name)
      marshal.names(bases)
      if let slots { marshal.names(slots) } else { marshal.none() }
    case .assign(let variable, let value):
      start("=", variable, and: 1)
      value.append(to: &marshal)
    case .view(let variable, let object):
      start("view", variable, and: 1)
      marshal.int(object)
    case .copy(let variable, let object):
      start("copy", variable, and: 1)
      marshal.int(object)
    case .drop(let variable): start("drop", variable, and: 0)
    case .call(let variable, let method, let arguments):
      start(method.rawValue, variable, and: arguments.count)
      for argument in arguments { argument.append(to: &marshal) }
    case .setAttribute(let variable, let name, let value):
      start("setattr", variable, and: 2)
      marshal.text(name)
      value.append(to: &marshal)
    case .deleteAttribute(let variable, let name):
      start("delattr", variable, and: 1)
      marshal.text(name)
    case .setItem(let variable, let key, let value):
      start("setitem", variable, and: 2)
      key.append(to: &marshal)
      value.append(to: &marshal)
    case .equal(let a, let b):
      start("equal", 0, and: 2)
      a.append(to: &marshal)
      b.append(to: &marshal)
    case .deleteItem(let variable, let key):
      start("delitem", variable, and: 1)
      key.append(to: &marshal)
    }
  }
}

extension Marshal {
  fileprivate mutating func names(_ names: [String]) {
    list(names.count)
    for name in names { text(name) }
  }
}

extension Program.Expression {
  fileprivate func append(to marshal: inout Marshal) {
    func start(_ kind: String, _ count: Int) {
      marshal.list(1 + count)
      marshal.text(kind)
    }
    switch self {
    case .literal(let value):
      start("literal", 1)
      marshal.text(value.source(isPython2: true))
    case .value(let value): marshal.value(value)
    case .className(let number):
      start("n", 1)
      marshal.int(number)
    case .variable(let variable):
      start("v", 1)
      marshal.int(variable)
    case .tuple(let items):
      start("t", items.count)
      for item in items { item.append(to: &marshal) }
    case .make(let type, let argument):
      start("make", argument == nil ? 1 : 2)
      marshal.text(type)
      argument?.append(to: &marshal)
    case .deque(let items, let maxlen):
      start("deque", 2)
      items.append(to: &marshal)
      marshal.int(maxlen)
    }
  }
}
