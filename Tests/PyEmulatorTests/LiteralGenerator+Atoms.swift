import OracleSupport
import SeededRandom

/// Numbers and strings.
extension LiteralGenerator {
  mutating func sign() -> String {
    random.chance(30) ? random.pick(["-", "-", "+"]) + blank() : ""
  }

  mutating func number() -> String { random.chance(20) ? imaginary() : real() }

  mutating func imaginary() -> String {
    (random.chance(50) ? digits() : float()) + random.pick(["j", "J"])
  }

  mutating func real() -> String { random.chance(50) ? integer() : float() }

  private mutating func integer() -> String {
    let suffix = isPython2 && random.chance(20) ? random.pick(["l", "L"]) : ""
    let base = random.pick([10, 10, 10, 16, 8, 2])
    if base == 10 {
      if random.chance(isPython2 ? 15 : 0) { return "0" + digits(base: 8) + suffix }
      return (random.chance(30) ? edge(radix: 10) : decimal()) + suffix
    }
    let letter = [16: "x", 8: "o", 2: "b"][base, default: "x"]
    let body = random.chance(40) ? edge(radix: base) : digits(base: base)
    return "0" + (random.chance(50) ? letter : letter.uppercased())
      + (!isPython2 && random.chance(5) ? "_" : "") + body + suffix
  }

  /// A number near a power of two: where digits, a C long or a double end.
  private mutating func edge(radix: Int) -> String {
    let power = random.pick([15, 30, 31, 32, 53, 54, 60, 62, 63, 64])
    let value = Int128(1) << Int128(power) + Int128(Int.random(in: -2...2, using: &random))
    return String(value, radix: radix)
  }

  /// Digits of an integer in base 10, which starts with no 0.
  private mutating func decimal() -> String {
    random.chance(10) ? random.pick(["0", isPython2 ? "0" : "000"]) : "1" + digits()
  }

  private mutating func digits(base: Int = 10) -> String {
    let count =
      random.chance(3) ? 400 : Int.random(in: 1...random.pick([1, 3, 10, 20, 45]), using: &random)
    var text = ""
    for place in 0..<count {
      if !isPython2 && place > 0 && random.chance(4) { text += "_" }
      let digit = String(Int.random(in: 0..<base, using: &random), radix: base)
      text += random.chance(50) ? digit : digit.uppercased()
    }
    return text
  }

  private mutating func float() -> String {
    let exponent = random.pick(["e", "E"]) + random.pick(["", "+", "-"])
    return switch Int.random(in: 0..<7, using: &random) {
    case 0: digits() + "."
    case 1: "." + digits()
    case 2: digits() + "." + digits()
    case 3: digits() + exponent + digits(upTo: 330)
    case 4: digits() + "." + random.pick(["", digits()]) + exponent + digits(upTo: 330)
    case 5:
      random.pick(["1e309", "2e-324", "5e-324", "0e99999999999", "1e-99999999999", "1e99999999999"])
    default: "\(Double(bitPattern: random.next() & ~(1 << 63)).finite)"
    }
  }

  private mutating func digits(upTo limit: Int) -> String {
    "\(Int.random(in: 0...limit, using: &random))"
  }

  /// One string or several side by side, nearly always of one type.
  mutating func strings() -> String {
    let prefixes =
      random.chance(60)
      ? (isPython2 ? ["", "b", "r", "br", "BR"] : ["", "", "u", "r", "R", "U"])
      : (isPython2 ? ["u", "U", "ur", "uR"] : ["b", "B", "br", "rb", "Rb"])
    let isASCII = prefixes.contains("rb") || (isPython2 && random.chance(70))
    var text = string(prefixes, isASCII: isASCII)
    while random.chance(15) { text += blank() + string(prefixes, isASCII: isASCII) }
    return text
  }

  private mutating func string(_ prefixes: [String], isASCII: Bool) -> String {
    let quote = random.pick(["'", "\"", "'''", "\"\"\""])
    let prefix = random.pick(prefixes)
    var body = ""
    for _ in 0..<random.pick([0, 1, 3, 8]) {
      body += random.chance(45) ? escape() : random.pick(isASCII ? Self.ascii : Self.any)
    }
    if quote.count == 3 && random.chance(30) {
      body += random.pick(["\n", "\r\n", "\ra", "''b", "\"c"])
    }
    body = body.replacing(quote, with: "\\" + quote)
    // A backslash before the closing quote, or a quote like it
    return prefix + quote + body + (random.chance(2) ? "" : " ") + quote
  }

  private static let ascii = [
    "a", "Z", "0", " ", "7", "#", "'", "\"", "x", "\t", "u", "{", "\u{7F}",
  ]
  private static let any = ascii + ["é", "€", "😀", "\u{A0}", "\u{FEFF}", "\u{2028}", "e\u{301}"]

  private mutating func escape() -> String {
    let code = random.next()
    func hex(_ count: Int) -> String {
      let digits = String(code >> 16, radix: 16)
      return String((String(repeating: "0", count: 16) + digits).suffix(count))
    }
    return switch Int.random(in: 0..<9, using: &random) {
    case 0: random.pick(["\\\\", "\\'", "\\\"", "\\\n", "\\\r\n"])
    case 1: "\\" + random.pick(["a", "b", "t", "n", "v", "f", "r"])
    case 2: "\\" + String(code % 512, radix: 8)
    case 3: "\\" + String(code % 8, radix: 8)
    case 4: "\\x" + hex(2)
    case 5: "\\u" + hex(4)
    case 6: "\\U00" + random.pick(["00", "01", "10", "0d"]) + hex(4)
    case 7: "\\u" + random.pick(["d800", "DFFF", "dc00"])
    default: "\\" + random.pick(["d", "é", "😀", "8", "q", " ", "(", "{"])
    }
  }
}

extension Double {
  /// Itself, or the greatest where it is no number or infinite.
  fileprivate var finite: Double { isFinite ? self : .greatestFiniteMagnitude }
}
