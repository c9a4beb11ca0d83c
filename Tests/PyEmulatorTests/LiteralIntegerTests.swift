import OracleSupport
import PyEmulator
import SeededRandom
import Testing

/// Integers as literals hold them.
@Suite struct LiteralIntegerTests {
  /// Digits of every size stand for the same bits.
  @Test(arguments: [1, 4, 15, 30, 31, 32])
  func digitsAreTheMagnitudes(_ bits: Int) {
    var random = SplitMix64(seed: SplitMix64.seed)
    for count in 0..<200 {
      let magnitude = (0..<count % 20).map { _ in
        random.pick([0, 1, .max, UInt32(truncatingIfNeeded: random.next())])
      }
      let value = PyInt(magnitude: magnitude)
      #expect(
        binary(value.digits(bits: bits), bits) == binary(magnitude, 32),
        "seed \(SplitMix64.seed): \(magnitude)")
      #expect(value.magnitude.last != 0)
      #expect(value.bitLength == binary(magnitude, 32).count)
    }
  }

  @Test(arguments: [0, 1, -1, 255, Int(Int32.min), Int(UInt32.max), 1 << 32, Int.max, Int.min])
  func swiftIntegers(_ value: Int) throws {
    let integer = PyInt(value)
    let digits = integer.digits(bits: 32).enumerated().map { Int128($1) << Int128(32 * $0) }
    let magnitude = digits.reduce(0, +)
    #expect((integer.isNegative ? -magnitude : magnitude) == Int128(value))
    if let small = Int8(exactly: value) { #expect(PyInt(small) == integer) }
  }

  /// The bits of the digits, lowest digit first, without leading zeros.
  private func binary(_ digits: [UInt32], _ bits: Int) -> String {
    let text = digits.reversed().map { digit in
      let digits = String(digit, radix: 2)
      return String(repeating: "0", count: bits - digits.count) + digits
    }.joined()
    return String(text.drop { $0 == "0" })
  }
}
