import PyEmulator
import PyLayout
import SeededRandom

/// The values that random programs start from, as arguments and as literals.
extension ProgramGenerator {
  /// A value that a type or a class over it takes.
  mutating func value(ofKind kind: String) -> PyValue {
    switch kind {
    case "int", "long": .int(integer(isSmall: kind == "int" && build.version < .v3_0))
    case "float": .float(Double(Int.random(in: -1000...1000, using: &random)) / 8)
    case "str" where build.version >= .v3_0, "unicode": .str(text())
    case "str", "bytes", "bytearray":
      .bytes(
        (0..<random.pick([0, 1, 2, 7, 33])).map { _ in UInt8.random(in: 0...255, using: &random) })
    case "dict", "OrderedDict":
      .tuple(
        (0..<random.pick([0, 1, 3, 5, 6, 11, 30])).map { number in
          .tuple([.str("k\(number)".unicodeScalars.map(\.value)), .none])
        })
    case "deque": .tuple((0..<random.pick([0, 1, 2, 30, 64, 130])).map { .int(PyInt($0)) })
    default: .tuple((0..<random.pick([0, 1, 2, 3, 5, 9, 30])).map { .int(PyInt($0)) })
    }
  }

  private mutating func integer(isSmall: Bool) -> PyInt {
    let isNegative = random.chance(40)
    if isSmall || random.chance(30) {
      let value = Int.random(in: 0...random.pick([10, 300, 1 << 31, 1 << 40]), using: &random)
      return PyInt(isNegative ? -value : value)
    }
    let words = random.pick([1, 2, 3, 4, 8, 33])
    var magnitude = (0..<words).map { _ in UInt32.random(in: 0...UInt32.max, using: &random) }
    // Widths of every number of bits
    magnitude[words - 1] >>= UInt32.random(in: 0...31, using: &random)
    return PyInt(isNegative: isNegative, magnitude: magnitude)
  }

  private mutating func text() -> [UInt32] {
    let characters: [UInt32] = [0x61, 0x7F, 0xE9, 0xFF, 0x100, 0x20AC, 0xFFFF, 0x10000, 0x1F600]
    let widest = random.pick(characters)
    let count = random.pick([0, 1, 2, 3, 7, 16, 50, 300])
    return Array(repeating: 0x61, count: count) + (random.chance(80) ? [widest] : [])
  }

  /// A literal of any kind, nested.
  mutating func literal(depth: Int) -> PyValue {
    let count = depth > 2 ? 0 : random.pick(depth == 0 ? [0, 1, 2, 3, 5, 8, 20] : [0, 1, 2, 3])
    func items() -> [PyValue] { (0..<count).map { _ in literal(depth: depth + 1) } }
    return switch Int.random(in: 0..<(depth > 2 ? 5 : 9), using: &random) {
    case 0: .int(integer(isSmall: build.version < .v3_0))
    case 1: .float(Double(Int.random(in: -1000...1000, using: &random)) / 8)
    case 2: .str(text())
    case 3: .bytes([UInt8](repeating: 0x62, count: random.pick([0, 1, 4, 40])))
    case 4: random.chance(50) ? .none : .bool(random.chance(50))
    case 5: .tuple(items())
    case 6: .list(items())
    case 7:
      random.chance(50)
        ? .set((0..<count).map { _ in .int(integer(isSmall: build.version < .v3_0)) })
        : .set((0..<count).map { _ in hashable(depth: 0) })
    default: .dict(pairs(depth: depth, count))
    }
  }

  mutating func pairs(depth: Int, _ count: Int) -> [PyPair] {
    let isMixed = random.chance(20)
    return (0..<count).map { _ in
      let key = "k\(Int.random(in: 0..<60, using: &random))"
      return PyPair(
        key: isMixed ? hashable(depth: 0) : .str(key.unicodeScalars.map(\.value)),
        value: literal(depth: depth + 1))
    }
  }

  /// A key of any kind, often the equal of another one: `1`, `1.0` and `True`, 2.7's `'a'` and `u'a'`.
  private mutating func hashable(depth: Int) -> PyValue {
    let number = Int.random(in: -2...2, using: &random)
    let characters = (0..<random.pick([0, 1, 1, 2])).map { _ in random.pick([0x61, 0x7F, 0xE9]) }
    switch Int.random(in: 0..<(depth > 1 ? 6 : 7), using: &random) {
    case 0: return .int(PyInt(number, isLong: build.version < .v3_0 && random.chance(50)))
    case 1: return .float(Double(number) / random.pick([1, 1, 2]))
    case 2: return .bool(number > 0)
    case 3: return .complex(real: 0, imaginary: Double(number))
    case 4: return .str(characters.map { UInt32($0) })
    case 5: return .bytes(characters.map { UInt8($0) })
    default:
      return .tuple((0..<random.pick([0, 1, 2])).map { _ in hashable(depth: depth + 1) })
    }
  }
}
