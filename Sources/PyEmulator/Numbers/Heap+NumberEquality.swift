import PyLayout

/// Numbers of all types, which are equal where they are the same number: `long_richcompare`,
/// `float_richcompare`, `complex_richcompare`.
extension Heap {
  /// `PyUnicode_RichCompare`, Objects/unicodeobject.c of 2.7: bytes that are not ASCII equal no text,
  /// though their hash may be the same.
  func isEqual(bytes: Address, unicode: Address) throws(PyError) -> Bool {
    let value = try bytesValue(of: bytes)
    guard value.allSatisfy({ $0 < 0x80 }) else { return false }
    return try value.map(UInt32.init) == points(of: unicode)
  }

  /// A number as a whole one and a rest, which are equal where Python's `==` says so.
  enum Number: Equatable {
    case whole(isNegative: Bool, digits: [UInt32])
    case other(real: Double, imaginary: Double)
  }

  func number(
    of object: Address, _ kind: TypeObject.Kind
  ) throws(PyError) -> Number? {
    switch kind {
    case .plainInt: return whole(try plainIntValue(of: object))
    case .bool where build.version < .v3_0: return whole(try plainIntValue(of: object))
    case .int, .bool:
      let (isNegative, digits) = try longDigits(of: object)
      return .whole(isNegative: isNegative, digits: digits)
    case .float: return number(try get(c.float.fields.ob_fval, of: object))
    case .complex:
      let (real, imaginary) = try complexValue(of: object)
      return imaginary == 0 ? number(real) : .other(real: real, imaginary: imaginary)
    default: return nil
    }
  }

  private func whole(_ value: Int) -> Number {
    .whole(isNegative: value < 0, digits: digits(of: value.magnitude))
  }

  private func number(_ value: Double) -> Number {
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
