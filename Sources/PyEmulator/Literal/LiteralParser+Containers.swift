internal import PyLayout

extension LiteralParser {
  /// A tuple, or what stands in parentheses.
  mutating func parseParentheses() throws(LiteralError) -> Operand {
    try scanner.open()
    try scanner.skipBlanks()
    if scanner.close(")") { return Operand(.tuple([])) }
    let first = try parseSum()
    try scanner.skipBlanks()
    if scanner.close(")") { return first.inParentheses }
    var items = [first.value]
    repeat {
      guard scanner.take(",") else { throw unexpected("write ',' or ')'") }
      try scanner.skipBlanks()
      if scanner.next == ")" { break }
      items.append(try parseItem())
      try scanner.skipBlanks()
    } while scanner.next != ")"
    _ = scanner.close(")")
    return Operand(.tuple(items))
  }

  /// A list.
  mutating func parseList() throws(LiteralError) -> [PyValue] {
    try scanner.open()
    var items: [PyValue] = []
    try scanner.skipBlanks()
    while !scanner.close("]") {
      items.append(try parseItem())
      try separate(before: "]")
    }
    return items
  }

  /// A dict or a set.
  mutating func parseBraces() throws(LiteralError) -> PyValue {
    try scanner.open()
    try scanner.skipBlanks()
    if scanner.close("}") { return .dict([]) }
    var members: [PyValue] = []
    var pairs: [PyPair] = []
    repeat {
      let start = scanner.index
      let key = try parseItem()
      try scanner.skipBlanks()
      let isPair = scanner.next == ":"
      if let type = key.unhashableType {
        throw unhashable(key, type, as: isPair ? "a dict key" : "a set element", at: start)
      }
      if isPair && members.isEmpty {
        scanner.skip()
        pairs.append(PyPair(key: key, value: try parseItem()))
      } else if pairs.isEmpty && !isPair {
        members.append(key)
      } else {
        throw unexpected(isPair ? "write ',' or '}': this is a set" : "write ':': this is a dict")
      }
      try separate(before: "}")
    } while !scanner.close("}")
    return pairs.isEmpty ? .set(members) : .dict(pairs)
  }

  /// Goes over the comma after an item, unless the bracket closes.
  private mutating func separate(before bracket: Unicode.Scalar) throws(LiteralError) {
    try scanner.skipBlanks()
    if scanner.next == bracket { return }
    guard scanner.take(",") else { throw unexpected("write ',' or '\(bracket)'") }
    try scanner.skipBlanks()
  }

  /// CPython's TypeError for a member or a key without a hash.
  ///
  /// `dict_unhashable_type`, Objects/dictobject.c, and `set_unhashable_type`, Objects/setobject.c,
  /// name, from 3.14 on, what it was meant to become.
  private func unhashable(
    _ value: PyValue, _ type: String, as role: String, at place: Int
  ) -> LiteralError {
    var message = "unhashable type: '\(type)'"
    if build.version >= .v3_14 {
      let outer = if case .tuple = value.content { "tuple" } else { type }
      message = "cannot use '\(outer)' as \(role) (\(message))"
    }
    return scanner.error(at: place, found: message, "write a tuple, a number or a string there")
  }
}
