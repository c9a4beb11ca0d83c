internal import PyLayout

extension Inspector {
  /// The object's own block and those it owns.
  func blocks(of object: Address, _ type: TypeFacts) throws(Reason) -> [Block] {
    var open = try instanceBlock(object, type)
    var blocks: [Block] = []
    switch type.kind {
    case .str:
      blocks = try is2 ? unicodeBlocks(object, &open) : strBlocks(object, &open)
      blocks += try numPyStringBlocks(object, type, &open)
    case .list: blocks = try listBlocks(object)
    case .dict: blocks = try is2 ? dict2Blocks(object, &open) : dictBlocks(object)
    case .set, .frozenset: blocks = try setBlocks(object, &open)
    case .bytearray: blocks = try bytearrayBlocks(object)
    case .array: blocks = try arrayBlocks(object)
    case .cdata: blocks = try cdataBlocks(object, &open)
    case .ndarray, .void, .dtype, .numPyTool:
      blocks = try numPyBlocks(object, type, &open)
    case .tuple, .mutabletuple:
      let count = try items(object, type)
      try claimItems("ob_item", layouts.tuple.ob_item.offset.rawValue, count, &open)
    case .bytes: try claimBytes(object, &open)
    case .dataobject: claimFields(type, &open)
    case .generator, .frame:
      let end = type.tp_basicsize
      open.claim("variables and stack", end, open.end - end, .value)
    case .int: try claimDigits(object, type, &open)
    case .bool where !is2: try claimDigits(object, type, &open)
    case .type: blocks = try typeBlocks(object, type, &open)
    default: break
    }
    blocks += try containerBlocks(object, type)
    blocks += try claimAttributes(object, type, &open)
    let isOpaque = try hasFieldsOfC(type)
    let described = try rows(object, type).last.map { $0.offset.rawValue + $0.size } ?? 0
    open.isAtLeast = try isAtLeast(object, type, open.size)
    let instance = open.closed { gap in
      self.gap(gap, in: type, isOpaque: isOpaque, described: described)
    }
    return settled([instance] + blocks)
  }

  /// What the bytes of an instance are that nothing describes: a hole where alignment explains
  /// them, otherwise fields of C.
  private func gap(
    _ bytes: Range<Int>, in type: TypeFacts, isOpaque: Bool, described: Int
  ) -> OpenBlock.Gap {
    let size = type.tp_basicsize
    // In the heads everything is named but what their own alignment leaves
    if bytes.upperBound <= layouts.headSize { return .hole }
    if type.kind == .type && bytes.lowerBound < size { return .init(name: "slots", role: .code) }
    // PyStructSequence_New, Objects/structseq.c, 3.13: the hidden fields are in tp_basicsize, too
    if type.kind == .tuple && !type.isUsers { return .spare }
    // PyType_GenericAlloc: room behind the struct, where the bytes stand inside as well
    if type.kind == .bytes && (bytes.lowerBound < size || !type.isUsers) {
      return .spare
    }
    if isOpaque && (bytes.lowerBound < size || !type.isUsers) {
      return .init(name: "C fields", role: .opaque)
    }
    if bytes.lowerBound >= size && type.isUsers {
      // PyType_GenericAlloc, Objects/typeobject.c: one item more than there are
      return type.hasItems && bytes.count >= type.tp_itemsize
        ? .init(name: "spare item") : .padding
    }
    // A field's start shows no more of its alignment than the power of two it is a multiple of
    let alignment =
      bytes.upperBound <= described
      ? min(bytes.upperBound & -bytes.upperBound, 2 * at.pointer) : at.pointer
    guard bytes.count < alignment else { return .init(name: "C fields", role: .opaque) }
    return bytes.lowerBound < size ? .hole : .padding
  }

  /// Pointers to blocks, once these are known: what points elsewhere points to what is not its own.
  private func settled(_ blocks: [Block]) -> [Block] {
    func owns(_ target: Address) -> Bool {
      blocks.contains { target >= $0.address && target.rawValue - $0.address.rawValue <= $0.size }
    }
    return blocks.map { block in
      Block(
        part: block.part, address: block.address, origin: block.origin,
        fields: block.fields.map { field in
          guard case .part(let target) = field.role, target != .null, !owns(target) else {
            return field
          }
          var field = field
          field.role = .borrowed(target)
          field.meaning = field.meaning ?? "not its own"
          return field
        }, count: block.count, isAtLeast: block.isAtLeast)
    }
  }

  /// Whether the struct that its instances start with is known by its members alone: where a type
  /// written in C other than `object` is among its bases.
  private func hasFieldsOfC(_ type: TypeFacts) throws(Reason) -> Bool {
    switch type.kind {
    case .exception, .generator, .frame: return true
    case .instance: return try typesOfC(type.address).first != nil
    default: return false
    }
  }

  /// The types in a chain that are written in C, in the order they are met, without `object`.
  func typesOfC(_ type: Address) throws(Reason) -> [Address] {
    var found: [Address] = []
    for base in try bases(type).dropLast() {
      let flags = try word(base, at.type.tp_flags)
      // A class made by a statement has no module in its tp_name
      let isNamedByModule = try typeName(base).contains(".")
      if isBuiltin(flags) || isNamedByModule { found.append(base) }
    }
    return found
  }

  /// The object's own block, from the pre-header on, with the fields of its struct described.
  private func instanceBlock(
    _ object: Address, _ type: TypeFacts
  ) throws(Reason) -> OpenBlock {
    let lead = try hasHeads(object, type) ? type.prefixSize : 0
    let size = try instanceSize(object, type)
    var open = try read("instance", object, size, lead: lead)
    claimHeads(type, &open)
    try claim(rows(object, type), 0, &open)
    return open
  }

  /// Whether the GC head that the type's flags promise is there: a static type has none.
  private func hasHeads(_ object: Address, _ type: TypeFacts) throws(Reason) -> Bool {
    guard type.kind == .type else { return true }
    return try word(object, at.type.tp_flags) & 1 << 9 != 0
  }

  /// The struct an object starts with.
  private func rows(_ object: Address, _ type: TypeFacts) throws(Reason) -> [FieldRow] {
    switch type.kind {
    case .str where !is2:
      let state = try state(object)
      guard state.isCompact else { break }
      return state.isASCII ? layouts.asciiRows : layouts.compactRows
    case .type:
      let isHeap = try word(object, at.type.tp_flags) & 1 << 9 != 0
      return isHeap ? layouts.heapType.rows : layouts.type.rows
    case .ndarray, .void, .scalar, .dtype, .numPyTool:
      if let rows = try numPyRows(type) { return rows }
    case .generator, .frame:
      return type.kind == .frame && at.code.co_nlocalsplus == nil ? layouts.varHead : layouts.head
    default: break
    }
    return layouts.rows(of: type.kind) ?? (type.hasItems ? layouts.varHead : layouts.head)
  }

  /// Describes the fields of a struct that starts at an offset.
  func claim(_ rows: [FieldRow], _ base: Int, prefix: String = "", _ open: inout OpenBlock)
    throws(Reason)
  {
    for row in rows {
      let offset = base + row.offset.rawValue
      let bits = open.bits(offset, row.size)
      let role = Role(row.role, bits)
      open.claim(
        prefix + row.label, offset, row.size, role, meaning(row, bits, role), row.cType,
        purpose: row.purpose)
    }
  }

  private func meaning(_ row: FieldRow, _ bits: UInt64, _ role: Role) -> String? {
    if row.cType == Double.cName { return "\(Double(bitPattern: bits))" }
    switch role {
    case .type(let target): return try? typeName(target)
    case .reference(let target): return note(target)
    case .foreign(let target): return target == .null ? nil : try? typeName(typeAddress(of: target))
    default: return Meaning(build: build).of(row.name, bits)
    }
  }

  /// The fields of a dataobject, which no `tp_members` describes: `PyDataStruct`, recordclass's
  /// _dataobject.h
  private func claimFields(_ type: TypeFacts, _ open: inout OpenBlock) {
    let first = layouts.headSize
    let others = [type.tp_dictoffset, type.tp_weaklistoffset]
    for offset in stride(from: first, to: type.tp_basicsize, by: at.pointer)
    where !others.contains(offset) {
      let target = Address(rawValue: open.bits(offset, at.pointer))
      open.claim(
        "fields[\((offset - first) / at.pointer)]", offset, at.pointer, .reference(target),
        note(target))
    }
  }

  /// Describes pointers to objects side by side; those behind `used` are spare room.
  func claimItems(
    _ name: String, _ offset: Int, _ count: Int, used: Int? = nil, _ open: inout OpenBlock
  ) throws(Reason) {
    let used = used ?? count
    try claimRun(name, offset, count, stride: at.pointer, &open) { middle in
      let isUsed = middle.clamped(to: 0..<max(0, used)).count
      return [
        .init(name: "\(name)[]", role: .reference(.null), size: isUsed * at.pointer),
        .init(name: "\(name)[]", role: .unused, size: (middle.count - isUsed) * at.pointer),
      ].filter { $0.size > 0 }
    } one: { index, place, open in
      let target = Address(rawValue: open.bits(place, at.pointer))
      let isUsed = index < used
      open.claim(
        "\(name)[\(index)]", place, at.pointer, isUsed ? .reference(target) : .unused,
        isUsed ? note(target) : "spare", Ref.cName)
    }
  }
}
