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

  /// `unicode_repr`, Objects/unicodeobject.c; `PyBytes_Repr`, Objects/bytesobject.c
  static func repr(
    _ points: [UInt32], isPlain: (Unicode.Scalar) -> Bool
  ) -> String {
    let single: UInt32 = 0x27
    let quote: Unicode.Scalar = points.contains(single) && !points.contains(0x22) ? "\"" : "'"
    var text = String(quote)
    for point in points {
      switch Unicode.Scalar(point) {
      case quote?: text += "\\" + String(quote)
      case "\\"?: text += "\\\\"
      case "\n"?: text += "\\n"
      case "\r"?: text += "\\r"
      case "\t"?: text += "\\t"
      case let scalar? where point >= 0x20 && point != 0x7F && isPlain(scalar):
        text.unicodeScalars.append(scalar)
      default: text += point.escaped
      }
    }
    return text + String(quote)
  }
}

extension Unicode.Scalar {
  /// `_PyUnicode_IsPrintable`, Objects/unicodectype.c, of characters that the build's version of Unicode
  /// has.
  func isPrintable(on build: Build) -> Bool {
    guard let age = properties.age, (age.major, age.minor) <= build.unicodeVersion else {
      return false
    }
    return switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    case .spaceSeparator: self == " "
    default: true
    }
  }
}

extension Build {
  /// `UNIDATA_VERSION`, Tools/unicode/makeunicodedata.py
  fileprivate var unicodeVersion: (major: Int, minor: Int) {
    switch version {
    case _ where version < .v3_0: (5, 2)
    case _ where version < .v3_7: (9, 0)
    case _ where version < .v3_8: (11, 0)
    case _ where version < .v3_9: (12, 1)
    case _ where version < .v3_11: (13, 0)
    case _ where version < .v3_12: (14, 0)
    case _ where version < .v3_13: (15, 0)
    case _ where version < .v3_14: (15, 1)
    case _ where version < .v3_15: (16, 0)
    default: (17, 0)
    }
  }
}

extension UInt32 {
  /// The escape that stands for a code point in a literal: `\x7f`, `\u20ac`, `\U0001f600`.
  package var escaped: String {
    let (letter, width) = self < 0x100 ? ("x", 2) : self < 0x10000 ? ("u", 4) : ("U", 8)
    let digits = String(self, radix: 16)
    return "\\" + letter + String(repeating: "0", count: width - digits.count) + digits
  }
}
