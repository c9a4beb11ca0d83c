import PyLayout

/// Numbers and text as `repr` shows them.
extension Heap {
  /// Digits of the build's base, lowest first, in base 10.
  func decimal(_ digits: [UInt32]) -> String {
    // Nine decimal digits at a time
    let base: UInt64 = 1_000_000_000
    var parts: [UInt64] = []
    for digit in digits.reversed() {
      var carry = UInt64(digit)
      for index in parts.indices {
        let value = parts[index] << UInt64(digitBits) + carry
        parts[index] = value % base
        carry = value / base
      }
      while carry > 0 {
        parts.append(carry % base)
        carry /= base
      }
    }
    guard let first = parts.last else { return "0" }
    return parts.dropLast().reversed().reduce("\(first)") { text, part in
      let digits = "\(part)"
      return text + String(repeating: "0", count: 9 - digits.count) + digits
    }
  }

  /// `format_float_short`, Python/pystrtod.c: the shortest digits that are read as the same number, with
  /// an exponent below 1e-4 and from 1e16 on.
  static func repr(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : "\(value)" }
    // Swift's digits are the same; it writes an exponent from 2**53 on
    let sign = value.sign == .minus ? "-" : ""
    let parts = "\(value.magnitude)".split(separator: "e")
    let number = parts[0].split(separator: ".")
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    guard exponent > 0 && exponent < 16 else { return "\(value)" }
    let digits = number[0] + (number[1] == "0" ? "" : number[1])
    let count = number[0].count + exponent
    return sign + digits + String(repeating: "0", count: max(0, count - digits.count)) + ".0"
  }

  /// `complex_repr`, Objects/complexobject.c
  static func repr(_ value: (real: Double, imaginary: Double)) -> String {
    func part(_ value: Double) -> String {
      let text = repr(value)
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    let imaginary = part(value.imaginary) + "j"
    if value.real == 0 && value.real.sign == .plus { return imaginary }
    let sign = imaginary.hasPrefix("-") ? "" : "+"
    return "(\(part(value.real))\(sign)\(imaginary))"
  }
}
