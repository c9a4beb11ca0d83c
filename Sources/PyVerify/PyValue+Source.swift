import PyEmulator
import PyLayout

extension PyValue {
  /// The value as a Python literal of ASCII characters on one line.
  ///
  /// - Parameter is2: whether 2.7 reads it, where a text has a `u`.
  func source(isPython2 is2: Bool) -> String {
    var text = ""
    // What is still to be written, the next one last
    var rest: [Piece] = [.value(self)]
    while let piece = rest.popLast() {
      switch piece {
      case .text(let piece): text += piece
      case .value(let value):
        switch value.content {
        case .none: text += "None"
        case .bool(let value): text += value ? "True" : "False"
        case .int(let value): text += value.source
        case .float(let value): text += "\(value)"
        case .complex(let real, let imaginary):
          text += real == 0 ? "\(imaginary)j" : "complex(\(real), \(imaginary))"
        case .str(let points):
          text += (is2 ? "u" : "") + "'\(points.map(\.quoted).joined())'"
        case .bytes(let bytes): text += "b'\(bytes.map { UInt32($0).quoted }.joined())'"
        case .tuple(let items):
          rest += Piece.reversed("(", items.map { [$0] }, items.count == 1 ? ",)" : ")")
        case .list(let items): rest += Piece.reversed("[", items.map { [$0] }, "]")
        case .set(let items) where items.isEmpty: text += "set()"
        case .set(let items): rest += Piece.reversed("{", items.map { [$0] }, "}")
        case .dict(let pairs):
          rest += Piece.reversed("{", pairs.map { [$0.key, $0.value] }, "}")
        }
      }
    }
    return text
  }

  /// A part of a literal.
  private enum Piece {
    case text(String)
    case value(PyValue)

    /// Groups between brackets, a comma between two of them and a colon inside; the last piece first.
    static func reversed(_ open: String, _ groups: [[PyValue]], _ close: String) -> [Piece] {
      var pieces: [Piece] = [.text(open)]
      for (index, group) in groups.enumerated() {
        if index > 0 { pieces.append(.text(", ")) }
        for (index, value) in group.enumerated() {
          if index > 0 { pieces.append(.text(": ")) }
          pieces.append(.value(value))
        }
      }
      return (pieces + [.text(close)]).reversed()
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
