import PyLayout

/// `repr(object)`, which errors name a key with.
extension Heap {
  /// Of a number, a text, bytes, None or a tuple of such; of another object, its type and address.
  ///
  /// - Parameter depth: how many tuples it stands in; beyond 100 they are not written out.
  func repr(of object: Address, depth: Int = 0) throws(PyError) -> String {
    let type = try type(of: object)
    return type.isHeapType
      ? "<\(type.name) object at \(object)>"
      : try type.behaviour.tp_repr(object, depth: depth, type, self)
  }

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

  /// `float_repr_style`, Python/pystrtod.c: the shortest digits that are read as the same number.
  static func repr(_ value: Double) -> String { value.isNaN ? "nan" : "\(value)" }

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
  /// `Py_UNICODE_ISPRINTABLE`, by Swift's version of Unicode.
  var isPrintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    case .spaceSeparator: self == " "
    default: true
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
