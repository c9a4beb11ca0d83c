public import PyLayout

extension Inspector {
  @inlinable func state(_ str: Address) throws(Reason) -> PyASCIIObject.State {
    let state = PyASCIIObject.State(
      try bits(str, at.str.state, 4), kindShift: at.str.kindShift)
    guard state.kind <= 4 && state.kind != 3 else { throw .implausible("kind", state.kind) }
    return state
  }

  /// `unicode_sizeof`, Objects/unicodeobject.c (3.x)
  @inlinable func strSize(_ object: Address) throws(Reason) -> Int {
    let state = try state(object)
    let length = try count(object, at.str.length, "length")
    let isPlain = state.isCompact && state.isASCII
    var size: Int
    var data: Address
    if state.isCompact {
      size = isPlain ? at.str.ascii : at.str.compact
      data = place(object, size)
    } else {
      size = at.str.size
      data = try pointer(object, at.str.data)
    }
    if data.rawValue != 0 { size += (length + 1) * max(state.kind, 1) }
    if !isPlain {
      let utf8 = try pointer(object, at.str.utf8)
      if utf8.rawValue != 0 && utf8 != data {
        size += try count(object, at.str.utf8_length, "utf8_length") + 1
      }
    }
    guard let wstr = at.str.wstr else { return size }
    let wide = try pointer(object, wstr)
    if wide.rawValue == 0 || wide == data { return size }
    let units = isPlain ? length : try count(object, at.str.wstr_length, "wstr_length")
    return size + (units + 1) * 4
  }

  /// 2.7's `unicode__sizeof__`, Objects/unicodeobject.c: the encoded copy is an object of its own.
  @inlinable func unicodeSize(_ object: Address) throws(Reason) -> Int {
    try at.str.size + (count(object, at.str.length, "length") + 1) * wideCharacter
  }
}
