import PyLayout

/// Instances of subclasses of `str`, whose characters are a block of their own: they are not compact.
extension Heap {
  /// `unicode_subtype_new`, Objects/unicodeobject.c
  func newStr(of type: TypeObject, from value: Object) throws(PyError) -> Address {
    let source = try value.address
    let kind = try self.type(of: source).kind
    guard kind == .str || kind == .unicode2 else {
      throw PyError(.typeError, "\(type.name)() takes text here, not '\(try value.type.name)'")
    }
    let points = try points(of: source)
    let object = try newInstance(of: type)
    if type.kind == .unicode2 {
      let fields = c.unicode2.fields
      try set(fields.length, of: object, to: points.count)
      try set(fields.hash, of: object, to: try get(fields.hash, of: source))
      try set(fields.str, of: object, to: Pointer(try newCharacters(points, width: 4)))
      return object
    }
    let largest = points.max() ?? 0
    let isASCII = largest < 0x80
    let width = largest < 0x100 ? 1 : largest < 0x1_0000 ? 2 : 4
    let characters = try newCharacters(points, width: width)
    let ascii = c.ascii.fields
    let compact = c.compact.fields
    try set(ascii.length, of: object, to: points.count)
    try set(ascii.hash, of: object, to: try get(ascii.hash, of: source))
    try setState(of: object, kind: width, isCompact: false, isASCII: isASCII)
    try set(c.unicode.fields.data, of: object, to: Pointer(characters))
    if isASCII {
      // share_utf8
      try set(compact.utf8, of: object, to: Pointer(characters))
      try set(compact.utf8_length, of: object, to: points.count)
    }
    if width == 4, let wstr = ascii.wstr, let length = compact.wstr_length {
      // share_wstr
      try set(wstr, of: object, to: Pointer(characters))
      try set(length, of: object, to: points.count)
    }
    return object
  }

  private func newCharacters(_ points: [UInt32], width: Int) throws(PyError) -> Address {
    let characters = try allocate((points.count + 1) * width, .object)
    try writeCharacters(points, kind: width, at: characters)
    return characters
  }
}
