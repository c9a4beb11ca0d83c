package import PyLayout

extension Inspector {
  /// What an object that is only referred to is, in a few words: its value where that is short.
  package func note(_ object: Address) -> String? { detail == .places ? nil : words(for: object) }

  func words(for object: Address) -> String? {
    if object == .null { return "NULL" }
    guard let type = try? typeAddress(of: object),
      let flags = try? word(type, at.type.tp_flags), let kind = try? kind(type, flags),
      let name = try? typeName(type)
    else { return nil }
    switch kind {
    case .none: return "None"
    case .bool: return (try? boolValue(object)) ?? name
    case .plainInt, .int: return (try? intValue(object, kind)).flatMap(\.self) ?? name
    case .str: return (try? text(object)) ?? name
    case .bytes: return (try? bytesText(object)) ?? name
    default: return name
    }
  }

  /// The first bytes of a `bytes`, quoted; with its prefix in 3.x.
  private func bytesText(_ object: Address, limit: Int = 60) throws(Reason) -> String {
    (is2 ? "" : "b")
      + (try quoted(
        at: place(object, layouts.bytes.ob_sval.offset.rawValue),
        count: count(object, at.ob_size, "ob_size"), limit: limit))
  }

  /// The first of bytes side by side, quoted.
  func quoted(at start: Address, count: Int, limit: Int = 60) throws(Reason) -> String {
    var values: [UInt32] = []
    for index in 0..<min(count, limit + 1) {
      values.append(UInt32(truncatingIfNeeded: try bits(start, index, 1)))
    }
    return Meaning.quoted(bytes: values, limit: limit)
  }

  private func boolValue(_ object: Address) throws(Reason) -> String {
    try (is2 ? ssize(object, layouts.plainInt.ob_ival.offset.rawValue) : digits(object)) == 0
      ? "False" : "True"
  }

  /// An int in decimal; `nil` where it is very long.
  func intValue(_ object: Address, _ kind: Kind) throws(Reason) -> String? {
    if kind == .plainInt || is2 && kind == .bool {
      return "\(try ssize(object, layouts.plainInt.ob_ival.offset.rawValue))"
    }
    let count = try digits(object)
    guard count <= 1000 else { return nil }
    var values: [UInt32] = []
    for index in 0..<count {
      let digit = try bits(object, at.int.ob_digit + index * at.int.digit, at.int.digit)
      values.append(UInt32(truncatingIfNeeded: digit))
    }
    let field = try ssize(object, at.int.count)
    let isNegative =
      at.int.isTag
      ? PyLongObject.Tag(UInt64(truncatingIfNeeded: field)).isNegative : field < 0
    return Meaning.decimal(
      digits: values, shift: UInt64(Digit.bits(on: build)), isNegative: isNegative)
  }

  /// The first characters of a str, quoted.
  func text(_ object: Address, limit: Int = 60) throws(Reason) -> String {
    quoted(try scalars(object, limit: limit + 1), limit: limit)
  }

  /// The first of characters, quoted; in 2.7 those of ASCII alone stand as they are.
  func quoted(_ characters: [UInt32], limit: Int = 60) -> String {
    Meaning.quoted(characters, limit: limit) { is2 ? $0.isASCII : $0.isPrintable(on: build) }
  }

  /// The first characters of a str.
  func scalars(_ object: Address, limit: Int) throws(Reason) -> [UInt32] {
    let width: Int
    let data: Address
    if is2 {
      width = wideCharacter
      data = try pointer(object, at.str.data)
    } else {
      let state = try state(object)
      width = state.kind
      if state.isCompact {
        data = place(object, state.isASCII ? at.str.ascii : at.str.compact)
      } else {
        data = try pointer(object, at.str.data)
      }
    }
    if width == 0 { return [] }
    let length = min(try count(object, at.str.length, "length"), limit)
    var scalars: [UInt32] = []
    for index in 0..<length {
      scalars.append(UInt32(truncatingIfNeeded: try bits(data, index * width, width)))
    }
    return scalars
  }
}
