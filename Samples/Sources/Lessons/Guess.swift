/// Numbers as a reader types them.
extension Question {
  /// The number that a text names, by itself or with the unit behind it: `40`, `40 bytes`, `1,748`, `1_748`;
  /// `nil` where it names none.
  public func number(in text: String) -> Int? {
    let form = /\s*([+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:_[0-9]+)*))\s*(\p{L}*)\s*/
    guard let parts = text.wholeMatch(of: form),
      ["", unit.singular].contains(String(parts.2).singular)
    else { return nil }
    return Int(parts.1.filter { $0 != "," && $0 != "_" })
  }

  /// What is said of a reader's guess; `nil` where there was none.
  ///
  /// - Throws: what the library throws.
  func remark(on guess: String) throws -> String? {
    if guess.allSatisfy(\.isWhitespace) { return nil }
    guard let number = number(in: guess) else {
      return "Your guess: \(guess); that is no number of \(unit)"
    }
    let answer = try answer()
    if number == answer { return "Your guess: \(number); right" }
    let difference = UInt(bitPattern: max(number, answer) &- min(number, answer))
    let side = number < answer ? "more" : "less"
    return "Your guess: \(number); it is \(answer), \(difference) \(side)"
  }
}

extension String {
  /// Without the s of a plural.
  fileprivate var singular: Substring { last == "s" ? dropLast() : self[...] }
}
