import PyEmulator
import PyLayout
import SeededRandom

/// Values that are equal, or nearly so, though they are not alike.
extension ProgramGenerator {
  /// Two values of which one may be the other in another type, or with one item changed.
  mutating func twins(depth: Int) -> (PyValue, PyValue) {
    if depth > 2 || random.chance(30) { return leaves() }
    let count = random.pick([0, 1, 1, 2, 3, 9])
    var pairs: [(PyValue, PyValue)] = []
    for _ in 0..<count { pairs.append(twins(depth: depth + 1)) }
    var (first, second) = (pairs.map(\.0), pairs.map(\.1))
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return (.tuple(first), .tuple(second))
    case 1: return (.list(first), random.chance(90) ? .list(second) : .tuple(second))
    case 2:
      for index in first.indices { (first[index], second[index]) = leaves() }
      return (.set(first), .set(random.chance(50) ? second : second.reversed()))
    default:
      var dicts: ([PyPair], [PyPair]) = ([], [])
      for (one, other) in pairs {
        let (key, twin) = leaves()
        dicts.0.append(PyPair(key: key, value: one))
        dicts.1.append(PyPair(key: twin, value: other))
      }
      return (.dict(dicts.0), .dict(random.chance(50) ? dicts.1 : dicts.1.reversed()))
    }
  }

  /// Two values that can be keys.
  private mutating func leaves() -> (PyValue, PyValue) {
    // Every eighth pair is of any two
    if random.chance(12) { return (leaf(random.pick(Self.groups)), leaf(random.pick(Self.groups))) }
    let group = random.pick(Self.groups)
    return (leaf(group), leaf(group))
  }

  private mutating func leaf(_ group: [PyValue]) -> PyValue { random.pick(group) }

  /// Values that are equal to one another, or just not.
  private static let groups: [[PyValue]] = {
    func number(_ value: Int) -> [PyValue] {
      [.int(PyInt(value)), .float(Double(value)), .complex(real: Double(value), imaginary: 0)]
    }
    let large = PyInt(magnitude: [0, 0, 64])
    return [
      number(0) + [.bool(false), .float(-0.0)],
      number(1) + [.bool(true), .complex(real: 0, imaginary: 1)],
      number(-1), number(7),
      number(1 << 53) + [.int(PyInt(1 << 53 + 1)), .int(PyInt(1 << 53 - 1))],
      [.int(large), .float(0x1p70), .int(PyInt(magnitude: [1, 0, 64]))],
      [.none], [.str([]), .bytes([])], [.str([0x61]), .bytes([0x61])],
      [.str([0xe9]), .bytes([0xc3, 0xa9]), .bytes([0xe9])],
      [.str([0x1f600]), .str([0x61, 0x62])],
      [.tuple([]), .tuple([.int(PyInt(1))]), .tuple([.float(1)])],
    ]
  }()
}
