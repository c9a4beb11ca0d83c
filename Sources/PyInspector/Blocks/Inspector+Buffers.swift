internal import PyLayout

extension Inspector {
  /// A `Decimal`'s words, where they are not in its struct.
  func decimalBlocks(_ object: Address) throws(Reason) -> [Block] {
    let layout = layouts.decimal
    // MPD_DATAFLAGS, Modules/_decimal/libmpdec/mpdecimal.h: the words are not the number's own
    if try bits(object, at.containers.mpd_flags, 1) & 0xe0 != 0 { return [] }
    let room = try count(object, at.containers.mpd_alloc, "alloc")
    let used = min(room, try count(object, layout.len.offset.rawValue, "len"))
    var open = try read(
      "words", pointer(object, layout.data.offset.rawValue), room * at.pointer)
    open.claim("words", 0, used * at.pointer, .value, "\(used) words")
    return [open.closed { _ in .spare }]
  }

  /// What a `struct.Struct` has compiled its format to.
  func structBlocks(_ object: Address) throws(Reason) -> [Block] {
    let codes = try pointer(object, at.containers.s_codes)
    if codes == .null { return [] }
    let type = try typeAddress(of: object)
    let size = try structSize(object, type) - basicsize(type)
    var open = try read("codes", codes, size)
    open.claim("codes", 0, size, .value, "\(size / at.containers.formatcode - 1) codes and an end")
    return [open.closed()]
  }

  /// An element's attributes and children.
  func elementBlocks(_ object: Address) throws(Reason) -> [Block] {
    let layout = layouts.element
    let extra = try pointer(object, at.containers.element_extra)
    if extra == .null { return [] }
    var open = try read("extra", extra, layout.size)
    let used = try count(extra, layout.length.offset.rawValue, "length")
    let children = try pointer(extra, at.containers.extra_children)
    let isInside = children == place(extra, at.containers.extra__children)
    try claim(layout.rows.dropLast(), 0, &open)
    open.retell { $0 == layout.children.name }
    open.claim(
      layout.children.name, layout.children.offset.rawValue, at.pointer, .part, nil,
      Pointer<Ref>.cName)
    try claimItems(
      "_children", layout._children.offset.rawValue, layout._children.declaredCount,
      used: isInside ? used : 0, &open)
    if isInside { return [open.closed()] }
    let room = try count(extra, at.containers.extra_allocated, "allocated")
    var outside = try read("children", children, room * at.pointer)
    try claimItems("children", 0, room, used: used, &outside)
    return [open.closed(), outside.closed()]
  }

  /// The positions that an iterator of `itertools` keeps.
  private func indices(
    _ object: Address, _ field: Field<Pointer<Py_ssize_t>>, _ count: Int
  ) throws(Reason) -> [Block] {
    let address = try pointer(object, field.offset.rawValue)
    if address == .null || count == 0 { return [] }
    var open = try read(field.name, address, count * at.pointer)
    try claimRun(field.name, 0, count, stride: at.pointer, &open) { middle in
      [.init(name: "\(field.name)[]", role: .value, size: middle.count * at.pointer)]
    } one: { index, offset, open in
      open.claim("\(field.name)[\(index)]", offset, at.pointer, .value, nil, Py_ssize_t.cName)
    }
    return [open.closed()]
  }

  /// `productobject`
  func productBlocks(_ object: Address) throws(Reason) -> [Block] {
    let pools = try pointer(object, at.containers.pools)
    return try indices(object, layouts.product.indices, count(pools, at.ob_size, "ob_size"))
  }

  /// `combinationsobject`, `cwrobject`
  func combinationsBlocks(_ object: Address) throws(Reason) -> [Block] {
    try indices(
      object, layouts.combinations.indices, count(object, at.containers.combinations_r, "r"))
  }

  /// `permutationsobject`
  func permutationsBlocks(_ object: Address) throws(Reason) -> [Block] {
    let layout = layouts.permutations
    let pool = try pointer(object, at.containers.permutations_pool)
    return try indices(object, layout.indices, count(pool, at.ob_size, "ob_size"))
      + indices(object, layout.cycles, count(object, at.containers.permutations_r, "r"))
  }

  /// What a `BytesIO` holds: from 3.5 on a `bytes` that others may hold too, and that is then theirs.
  func bytesioBlocks(_ object: Address) throws(Reason) -> [Block] {
    let buf = try pointer(object, at.streams.buf)
    if buf == .null { return [] }
    guard let buf_size = at.streams.buf_size else {
      return try references(to: buf) > 1 ? [] : [ownString("bytes", buf)]
    }
    var open = try readPlain("buf", buf, count(object, buf_size, "buf_size"))
    open.claim("buf", 0, open.size, .value)
    return [open.closed()]
  }

  /// What a buffered stream reads into and writes from.
  func bufferedBlocks(_ object: Address) throws(Reason) -> [Block] {
    let buffer = try pointer(object, at.streams.buffer)
    if buffer == .null { return [] }
    let size = try count(object, at.streams.buffer_size, "buffer_size")
    var open = try readPlain("stream buffer", buffer, size)
    open.claim("buffer", 0, size, .value)
    return [open.closed()]
  }

  /// A `StringIO`'s characters, and those that its writer has not handed over.
  func stringioBlocks(_ object: Address) throws(Reason) -> [Block] {
    let layout = layouts.stringio
    var result: [Block] = []
    let buf = try pointer(object, layout.buf.offset.rawValue)
    let room = try count(object, layout.buf_size.offset.rawValue, "buf_size")
    if buf != .null && room > 0 {
      // Py_UCS4, in 2.7 Py_UNICODE
      var open = try readPlain("buf", buf, room * (is2 ? wideCharacter : 4))
      open.claim("buf", 0, open.size, .value, "room for \(room) characters")
      result.append(open.closed())
    }
    if let writer = layout.writer {
      let buffer = try pointer(object, writer.buffer.offset.rawValue)
      if buffer != .null, try references(to: buffer) == 1 {
        result.append(try ownString("writer's buffer", buffer))
      }
    }
    return result
  }

  /// A `bytes` or a `str` that nobody else holds, as a block of its holder's.
  private func ownString(_ part: String, _ object: Address) throws(Reason) -> Block {
    let type = try typeFacts(typeAddress(of: object))
    guard type.kind == .bytes || type.kind == .str, let block = try blocks(of: object, type).first
    else { throw .noObject("what \(part) points to is no string") }
    return block.with(block.fields, part: part)
  }
}
