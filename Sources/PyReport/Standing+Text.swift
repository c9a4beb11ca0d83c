import PyLayout

extension Standing {
  /// What others of its class take, where they take something else; `nil` where all take as much.
  var text: String? {
    if let later, let settled {
      return "instance \(nth) of its class: from the \(settled.ordinal) on each takes \(later)"
        + " bytes, which is what stands here without --nth"
    }
    if let first, let settled {
      return "from the \(settled.ordinal) of its class on all are alike; the first takes \(first)"
        + " bytes: --nth 1 shows it"
    }
    return nil
  }
}

extension Int {
  /// `1st`, `22nd`, `13th`
  package var ordinal: String {
    let suffix =
      switch (self % 10, self % 100) {
      case (_, 11...13): "th"
      case (1, _): "st"
      case (2, _): "nd"
      case (3, _): "rd"
      default: "th"
      }
    return "\(self)\(suffix)"
  }
}
