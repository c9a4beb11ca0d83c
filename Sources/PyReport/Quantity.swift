/// Numbers as people read them, the same in every locale.
package enum Quantity {
  /// Bytes with three digits and a decimal unit: `152 MB`, `1.52 GB`.
  package static func bytes(_ count: Int) -> String {
    scaled(count, units: ["B", "kB", "MB", "GB", "TB", "PB", "EB"])
  }

  /// So many of them: `1 object`, `2 objects`.
  package static func counted(_ count: Int, _ one: String) -> String {
    "\(count) \(one)\(count == 1 ? "" : "s")"
  }

  /// A number of instances: `1 M`, `25 k`, `1234`.
  package static func count(_ count: Int) -> String {
    var rest = count
    var unit = 0
    while rest > 0 && rest % 1000 == 0 && unit < 4 {
      rest /= 1000
      unit += 1
    }
    return unit == 0 ? "\(rest)" : "\(rest) \(["", "k", "M", "G", "T"][unit])"
  }

  /// A ratio with two decimals: `0.78`.
  package static func ratio(_ part: Int, of whole: Int) -> String {
    whole == 0 ? "" : decimal(hundredths: Int((Double(part) / Double(whole) * 100).rounded()))
  }

  /// A share in whole percent.
  package static func percent(_ part: Int, of whole: Int) -> Int {
    whole == 0 ? 0 : Int((Double(part) / Double(whole) * 100).rounded())
  }

  private static func scaled(_ count: Int, units: [String]) -> String {
    guard count >= 1000 else { return "\(count) \(units[0])" }
    var unit = 0
    var divisor = 1
    while count / divisor >= 1000 && unit < units.count - 1 {
      unit += 1
      divisor *= 1000
    }
    // The bounds are where rounding gives one digit more: 999,500 bytes are 1.00 MB
    let amount = Double(count) / Double(divisor)
    switch amount {
    case ..<9.995: return "\(decimal(hundredths: Int((amount * 100).rounded()))) \(units[unit])"
    case ..<99.95:
      let tenths = Int((amount * 10).rounded())
      return "\(tenths / 10).\(tenths % 10) \(units[unit])"
    case ..<999.5: return "\(Int(amount.rounded())) \(units[unit])"
    default: return "1.00 \(units[min(unit + 1, units.count - 1)])"
    }
  }

  private static func decimal(hundredths: Int) -> String {
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
