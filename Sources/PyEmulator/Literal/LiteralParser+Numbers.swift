internal import PyLayout

extension LiteralParser {
  /// A number without a sign: `tok_get`, Parser/tokenizer.c, `parsenumber`, Python/ast.c.
  mutating func parseNumber() throws(LiteralError) -> PyValue {
    let radix = try parseRadix()
    let value = if let radix { radix } else { try parseDecimal() }
    if let next = scanner.next, next.isIdentifierPart {
      throw unexpected("write nothing right after the digits of a number")
    }
    return value
  }

  /// An integer in base 16, 8 or 2 after its `0x`, `0o` or `0b`; `nil` if none is next.
  private mutating func parseRadix() throws(LiteralError) -> PyValue? {
    let bases: [Unicode.Scalar: UInt32] = ["x": 16, "X": 16, "o": 8, "O": 8, "b": 2, "B": 2]
    guard scanner.next == "0", let base = scanner.peek(1).flatMap({ bases[$0] }) else { return nil }
    scanner.skip(2)
    if !isPython2 { _ = scanner.take("_") }
    let digits = try takeDigits(base: base)
    guard !digits.isEmpty else { throw unexpected("write a digit of base \(base)") }
    return .int(takeSuffix(PyInt(digits: digits.lazy.compactMap(\.digit), base: base)))
  }

  /// A number in base 10; an octal one of Python 2.
  private mutating func parseDecimal() throws(LiteralError) -> PyValue {
    let start = scanner.index
    let whole = try takeDigits(base: 10)
    var text = "0" + String(scalars: whole)
    var isInteger = true
    if scanner.take(".") {
      isInteger = false
      let fraction = scanner.next?.isDecimal == true ? try takeDigits(base: 10) : []
      guard !(whole + fraction).isEmpty else {
        throw scanner.error(at: start, "write a digit before or after the point")
      }
      text += "." + String(scalars: fraction) + "0"
    }
    if let next = scanner.next, next == "e" || next == "E" {
      isInteger = false
      scanner.skip()
      text += "e"
      if let sign = scanner.next, sign == "+" || sign == "-" {
        scanner.skip()
        text += "\(sign)"
      }
      guard scanner.next?.isDecimal == true else {
        throw unexpected("write the digits of the exponent")
      }
      text += String(scalars: try takeDigits(base: 10))
    }
    let isImaginary = scanner.take("j") || scanner.take("J")
    if isInteger && !isImaginary { return .int(try integer(of: whole, at: start)) }
    guard let value = Double(text) else {
      throw scanner.error(at: start, found: "the number \(text)", "write one that is a float")
    }
    return isImaginary ? .complex(real: 0, imaginary: value) : .float(value)
  }

  /// The integer of decimal digits, or of octal ones where Python 2 reads such.
  private mutating func integer(
    of digits: [Unicode.Scalar], at start: Int
  ) throws(LiteralError) -> PyInt {
    if digits.count > 1 && digits[0] == "0" {
      // Python 3 has no octal number like this, but any number of zeros
      guard digits.allSatisfy({ isPython2 ? $0 < "8" : $0 == "0" }) else {
        throw scanner.error(
          at: start, found: "a leading zero", "write 0o before the digits of an octal number")
      }
      return takeSuffix(PyInt(digits: digits.lazy.compactMap(\.digit), base: 8))
    }
    if let limit = Self.digitLimit(on: build.version), digits.count > limit {
      throw scanner.error(
        at: start, found: "an integer of more than \(limit) digits", "write it in hexadecimal")
    }
    return takeSuffix(PyInt(digits: digits.lazy.compactMap(\.digit), base: 10))
  }

  /// The most decimal digits of an integer: `_PY_LONG_DEFAULT_MAX_STR_DIGITS`,
  /// Include/internal/pycore_long.h, since 3.11 and the other releases of that time
  /// (CVE-2020-10735).
  private static func digitLimit(on version: Version) -> Int? {
    let firsts = [Version(3, 7, 14), Version(3, 8, 14), Version(3, 9, 14), Version(3, 10, 7)]
    let first = firsts.first { version.isSameSeries(as: $0) } ?? .v3_11
    return version >= first ? 4300 : nil
  }

  /// Digits of a base: in Python 3 one `_` may stand between two (PEP 515).
  private mutating func takeDigits(base: UInt32) throws(LiteralError) -> [Unicode.Scalar] {
    func isDigit(_ character: Unicode.Scalar) -> Bool { (character.digit ?? base) < base }
    var digits = Array(scanner.take(while: isDigit))
    while !isPython2, !digits.isEmpty, scanner.take("_") {
      let more = scanner.take(while: isDigit)
      guard !more.isEmpty else { throw unexpected("write a digit after '_'") }
      digits += more
    }
    return digits
  }

  /// The integer, a `long` of Python 2 if `L` is next, which is gone over, or by its size.
  private mutating func takeSuffix(_ value: PyInt) -> PyInt {
    hasLongSuffix = isPython2 && (scanner.take("l") || scanner.take("L"))
    return hasLongSuffix
      ? PyInt(isNegative: value.isNegative, magnitude: value.magnitude, isLong: true)
      : integer(value)
  }

  /// An integer written without `L`: Python 2's is a `long` where a C `long` is too small.
  func integer(_ value: PyInt) -> PyInt {
    // A C long has the size of a pointer, Windows apart
    let isLong = isPython2 && !value.fitsLong(size: build.pointerSize)
    return PyInt(isNegative: value.isNegative, magnitude: value.magnitude, isLong: isLong)
  }
}

extension Unicode.Scalar {
  /// Whether it is one of `0` to `9`.
  var isDecimal: Bool { "0"..."9" ~= self }

  /// The value of a digit or a letter in bases up to 16.
  var digit: UInt32? {
    switch self {
    case "0"..."9": value - 0x30
    case "a"..."f": value - 0x61 + 10
    case "A"..."F": value - 0x41 + 10
    default: nil
    }
  }
}
