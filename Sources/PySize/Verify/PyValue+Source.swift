import PyEmulator

extension PyValue {
  /// The value as a Python literal of ASCII characters on one line.
  ///
  /// - Parameter is2: whether 2.7 reads it, where a text has a `u`.
  func source(isPython2 is2: Bool) -> String {
    func joined(_ items: [PyValue]) -> String {
      items.map { $0.source(isPython2: is2) }.joined(separator: ", ")
    }
    switch self {
    case .none: return "None"
    case .bool(let value): return value ? "True" : "False"
    case .int(let value): return value.source
    case .float(let value): return "\(value)"
    case .complex(let real, let imaginary):
      return real == 0 ? "\(imaginary)j" : "complex(\(real), \(imaginary))"
    case .str(let points): return (is2 ? "u" : "") + "'\(points.map(\.quoted).joined())'"
    case .bytes(let bytes): return "b'\(bytes.map { UInt32($0).quoted }.joined())'"
    case .tuple(let items): return "(\(joined(items))\(items.count == 1 ? "," : ""))"
    case .list(let items): return "[\(joined(items))]"
    case .set(let items): return items.isEmpty ? "set()" : "{\(joined(items))}"
    case .dict(let pairs):
      let texts = pairs.map {
        "\($0.key.source(isPython2: is2)): \($0.value.source(isPython2: is2))"
      }
      return "{\(texts.joined(separator: ", "))}"
    }
  }
}

extension PyInt {
  /// In base 10, or in base 16 where an `Int` does not hold it.
  fileprivate var source: String {
    if let small { return "\(small)" + (isLong ? "L" : "") }
    return hex + (isLong ? "L" : "")
  }

  /// `-0x1f`
  var hex: String {
    let digits = magnitude.reversed().map { digit in
      let text = String(digit, radix: 16)
      return String(repeating: "0", count: 8 - text.count) + text
    }
    return (isNegative ? "-" : "") + "0x" + (digits.isEmpty ? "0" : digits.joined())
  }
}

extension UInt32 {
  /// The code point as it may stand inside single quotes.
  fileprivate var quoted: String {
    if self >= 0x20 && self < 0x7F && self != 0x27 && self != 0x5C,
      let scalar = Unicode.Scalar(self)
    {
      return String(Character(scalar))
    }
    return escaped
  }
}
