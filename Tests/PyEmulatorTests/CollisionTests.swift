import OracleSupport
import PyEmulator
import PyInspector
import PyLayout
import Testing

/// Keys with one hash are found one behind the other, in dicts and sets of every build.
@Suite struct CollisionTests {
  static let builds = ["2.7", "3.9@32", "3.11", "3.13", "3.14t"]
  private static let count = 50

  /// Objects that all hash alike: multiples of the number that hashes are taken modulo.
  private static func keys(_ kind: String, in heap: Heap) throws -> [Object] {
    let build = heap.build
    let bits =
      build.version < Version(3, 0) ? build.pointerSize * 8 : build.pointerSize == 8 ? 61 : 31
    return try (1...count).map { number in
      let int = PyValue.int(Self.multiple(number, ofBits: bits))
      return switch kind {
      case "tuple": try heap.makeTuple(heap.make(int))
      case "nested": try heap.makeTuple(0, heap.makeTuple(heap.make(int)))
      case "frozenset": try heap.makeFrozenset(of: [heap.make(int)])
      default: try heap.make(int)
      }
    }
  }

  /// `number * (2**bits - 1)`
  private static func multiple(_ number: Int, ofBits bits: Int) -> PyInt {
    // number << bits, less number
    var digits: [UInt32] = [0, 0, 0, 0]
    digits[bits / 32] |= UInt32(number) << UInt32(bits % 32)
    digits[bits / 32 + 1] |= bits % 32 == 0 ? 0 : UInt32(number) >> UInt32(32 - bits % 32)
    var borrow = UInt64(number)
    for index in digits.indices where borrow > 0 {
      let part = borrow & 0xffff_ffff
      let isLess = UInt64(digits[index]) < part
      digits[index] = UInt32(truncatingIfNeeded: UInt64(digits[index]) &- part)
      borrow = borrow >> 32 + (isLess ? 1 : 0)
    }
    return PyInt(magnitude: digits)
  }

  @Test(arguments: builds, ["int", "tuple", "nested", "frozenset"])
  func areFound(_ name: String, _ kind: String) throws {
    let build = try Build(parsing: name)
    let heap = try Heap(build)
    let (keys, twins) = (try Self.keys(kind, in: heap), try Self.keys(kind, in: heap))
    #expect(try Set(keys.map { try $0.hash }).count == 1, "\(build): \(kind)")
    let (dict, other) = (try heap.makeDict(), try heap.makeDict())
    let (set, same) = (try heap.makeSet(of: keys), try heap.makeSet(of: twins.reversed()))
    for (number, key) in keys.enumerated() { try dict.setItem(key, to: number) }
    for (number, key) in twins.enumerated().reversed() { try other.setItem(key, to: number) }
    for (number, key) in twins.enumerated() {
      #expect(try dict.item(key).int == number, "\(build): \(kind)")
    }
    #expect(try dict.count == Self.count && set.count == Self.count, "\(build): \(kind)")
    #expect(try dict.isEqual(to: other) && set.isEqual(to: same), "\(build): \(kind)")
    try other.setItem(twins[Self.count / 2], to: -7)
    #expect(try !dict.isEqual(to: other), "\(build): \(kind)")
    let inspector = Inspector(build, reading: heap.memory)
    let plain = try heap.makeSet(of: (0..<Self.count).map { try heap.make($0) })
    #expect(
      try inspector.inspect(set.address).size == inspector.size(of: plain.address),
      "\(build): \(kind)")
    for key in twins {
      try dict.removeItem(key)
      try set.discard(key)
    }
    #expect(try dict.count == 0 && set.count == 0, "\(build): \(kind)")
  }
}
