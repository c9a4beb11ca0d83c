internal import PyLayout

extension Inspector {
  /// The object's own block and those it owns.
  func blocks(of object: Address, _ type: TypeFacts) throws(Reason) -> [Block] {
    var open = try instanceBlock(object, type)
    var blocks: [Block] = []
    switch type.kind {
    case .str: blocks = try is2 ? unicodeBlocks(object, &open) : strBlocks(object, &open)
    case .list: blocks = try listBlocks(object)
    case .dict: blocks = try is2 ? dict2Blocks(object, &open) : dictBlocks(object)
    case .set, .frozenset: blocks = try setBlocks(object, &open)
    case .bytearray: blocks = try bytearrayBlocks(object)
    case .array:
      blocks = try arrayBlocks(object)
      open.retype("ob_item", "char *")
    case .cdata: blocks = try cdataBlocks(object, &open)
    case .ndarray: blocks = try ndarrayBlocks(object)
    case .tuple, .mutabletuple:
      let count = try items(object, type)
      claimItems("ob_item", layouts.tuple.ob_item.offset.rawValue, count, &open)
    case .bytes: try claimBytes(object, &open)
    case .dataobject: claimFields(type, &open)
    case .generator, .frame:
      let end = type.tp_basicsize
      open.claim("variables and stack", end, open.end - end, .opaque)
    case .int: try claimDigits(object, type, &open)
    case .bool where !is2: try claimDigits(object, type, &open)
    case .type: blocks = try typeBlocks(object, type, &open)
    default: break
    }
    blocks += try claimAttributes(object, type, &open)
    let isOpaque = try hasFieldsOfC(type)
    let isType = type.kind == .type
    let size = type.tp_basicsize
    let instance = open.closed { offset in
      if isType && offset < size { return ("slots", .code) }
      if isOpaque && offset < size { return ("C fields", .opaque) }
      return offset < size ? ("hole", .unused) : ("padding", .unused)
    }
    return settled([instance] + blocks)
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
        })
    }
  }

  /// Whether the struct that its instances start with is known by its members alone: where a type
  /// written in C other than `object` is among its bases.
  private func hasFieldsOfC(_ type: TypeFacts) throws(Reason) -> Bool {
    switch type.kind {
    case .exception, .generator, .frame: return true
    case .instance: break
    default: return false
    }
    for base in try bases(type.address).dropLast() {
      if try isBuiltin(word(base, at.type.tp_flags)) { return true }
    }
    return false
  }

  /// The object's own block, from the pre-header on, with the fields of its struct told.
  private func instanceBlock(
    _ object: Address, _ type: TypeFacts
  ) throws(Reason) -> OpenBlock {
    let lead = try hasHeads(object, type) ? type.prefixSize : 0
    let size = try instanceSize(object, type)
    let start = place(object, -lead)
    let bytes = try bytes(at: start, count: lead + size)
    var open = OpenBlock("instance", at: start, lead: lead, bytes: bytes)
    claimHeads(type, &open)
    try claim(rows(object, type), 0, &open)
    return open
  }

  /// Whether the GC head that the type's flags promise is there: before no static type.
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
    case .ndarray: if let rows = arrayRows(type) { return rows }
    case .void: if let rows = scalarRows(type) { return rows }
    case .generator, .frame:
      return type.kind == .frame && at.code.co_nlocalsplus == nil ? layouts.varHead : layouts.head
    default: break
    }
    return layouts.rows(of: type.kind) ?? (type.hasItems ? layouts.varHead : layouts.head)
  }

  /// Tells the fields of a struct that starts at an offset.
  func claim(_ rows: [FieldRow], _ base: Int, prefix: String = "", _ open: inout OpenBlock)
    throws(Reason)
  {
    for row in rows {
      let offset = base + row.offset.rawValue
      let bits = open.bits(offset, row.size)
      let role = row.role(bits)
      open.claim(prefix + row.label, offset, row.size, role, meaning(row, bits, role), row.cType)
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

  /// The fields of a dataobject, which no `tp_members` tells: `PyDataStruct`, recordclass's
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

  /// Tells pointers to objects side by side; those behind `used` are spare room.
  func claimItems(
    _ name: String, _ offset: Int, _ count: Int, used: Int? = nil, _ open: inout OpenBlock
  ) {
    for index in 0..<min(count, max(0, open.end - offset) / at.pointer) {
      let place = offset + index * at.pointer
      let target = Address(rawValue: open.bits(place, at.pointer))
      let isUsed = index < used ?? count
      open.claim(
        "\(name)[\(index)]", place, at.pointer, isUsed ? .reference(target) : .unused,
        isUsed ? note(target, ofItem: index) : "spare")
    }
  }
}
