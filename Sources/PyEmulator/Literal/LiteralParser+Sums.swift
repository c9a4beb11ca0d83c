internal import PyLayout

/// A value and what it may be part of: a sign or a sum takes some values only.
struct Operand {
  /// What was written, in parentheses or not.
  enum Form {
    /// A number without a sign.
    case number
    /// A number with one sign.
    case signed
    /// Anything else.
    case other
  }

  let value: PyValue
  let form: Form
  let isInParentheses: Bool

  init(_ value: PyValue, form: Form = .other, isInParentheses: Bool = false) {
    self.value = value
    self.form = form
    self.isInParentheses = isInParentheses
  }

  var inParentheses: Operand { Operand(value, form: form, isInParentheses: true) }
}

extension LiteralParser {
  /// An operand, or a real number plus or minus an imaginary one.
  ///
  /// `_convert`, Lib/ast.py: on the left a number that may have a sign, on the right one without.
  mutating func parseSum() throws(LiteralError) -> Operand {
    let start = scanner.index
    let left = try parseOperand()
    try scanner.skipBlanks()
    guard let sign = scanner.next, sign == "+" || sign == "-" else { return left }
    guard left.form != .other, let real = try realPart(left.value, at: start) else {
      throw unexpected("only a real and an imaginary number have a sum here, such as 1+2j")
    }
    scanner.skip()
    try scanner.skipBlanks()
    let rightStart = scanner.index
    let right = try parseAtom()
    guard right.form == .number, case .complex(let unit, let imaginary) = right.value.content else {
      throw scanner.error(
        at: rightStart, found: "what is no imaginary number without a sign", "write 1+2j or 1-2j")
    }
    return Operand(sum(real, sign, unit, imaginary))
  }

  /// A real number plus or minus a complex one.
  ///
  /// Up to 3.13 `complex_add` and `complex_sub`, Objects/complexobject.c, made the real number
  /// complex first; then `_Py_rc_diff`: it shows in the sign of a zero.
  private func sum(
    _ real: Double, _ sign: Unicode.Scalar, _ unit: Double, _ imaginary: Double
  ) -> PyValue {
    let isMixed = build.version >= .v3_14
    if sign == "+" {
      return .complex(real: real + unit, imaginary: isMixed ? imaginary : 0 + imaginary)
    }
    return .complex(real: real - unit, imaginary: isMixed ? -imaginary : 0 - imaginary)
  }

  /// The `float` of a real number; `nil` for a complex one.
  private func realPart(_ value: PyValue, at place: Int) throws(LiteralError) -> Double? {
    switch value.content {
    case .float(let real): return real
    case .int(let integer):
      if let real = integer.double { return real }
      throw scanner.error(
        at: place, found: "int too large to convert to float", "write a smaller real part")
    default: return nil
    }
  }

  /// An atom, or a number with a sign.
  private mutating func parseOperand() throws(LiteralError) -> Operand {
    guard let sign = scanner.next, sign == "+" || sign == "-" else { return try parseAtom() }
    scanner.skip()
    try scanner.skipBlanks()
    let start = scanner.index
    let number = try parseAtom()
    guard number.form == .number else {
      throw scanner.error(
        at: start, found: "what is no number after a sign", "write one sign, then a number")
    }
    return Operand(sign == "+" ? number.value : negative(of: number), form: .signed)
  }

  /// A number with a minus before it.
  private func negative(of number: Operand) -> PyValue {
    // Python 2's ast_for_factor, Python/ast.c, joins a bare number and its sign before reading it:
    // -9223372036854775808 is an int, and the real part of -1j is 0, not -0
    let isJoined = isPython2 && !number.isInParentheses
    switch number.value.content {
    case .float(let value): return .float(-value)
    case .complex(let real, let imaginary):
      return .complex(real: isJoined ? real : -real, imaginary: -imaginary)
    case .int(let value):
      let negated = value.negated
      guard isJoined, !hasLongSuffix else { return .int(negated) }
      return .int(integer(negated))
    default: return number.value
    }
  }
}
