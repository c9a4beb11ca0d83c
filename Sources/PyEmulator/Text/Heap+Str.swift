import PyLayout

/// `str` (2.7 `unicode`): Objects/unicodeobject.c
extension Heap {
  /// A new reference to a string of code points; the empty one and, up to U+00FF, those of one
  /// character are shared.
  func makeStr(_ points: [UInt32]) throws(PyError) -> Address {
    if points.count < 2, let shared = try sharedStr(points) {
      try incref(shared)
      return shared
    }
    return try newStr(points)
  }

  /// `unicode_get_empty`, `get_latin1_char`: made when first asked for.
  private func sharedStr(_ points: [UInt32]) throws(PyError) -> Address? {
    if let point = points.first, point > 0xff { return nil }
    if let known = singletons.strings[points] { return known }
    let object = try newStr(points)
    try makeImmortal(object)
    singletons.strings[points] = object
    if build.version >= .v3_12 {
      // _Py_STR, _Py_LATIN1_CHR: in the executable
      var state = try strState(of: object)
      state.last = true
      // gh-113993, 3.13: and interned from the start
      if build.version >= .v3_13 {
        state.interned = Self.internedStatic
        interned[points] = object
      }
      try setState(of: object, state)
      _ = try hash(of: object)
      if let point = points.first, point > 0x7f { try setStaticUTF8(of: object, point) }
    }
    return object
  }

  /// The characters from U+0080 to U+00FF have their UTF-8 in the executable as well.
  private func setStaticUTF8(of object: Address, _ point: UInt32) throws(PyError) {
    let place = try statics.allocate(3)
    try write([UInt8(0xc0 | point >> 6), UInt8(0x80 | point & 0x3f), 0], at: place)
    try set(c.compact.fields.utf8_length, of: object, to: 2)
    try set(c.compact.fields.utf8, of: object, to: Pointer(place))
  }

  /// A new string: `PyUnicode_New`.
  ///
  /// - Throws: ``PyError`` `SystemError` for what is no code point, as there.
  func newStr(_ points: [UInt32]) throws(PyError) -> Address {
    let largest = points.max() ?? 0
    guard largest <= 0x10_ffff else {
      throw PyError(.systemError, "invalid maximum character passed to PyUnicode_New")
    }
    if build.version < .v3_0 { return try newUnicode2(points) }
    let isASCII = largest < 0x80
    let kind = largest < 0x100 ? 1 : largest < 0x1_0000 ? 2 : 4
    let start = isASCII ? c.ascii.size : c.compact.size
    let object = try allocateObject(builtin.str, size: start + (points.count + 1) * kind)
    try makeHead(of: object, type: builtin.str)
    let ascii = c.ascii.fields
    try set(ascii.length, of: object, to: points.count)
    try set(ascii.hash, of: object, to: -1)
    try setState(of: object, kind: kind, isCompact: true, isASCII: isASCII)
    if let wstr = ascii.wstr { try set(wstr, of: object, to: .null) }
    if !isASCII {
      let compact = c.compact.fields
      try set(compact.utf8_length, of: object, to: 0)
      try set(compact.utf8, of: object, to: .null)
      // Four bytes are a wchar_t: both names stand for the same characters
      let isShared = kind == 4
      if let wstr = ascii.wstr, isShared { try set(wstr, of: object, to: Pointer(object + start)) }
      if let length = compact.wstr_length {
        try set(length, of: object, to: isShared ? points.count : 0)
      }
    }
    try writeCharacters(points, kind: kind, at: object + start)
    return object
  }

  /// The characters and the zero behind them.
  func writeCharacters(_ points: [UInt32], kind: Int, at place: Address) throws(PyError) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity((points.count + 1) * kind)
    for point in points + [0] {
      for byte in 0..<kind { bytes.append(UInt8(truncatingIfNeeded: point >> (byte * 8))) }
    }
    try write(bytes, at: place)
  }

  func setState(
    of object: Address, kind: Int, isCompact: Bool, isASCII: Bool
  ) throws(PyError) {
    try setState(
      of: object,
      PyASCIIObject.State(
        interned: 0, kind: kind, isCompact: isCompact, isASCII: isASCII,
        last: build.version < .v3_12))
  }

  func setState(of object: Address, _ state: PyASCIIObject.State) throws(PyError) {
    let bits = state.bits(kindShift: PyASCIIObject.State.kindShift(on: build))
    try set(c.ascii.fields.state, of: object, to: Int(bits))
  }

  func strState(of object: Address) throws(PyError) -> PyASCIIObject.State {
    PyASCIIObject.State(
      UInt64(try get(c.ascii.fields.state, of: object)),
      kindShift: PyASCIIObject.State.kindShift(on: build))
  }

  /// The code points of a string.
  func points(of object: Address) throws(PyError) -> [UInt32] {
    if build.version < .v3_0 {
      let length = try get(c.unicode2.fields.length, of: object)
      return try points(at: try get(c.unicode2.fields.str, of: object).address, length, kind: 4)
    }
    let length = try get(c.ascii.fields.length, of: object)
    let state = try strState(of: object)
    let place =
      state.isCompact
      ? object + (state.isASCII ? c.ascii.size : c.compact.size)
      : try get(c.unicode.fields.data, of: object).address
    return try points(at: place, length, kind: state.kind)
  }

  private func points(
    at place: Address, _ count: Int, kind: Int
  ) throws(PyError) -> [UInt32] {
    let bytes = try bytes(at: place, count: count * kind)
    return (0..<count).map { index in
      (0..<kind).reduce(0) { $0 | UInt32(bytes[index * kind + $1]) << UInt32($1 * 8) }
    }
  }

  /// 2.7: a `unicode`, its characters of 4 bytes elsewhere; `_PyUnicode_New`.
  private func newUnicode2(_ points: [UInt32]) throws(PyError) -> Address {
    let object = try allocateObject(builtin.str, size: c.unicode2.size)
    try makeHead(of: object, type: builtin.str)
    let characters = try allocate((points.count + 1) * 4, .object)
    try writeCharacters(points, kind: 4, at: characters)
    let fields = c.unicode2.fields
    try set(fields.length, of: object, to: points.count)
    try set(fields.str, of: object, to: Pointer(characters))
    try set(fields.hash, of: object, to: -1)
    try set(fields.defenc, of: object, to: .null)
    return object
  }
}
