extension String {
  /// The text as a terminal may get it: what is invisible, or would control the terminal, is
  /// escaped. All text that comes from elsewhere, a target's names or a child's messages, goes
  /// through here.
  package var visible: String {
    if utf8.allSatisfy({ (0x20...0x7e).contains($0) }) { return self }
    return unicodeScalars.map(\.visible).joined()
  }
}

extension Unicode.Scalar {
  fileprivate var visible: String {
    // A byte of a path that is no UTF-8: ByteText
    if value >= 0x10FF80 { return "\\x" + String(UInt8(truncatingIfNeeded: value), radix: 16) }
    return switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
      escaped(asASCII: true)
    case .spaceSeparator where self != " ": escaped(asASCII: true)
    default: String(self)
    }
  }
}
