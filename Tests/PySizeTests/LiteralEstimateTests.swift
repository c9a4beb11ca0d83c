import OracleSupport
import PyEmulator
import PySize
import PySizeTestSupport
import SeededRandom
import Testing

/// What a literal costs by rule is what its object costs that the emulator makes, on every build.
@Suite struct LiteralEstimateTests {
  @Test(arguments: Build.kinds)
  func ruleEqualsObject(_ build: Build) throws {
    var random = SplitMix64(seed: SplitMix64.seed)
    let latin1 = [0x7f, 0x80, 0xff].map { PyValue.str([$0]) }
    for number in 0..<SplitMix64.cases(of: 80) {
      let value =
        number < latin1.count ? latin1[number] : Self.value(&random, on: build, depth: 0)
      // Made anew each time, as a literal is that runs twice
      let made = What.made("\(value)", source: "", make: "") { heap in [try heap.make(value)] }
      let estimate = try made.emulatedEstimate(on: build)
      let place: Comment = "\(build), seed \(SplitMix64.seed), value \(number): \(value)"
      #expect(value.shallowSize(on: build) == estimate.size, place)
      #expect(value.allocated(on: build) == estimate.allocated, place)
    }
  }

  /// A value of any kind, as long as its display is made in another way.
  private static func value(
    _ random: inout SplitMix64, on build: Build, depth: Int, isKey: Bool = false
  ) -> PyValue {
    let kinds = isKey ? 0..<8 : depth > 1 ? 0..<7 : 0..<14
    let lengths =
      depth > 0 ? [0, 1, 2, 3, 5] : [0, 1, 2, 3, 4, 5, 6, 9, 16, 17, 18, 30, 31, 33, 70]
    func items(isKey: Bool = false) -> [PyValue] {
      (0..<random.pick(lengths)).map { _ in
        value(&random, on: build, depth: depth + 1, isKey: isKey)
      }
    }
    func text() -> [UInt32] {
      (0..<random.pick([0, 1, 1, 2, 7, 30])).map { _ in
        UInt32.random(
          in: random.pick([0x20, 0x7e])...random.pick([0x7e, 0x7e, 0xff, 0xffff, 0x10_ffff]),
          using: &random)
      }
    }
    switch Int.random(in: kinds, using: &random) {
    case 0: return random.pick([.none, .bool(true), .bool(false)])
    case 1: return .int(PyInt(Int.random(in: -7...9, using: &random), isLong: false))
    case 2:
      let words = random.pick([1, 1, 2, 3, 5])
      let magnitude = (0..<words).map { _ in
        random.pick([0, 1, 1 << 21, UInt32.random(in: 1...UInt32.max, using: &random)])
      }
      let isNegative = random.chance(40)
      let plain = PyInt(isNegative: isNegative, magnitude: magnitude)
      let isLong =
        build.version < Version(3, 0) && (random.chance(50) || plain.bitLength >= 31)
      return .int(PyInt(isNegative: isNegative, magnitude: magnitude, isLong: isLong))
    case 3: return .float(Double(Int.random(in: -4...8, using: &random)) / random.pick([1, 1, 8]))
    case 4: return .complex(real: 1, imaginary: random.pick([0, 0, 2.5]))
    case 5: return .str(text())
    case 6: return .bytes(text().map { UInt8(truncatingIfNeeded: $0) })
    case 7: return .tuple(items(isKey: isKey))
    case 8, 9: return .list(items())
    case 10, 11: return .set(items(isKey: true))
    default:
      let isText = random.chance(50)
      return .dict(
        (0..<random.pick(lengths)).map { number in
          let isNext = isText && !random.chance(4)
          return PyPair(
            key: isNext
              ? .str("k\(number)".unicodeScalars.map(\.value))
              : value(&random, on: build, depth: 2, isKey: true),
            value: value(&random, on: build, depth: 2))
        })
    }
  }
}
