import PyLayout

extension Hash {
  /// `_PyHASH_BITS`, Include/pyhash.h: numbers are hashed modulo the prime 2**bits - 1.
  private static func bits(on build: Build) -> Int { build.pointerSize == 8 ? 61 : 31 }

  /// 2.7's `int_hash`: the value itself.
  static func plainInt(_ value: Int, on build: Build) -> Int { value == -1 ? -2 : value }

  /// `long_hash`, Objects/longobject.c, from the digits, the lowest first.
  static func int(
    isNegative: Bool, digits: [UInt32], digitBits: Int, on build: Build
  ) -> Int {
    if build.version < .v3_0 {
      return oldLong(isNegative: isNegative, digits: digits, digitBits: digitBits, on: build)
    }
    let bits = bits(on: build)
    let modulus: UInt64 = 1 << UInt64(bits) - 1
    var hash: UInt64 = 0
    for digit in digits.reversed() {
      hash = (hash << UInt64(digitBits)) & modulus | hash >> UInt64(bits - digitBits)
      hash += UInt64(digit)
      if hash >= modulus { hash -= modulus }
    }
    let signed = isNegative ? -Int(hash) : Int(hash)
    return signed == -1 ? -2 : signed
  }

  /// 2.7: the value modulo `ULONG_MAX`.
  private static func oldLong(
    isNegative: Bool, digits: [UInt32], digitBits: Int, on build: Build
  ) -> Int {
    let width = UInt64(build.pointerSize * 8)
    let mask = UInt64.max >> (64 - width)
    var hash: UInt64 = 0
    for digit in digits.reversed() {
      hash = (hash << UInt64(digitBits) | hash >> (width - UInt64(digitBits))) & mask
      hash = (hash &+ UInt64(digit)) & mask
      if hash < UInt64(digit) { hash += 1 }
    }
    return value(isNegative ? 0 &- hash : hash, on: build)
  }

  /// `_Py_HashDouble`, Python/pyhash.c (2.7: Objects/object.c)
  ///
  /// A NaN's hash is its object's from 3.10 on, which the caller knows.
  static func float(_ number: Double, on build: Build) -> Int {
    if number.isInfinite {
      // 2.7 has another number for minus infinity
      return number > 0 ? 314_159 : build.version < .v3_0 ? -271_828 : -314_159
    }
    if number.isNaN { return 0 }
    if build.version < .v3_0 { return oldFloat(number, on: build) }
    let bits = bits(on: build)
    let modulus: UInt64 = 1 << UInt64(bits) - 1
    var (fraction, exponent) = parts(of: number.magnitude)
    var hash: UInt64 = 0
    while fraction != 0 {
      hash = (hash << 28) & modulus | hash >> UInt64(bits - 28)
      fraction *= 268_435_456
      exponent -= 28
      let digit = fraction.rounded(.towardZero)
      fraction -= digit
      hash += UInt64(digit)
      if hash >= modulus { hash -= modulus }
    }
    let shift = exponent >= 0 ? exponent % bits : bits - 1 - (-1 - exponent) % bits
    hash = (hash << UInt64(shift)) & modulus | hash >> UInt64(bits - shift)
    let signed = number < 0 ? -Int(hash) : Int(hash)
    return signed == -1 ? -2 : signed
  }

  /// `frexp(3)`: a fraction from 0.5 up to 1, and the power of 2.
  private static func parts(of magnitude: Double) -> (fraction: Double, exponent: Int) {
    guard magnitude != 0 else { return (0, 0) }
    return (magnitude.significand / 2, Int(magnitude.exponent) + 1)
  }

  /// 2.7: a whole number hashes as its int does.
  private static func oldFloat(_ number: Double, on build: Build) -> Int {
    guard number != number.rounded(.towardZero) else { return oldWhole(number, on: build) }
    var (fraction, exponent) = parts(of: number.magnitude)
    if number < 0 { fraction = -fraction }
    fraction *= 2_147_483_648
    let high = Int(fraction)
    fraction = (fraction - Double(high)) * 2_147_483_648
    let sum = high &+ Int(fraction) &+ (exponent << 15)
    return value(UInt64(bitPattern: Int64(sum)), on: build)
  }

  private static func oldWhole(_ number: Double, on build: Build) -> Int {
    guard number != 0 else { return 0 }
    var digits: [UInt32] = []
    var exponent = Int(number.magnitude.exponent) - 52
    var significand = UInt64(number.magnitude.significandBitPattern | 1 << 52)
    if exponent < 0 {
      significand >>= UInt64(-exponent)
      exponent = 0
    }
    digits = Array(repeating: 0, count: exponent / 30)
    var rest = (low: significand << UInt64(exponent % 30), high: UInt64(0))
    if exponent % 30 > 0 { rest.high = significand >> UInt64(64 - exponent % 30) }
    while rest.low != 0 || rest.high != 0 {
      digits.append(UInt32(rest.low & 0x3fff_ffff))
      rest.low = rest.low >> 30 | rest.high << 34
      rest.high >>= 30
    }
    return oldLong(isNegative: number < 0, digits: digits, digitBits: 30, on: build)
  }

  /// `complex_hash`, Objects/complexobject.c, from the parts' hashes.
  static func complex(_ real: Int, _ imaginary: Int, on build: Build) -> Int {
    let hash = real &+ 1_000_003 &* imaginary
    return value(UInt64(bitPattern: Int64(hash)), on: build)
  }
}
