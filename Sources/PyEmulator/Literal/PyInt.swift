/// A Python integer of any size.
public struct PyInt: Hashable, Sendable {
  /// Whether it is below zero.
  public let isNegative: Bool
  /// The absolute value in base 2**32, lowest digit first, the last one never 0; empty for 0.
  public let magnitude: [UInt32]
  /// Whether it is 2.7's `long`: written with an `L`, or too large for a C `long`.
  ///
  /// `false` for Python 3, which has one type of integers.
  public let isLong: Bool

  /// An integer from its sign and its digits in base 2**32, lowest first.
  public init(isNegative: Bool = false, magnitude: [UInt32], isLong: Bool = false) {
    let count = magnitude.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    self.isNegative = isNegative && count > 0
    self.magnitude = count == magnitude.count ? magnitude : Array(magnitude.prefix(count))
    self.isLong = isLong
  }

  /// An integer from a Swift one.
  @inlinable public init(_ value: some BinaryInteger, isLong: Bool = false) {
    var rest = value.magnitude
    var digits: [UInt32] = []
    while rest > 0 {
      digits.append(UInt32(truncatingIfNeeded: rest))
      // In two halves, so that no shift is as wide as a 32-bit integer
      rest >>= 16
      rest >>= 16
    }
    self.init(isNegative: value < 0, magnitude: digits, isLong: isLong)
  }

  /// The digits of the absolute value as CPython's `ob_digit` holds them, lowest first.
  ///
  /// - Parameter bits: `PyLong_SHIFT`: 30, or 15 where CPython was configured so. A
  ///   number outside 1 to 32 counts as the nearest of them.
  /// - Returns: the digits, the last one never 0; none for 0.
  public func digits(bits: Int) -> [UInt32] {
    let bits = min(max(bits, 1), 32)
    let mask = (1 << UInt64(bits)) - 1 as UInt64
    var digits: [UInt32] = []
    var pending: UInt64 = 0
    var count = 0
    for digit in magnitude {
      pending |= UInt64(digit) << UInt64(count)
      count += 32
      while count >= bits {
        digits.append(UInt32(pending & mask))
        pending >>= UInt64(bits)
        count -= bits
      }
    }
    digits.append(UInt32(pending))
    let used = digits.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    return used == digits.count ? digits : Array(digits.prefix(used))
  }
}

extension PyInt {
  /// The number of bits of the absolute value, `int.bit_length()`: 0 for 0.
  public var bitLength: Int {
    magnitude.count * 32 - (magnitude.last?.leadingZeroBitCount ?? 0)
  }

  /// The integer of the opposite sign and the same type.
  var negated: PyInt { PyInt(isNegative: !isNegative, magnitude: magnitude, isLong: isLong) }

  /// Whether a C `long` of that many bytes holds it.
  func fitsLong(size: Int) -> Bool {
    let bits = size * 8 - 1
    return bitLength <= bits || (isNegative && negated.isPowerOfTwo && bitLength == bits + 1)
  }

  private var isPowerOfTwo: Bool {
    magnitude.last?.nonzeroBitCount == 1 && magnitude.dropLast().allSatisfy { $0 == 0 }
  }

  /// The nearest `float`, ties to even; `nil` where CPython raises OverflowError.
  ///
  /// `_PyLong_Frexp` and `PyLong_AsDouble`, Objects/longobject.c.
  var double: Double? {
    let dropped = max(0, bitLength - 64)
    // 64 bits, the last of which remembers whether anything was cut off below it
    var top: UInt64 = 0
    var isInexact = false
    for (index, digit) in magnitude.enumerated() {
      let shift = index * 32 - dropped
      if shift >= 0 {
        top |= UInt64(digit) << UInt64(shift)
      } else {
        top |= UInt64(digit) >> UInt64(-shift)
        if -shift >= 32 ? digit != 0 : digit << UInt32(32 + shift) != 0 { isInexact = true }
      }
    }
    if isInexact { top |= 1 }
    let rounded = Double(
      sign: isNegative ? .minus : .plus, exponent: dropped, significand: Double(top))
    return rounded.isFinite ? rounded : nil
  }
}

extension PyInt {
  /// An integer from its digits' values, highest first, in a base of 2 to 36.
  init(digits: some Sequence<UInt32>, base: UInt32, isLong: Bool = false) {
    var magnitude: [UInt32] = []
    // Several digits at a time: one pass over the number for each nine decimal ones
    var chunk: UInt64 = 0
    var weight: UInt64 = 1
    func multiplyAdd() {
      var carry = chunk
      for index in magnitude.indices {
        carry += UInt64(magnitude[index]) * weight
        magnitude[index] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
      if carry > 0 { magnitude.append(UInt32(carry)) }
      chunk = 0
      weight = 1
    }
    for digit in digits {
      chunk = chunk * UInt64(base) + UInt64(digit)
      weight *= UInt64(base)
      if weight * UInt64(base) > UInt64(UInt32.max) { multiplyAdd() }
    }
    multiplyAdd()
    self.init(magnitude: magnitude, isLong: isLong)
  }
}

extension PyInt {
  /// The value, where an `Int` holds it.
  package var small: Int? {
    guard magnitude.count <= 2 else { return nil }
    let bits = magnitude.reversed().reduce(UInt64(0)) { $0 << 32 | UInt64($1) }
    // The smallest has a magnitude that no other has
    if isNegative && bits == 1 << 63 { return .min }
    return Int(exactly: bits).map { isNegative ? -$0 : $0 }
  }
}
