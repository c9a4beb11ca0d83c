public import PyLayout

/// The bit-field `state` of a `str`, Include/cpython/unicodeobject.h
@usableFromInline struct StrState: Sendable {
  /// Bytes of a character: 1, 2, 4; 0 up to 3.11 for a legacy string without characters.
  @usableFromInline let kind: Int
  @usableFromInline let isCompact: Bool
  @usableFromInline let isASCII: Bool

  @inlinable init(_ bits: UInt64) {
    kind = Int(truncatingIfNeeded: bits & 7)
    isCompact = bits & 8 != 0
    isASCII = bits & 16 != 0
  }
}

extension Inspector {
  @inlinable func state(_ str: Address) throws(Reason) -> StrState {
    let state = StrState(try bits(str, at.str.state, 4) >> at.str.kindShift)
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
