/// A whole number as people write it: `1000000`, `1_000_000`, `1e6`, `2.5e7`.
struct WholeNumber {
  /// The number; what is beyond `Int` is `Int.max`.
  let value: Int

  /// Reads the text; `nil` for what is no whole number, or below 0.
  init?(_ text: some StringProtocol) {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    guard (1...2).contains(parts.count) else { return nil }
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(mantissa.count), let whole = Self.digits(mantissa[0]) else { return nil }
    var fraction = ""
    if mantissa.count == 2 {
      guard let digits = Self.digits(mantissa[1]) else { return nil }
      fraction = String(digits.reversed().drop { $0 == "0" }.reversed())
    }
    var exponent = 0
    if parts.count == 2 {
      let sign = parts[1].first == "+" ? parts[1].dropFirst() : parts[1]
      guard let digits = Self.digits(sign) else { return nil }
      exponent = min(Int(digits) ?? 99, 99)
    }
    guard fraction.count <= exponent else { return nil }
    let all = whole + fraction + String(repeating: "0", count: exponent - fraction.count)
    let significant = all.drop { $0 == "0" }
    value = significant.isEmpty ? 0 : Int(significant) ?? .max
  }

  /// Digits without the `_` between them; `nil` for anything else.
  private static func digits(_ text: some StringProtocol) -> String? {
    let groups = text.split(separator: "_", omittingEmptySubsequences: false)
    guard groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } }) else {
      return nil
    }
    return groups.joined()
  }
}
