import OracleSupport
import SeededRandom

/// Makes texts of random literals, and of almost literals.
struct LiteralGenerator {
  var random: SplitMix64
  let isPython2: Bool
  /// How many brackets are open: inside one a line may break.
  private var depth = 0

  init(seed: UInt64, isPython2: Bool) {
    random = SplitMix64(seed: seed)
    self.isPython2 = isPython2
  }

  /// A literal.
  mutating func literal() -> String {
    depth = 0
    var text = random.chance(4) ? random.pick(["\n", "#a\n", " \n", " ", "\t", "\u{C}"]) : ""
    text += item()
    if random.chance(8) { text += blank() + "," + blank() + item() + random.pick(["", ","]) }
    return text + (random.chance(5) ? random.pick(["\n", " ", "#b", "\n\n", "\r\n#c\n"]) : "")
  }

  /// A literal with some characters changed, which may be one still.
  mutating func almostLiteral() -> String {
    var text = Array(literal().unicodeScalars)
    for _ in 0..<random.pick([1, 1, 1, 2, 3]) {
      let place = Int.random(in: 0...text.count, using: &random)
      let other = random.pick(Self.suspects)
      switch Int.random(in: 0..<5, using: &random) {
      case 0 where place < text.count: text.remove(at: place)
      case 1 where place < text.count: text[place] = other
      case 2 where place < text.count: text.insert(text[place], at: place)
      case 3 where place + 1 < text.count: text.swapAt(place, place + 1)
      case 4 where random.chance(20): text.removeSubrange(place...)
      default: text.insert(other, at: place)
      }
    }
    return String(String.UnicodeScalarView(text))
  }

  private static let suspects = Array(
    "0179_.eEjJlLxXoObBaAfFuUrRnN+-*,:;()[]{}'\"\\ \t\n\r\u{C}\u{B}#=<s/é€😀\u{A0}\u{0}"
      .unicodeScalars)

  /// What may stand between two tokens.
  mutating func blank() -> String {
    guard random.chance(25) else { return random.chance(40) ? " " : "" }
    return random.pick(
      depth > 0
        ? ["\n", "  ", "\t", "\n  ", "#c\n", " # é ) \r\n", "\\\n", "\r", "\u{C}"]
        : ["  ", "\t", " \\\n ", "\u{C}"])
  }

  private mutating func item() -> String {
    switch Int.random(in: 0..<(depth < 4 ? 12 : 7), using: &random) {
    case 0: random.pick(["None", "True", "False"])
    case 1: sign() + real()
    case 2: sign() + number()
    case 3: sign() + real() + blank() + random.pick(["+", "-"]) + blank() + imaginary()
    case 4...6: strings()
    case 7: bracketed("()") { $0.items() }
    case 8: bracketed("[]") { $0.items() }
    case 9: random.chance(20) ? "set" + blank() + bracketed("()") { $0.blank() } : set()
    case 10: bracketed("{}") { $0.pairs() }
    default: bracketed("()") { $0.blank() + $0.item() + $0.blank() }
    }
  }

  /// What has a hash, nearly always.
  private mutating func key() -> String {
    if random.chance(3) { return item() }
    return switch Int.random(in: 0..<(depth < 4 ? 5 : 4), using: &random) {
    case 0: random.pick(["None", "True", "False"])
    case 1: sign() + number()
    case 4: bracketed("()") { $0.keys() + "," }
    default: strings()
    }
  }

  private mutating func set() -> String {
    bracketed("{}") { $0.keys() + $0.random.pick(["", ","]) }
  }

  private mutating func bracketed(
    _ brackets: String, _ body: (inout LiteralGenerator) -> String
  ) -> String {
    depth += 1
    let inside = body(&self)
    depth -= 1
    return brackets.prefix(1) + inside + brackets.suffix(1)
  }

  private mutating func items() -> String {
    separated(Int.random(in: 0...4, using: &random)) { $0.item() } + random.pick(["", ","])
  }

  private mutating func keys() -> String {
    separated(Int.random(in: 1...4, using: &random)) { $0.key() }
  }

  private mutating func pairs() -> String {
    separated(Int.random(in: 0...4, using: &random)) {
      $0.key() + $0.blank() + ":" + $0.blank() + $0.item()
    }
  }

  private mutating func separated(
    _ count: Int, _ one: (inout LiteralGenerator) -> String
  ) -> String {
    var all: [String] = []
    for _ in 0..<count { all.append(blank() + one(&self) + blank()) }
    return all.joined(separator: ",")
  }
}
