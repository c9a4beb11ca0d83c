import PyLayout

extension Hash {
  /// The hash of a string: over its characters as the object stores them.
  static func str(_ points: [UInt32], on build: Build) -> Int {
    if build.version < .v3_0 { return multiplied(points, on: build) }
    let largest = points.max() ?? 0
    let kind = largest < 0x100 ? 1 : largest < 0x1_0000 ? 2 : 4
    var bytes: [UInt8] = []
    bytes.reserveCapacity(points.count * kind)
    for point in points {
      for byte in 0..<kind { bytes.append(UInt8(truncatingIfNeeded: point >> (byte * 8))) }
    }
    return self.bytes(bytes, on: build)
  }

  /// The hash of bytes: `_Py_HashBytes`, Python/pyhash.c; in 2.7 `string_hash`.
  static func bytes(_ bytes: [UInt8], on build: Build) -> Int {
    if build.version < .v3_0 { return multiplied(bytes.map(UInt32.init), on: build) }
    if bytes.isEmpty { return 0 }
    // bpo-29410, 3.11: one round for each word and three at the end, not two and four
    let rounds = build.version < .v3_11 ? (2, 4) : (1, 3)
    return value(sip(bytes, rounds: rounds.0, finalRounds: rounds.1), on: build)
  }

  /// `string_hash`, `unicode_hash` of 2.7, without the random prefix and suffix of `-R`.
  private static func multiplied(_ units: [UInt32], on build: Build) -> Int {
    guard let first = units.first else { return 0 }
    var hash = UInt64(first) << 7
    for unit in units { hash = (1_000_003 &* hash) ^ UInt64(unit) }
    return value(hash ^ UInt64(units.count), on: build)
  }

  /// SipHash with the key 0: `siphash13`, `siphash24`, Python/pyhash.c
  private static func sip(_ bytes: [UInt8], rounds: Int, finalRounds: Int) -> UInt64 {
    var v0: UInt64 = 0x736f_6d65_7073_6575
    var v1: UInt64 = 0x646f_7261_6e64_6f6d
    var v2: UInt64 = 0x6c79_6765_6e65_7261
    var v3: UInt64 = 0x7465_6462_7974_6573
    func rotated(_ word: UInt64, _ count: UInt64) -> UInt64 {
      word << count | word >> (64 - count)
    }
    func round() {
      v0 = v0 &+ v1
      v2 = v2 &+ v3
      v1 = rotated(v1, 13) ^ v0
      v3 = rotated(v3, 16) ^ v2
      v0 = rotated(v0, 32)
      v2 = v2 &+ v1
      v0 = v0 &+ v3
      v1 = rotated(v1, 17) ^ v2
      v3 = rotated(v3, 21) ^ v0
      v2 = rotated(v2, 32)
    }
    func absorb(_ word: UInt64) {
      v3 ^= word
      for _ in 0..<rounds { round() }
      v0 ^= word
    }
    let words = bytes.count / 8
    for word in 0..<words { absorb(number(bytes[(word * 8)..<(word * 8 + 8)])) }
    absorb(UInt64(bytes.count) << 56 | number(bytes[(words * 8)...]))
    v2 ^= 0xff
    for _ in 0..<finalRounds { round() }
    return v0 ^ v1 ^ v2 ^ v3
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
