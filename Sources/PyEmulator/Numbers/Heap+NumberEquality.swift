import PyLayout

/// Numbers of all types, which are equal where they are the same number.
extension Heap {
  /// A number as a whole one and a rest, which are equal where Python's `==` says so.
  enum Number: Equatable {
    case whole(isNegative: Bool, digits: [UInt32])
    case other(real: Double, imaginary: Double)
  }

  /// The number of a double.
  func number(_ value: Double) -> Number {
    guard value.isFinite, value == value.rounded(.towardZero) else {
      return .other(real: value, imaginary: 0)
    }
    // The significand's bits, shifted by the exponent, cut into digits
    var digits: [UInt32] = []
    let magnitude = value.magnitude
    if magnitude < 0x1p62 {
      digits = self.digits(of: UInt(magnitude))
    } else {
      let exponent = Int(magnitude.exponent) - 52
      let (skip, shift) = (exponent / digitBits, exponent % digitBits)
      let significand = UInt(magnitude.significandBitPattern | 1 << 52)
      digits = Array(repeating: 0, count: skip)
      var carry: UInt = 0
      var rest = significand
      let mask: UInt = 1 << UInt(digitBits) - 1
      while rest != 0 || carry != 0 {
        let part = (rest & mask) << UInt(shift) | carry
        digits.append(UInt32(part & mask))
        carry = part >> UInt(digitBits)
        rest >>= UInt(digitBits)
      }
    }
    return .whole(isNegative: value < 0, digits: digits)
  }
}
