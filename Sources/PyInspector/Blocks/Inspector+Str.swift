internal import PyLayout

extension Inspector {
  /// The characters of a `str`, inside and outside, and its cached copies (3.x).
  func strBlocks(_ object: Address, _ open: inout OpenBlock) throws(Reason) -> [Block] {
    let state = try state(object)
    let length = try count(object, at.str.length, "length")
    let width = max(state.kind, 1)
    // Bit-fields: what is behind the last one is never written
    let used = at.str.kindShift > 2 ? 2 : 1
    open.retell { $0 == "state" }
    open.claim(
      "state", at.str.state, used, .value,
      Meaning(build: build).state(state), purpose: .bookkeeping)
    open.claim("state, unused bits", at.str.state + used, 4 - used, .unused)
    var blocks: [Block] = []
    var data = place(object, state.isASCII ? at.str.ascii : at.str.compact)
    if state.isCompact {
      claimText(object, state.isASCII ? at.str.ascii : at.str.compact, length, width, &open)
    } else {
      data = try pointer(object, at.str.data)
      if data != .null {
        var characters = try read("characters", data, (length + 1) * width)
        claimText(object, 0, length, width, &characters)
        blocks.append(characters.closed())
      }
    }
    let isPlain = state.isCompact && state.isASCII
    if !isPlain {
      let utf8 = try pointer(object, at.str.utf8)
      if utf8 != .null && utf8 != data {
        let count = try count(object, at.str.utf8_length, "utf8_length")
        blocks.append(try copy("utf8", utf8, count, 1))
      }
    }
    if let field = at.str.wstr {
      let wstr = try pointer(object, field)
      if wstr != .null && wstr != data {
        let units = isPlain ? length : try count(object, at.str.wstr_length, "wstr_length")
        blocks.append(try copy("wstr", wstr, units, 4))
      }
    }
    return blocks
  }

  /// The characters of a 2.7 `unicode`.
  func unicodeBlocks(_ object: Address, _ open: inout OpenBlock) throws(Reason) -> [Block] {
    let data = try pointer(object, at.str.data)
    if data == .null { return [] }
    let length = try count(object, at.str.length, "length")
    var characters = try read("characters", data, (length + 1) * wideCharacter)
    claimText(object, 0, length, wideCharacter, &characters)
    return [characters.closed()]
  }

  private func claimText(
    _ object: Address, _ offset: Int, _ length: Int, _ width: Int, _ open: inout OpenBlock
  ) {
    open.claim("characters", offset, length * width, .value, try? text(object))
    open.claim("closing zero", offset + length * width, width, .value, purpose: .bookkeeping)
  }

  /// A copy of the characters in another encoding, with its closing zero.
  private func copy(
    _ part: String, _ address: Address, _ count: Int, _ width: Int
  ) throws(Reason) -> Block {
    var open = try read(part, address, (count + 1) * width)
    open.claim(part, 0, count * width, .value)
    open.claim("closing zero", count * width, width, .value, purpose: .bookkeeping)
    return open.closed()
  }

  /// The bytes of a `bytes` object (2.7: `str`).
  func claimBytes(_ object: Address, _ open: inout OpenBlock) throws(Reason) {
    let count = try count(object, at.ob_size, "ob_size")
    let offset = layouts.bytes.ob_sval.offset.rawValue
    let text = open.slice(offset, min(count, 61)).map { UInt32($0) }
    open.claim("ob_sval", offset, count, .value, Meaning.quoted(bytes: text))
    open.claim("closing zero", offset + count, 1, .value, purpose: .bookkeeping)
  }

  /// The digits of an int. Zero has one that is not used, except where a class's dict pointer, which
  /// is counted from the digits, may have its place.
  func claimDigits(
    _ object: Address, _ type: TypeFacts, _ open: inout OpenBlock
  ) throws(Reason) {
    let used = try digits(object)
    let digit = at.int.digit
    let isClass = type.flags.contains(.heapType)
    open.explain(at.int.count, try digitsMeaning(object, used))
    let number = used > 1 ? try intValue(object, .int) : nil
    let count = max(used, isClass ? 0 : 1)
    try claimRun("ob_digit", at.int.ob_digit, count, stride: digit, &open) { middle in
      [.init(name: "ob_digit[]", role: .value, size: middle.count * digit)]
    } one: { index, offset, open in
      let bits = open.bits(offset, digit)
      let all = index == 0 ? number.map { ", the lowest of \($0.shortened(to: 60))" } : nil
      open.claim(
        "ob_digit[\(index)]", offset, digit, index < used ? .value : .unused,
        index < used ? "\(bits)\(all ?? "")" : nil, index < used ? Digit.cName : nil)
    }
  }

  /// What `lv_tag` says beside its number: the digits, and the sign in its two lowest bits.
  private func digitsMeaning(_ object: Address, _ used: Int) throws(Reason) -> String? {
    guard at.int.isTag else { return nil }
    let tag = try word(object, at.int.count)
    let sign = ["positive", "zero", "negative"].dropFirst(Int(tag & 3)).first
    return "\(tag): \(used) digit\(used == 1 ? "" : "s")" + (sign.map { ", \($0)" } ?? "")
  }
}

extension String {
  /// The text, or its start where it is longer.
  fileprivate func shortened(to limit: Int) -> String {
    count <= limit ? self : "\(prefix(limit))…"
  }
}
