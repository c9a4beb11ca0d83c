internal import PyLayout

extension Inspector {
  /// The object's own block and those it owns.
  func blocks(of object: Address, _ type: TypeFacts) throws(Reason) -> [Block] {
    let known = try known(object, type)
    var open = try instanceBlock(object, type, known.rows)
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
    case .generator, .frame: try claimFrame(object, type, &open)
    case .int: try claimDigits(object, type, &open)
    case .bool where !is2: try claimDigits(object, type, &open)
    case .type: blocks = try typeBlocks(object, type, &open)
    default: break
    }
    blocks += try containerBlocks(object, type)
    blocks += try claimAttributes(object, type, &open)
    open.isAtLeast = try isAtLeast(object, type, open.size)
    let instance = open.closed { gap in self.gap(gap, in: type, known) }
    return settled([instance] + blocks)
  }

  /// What the bytes of an instance are that nothing describes: a hole where alignment explains
  /// them, otherwise fields of C.
  private func gap(
    _ bytes: Range<Int>, in type: TypeFacts, _ known: KnownFields
  ) -> OpenBlock.Gap {
    let size = type.tp_basicsize
    let described = known.rows.last.map { $0.offset.rawValue + $0.size } ?? 0
    // In the heads all is named but what their own alignment leaves
    if bytes.upperBound <= layouts.headSize { return .hole }
    // PyStructSequence_New, Objects/structseq.c, 3.13: the hidden fields are in tp_basicsize, too
    if type.kind == .tuple && !type.isUsers { return .spare }
    // PyType_GenericAlloc: room behind the struct, where the bytes stand inside as well
    if type.kind == .bytes && (bytes.lowerBound < size || !type.isUsers) {
      return .spare
    }
    if !known.areAll && (bytes.lowerBound < size || !type.isUsers) {
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
    return bytes.upperBound < size ? .hole : .padding
  }

  /// Pointers to blocks, once these are known: what points elsewhere points to what is not its own.
  private func settled(_ blocks: [Block]) -> [Block] {
    func owns(_ target: Address) -> Bool {
      blocks.contains { target >= $0.address && target.rawValue - $0.address.rawValue <= $0.size }
    }
    func isBorrowed(_ field: Block.Field) -> Bool {
      guard field.row.role == .part, let target = field.target else { return false }
      return target != .null && !owns(target)
    }
    return blocks.map { block in
      guard block.fields.contains(where: isBorrowed) else { return block }
      return block.with(
        block.fields.map { field in
          guard isBorrowed(field) else { return field }
          var field = field
          field.row = field.row.with(role: .borrowed)
          field.meaning = field.meaning ?? "not its own"
          return field
        })
    }
  }

  /// The types in a chain that are written in C, the first that is met first; without `object`.
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
    _ object: Address, _ type: TypeFacts, _ rows: [FieldRow]
  ) throws(Reason) -> OpenBlock {
    let lead = try hasHeads(object, type) ? type.prefixSize : 0
    let size = try instanceSize(object, type)
    var open = try read("instance", object, size, lead: lead)
    claimHeads(type, &open)
    // subtype_traverse, Objects/typeobject.c; since bpo-40217, 3.9, heap types written in C as well
    let visitsType = type.isUsers || type.flags.contains(.heapType) && build.version >= .v3_9
    try claim(rows, 0, visitsType: visitsType, &open)
    return open
  }

  /// Whether the GC head that the type's flags promise is there: a static type has none.
  private func hasHeads(_ object: Address, _ type: TypeFacts) throws(Reason) -> Bool {
    guard type.kind == .type else { return true }
    return try isHeapType(object)
  }

  /// What is known of the struct that an object starts with.
  private struct KnownFields {
    let rows: [FieldRow]
    /// Whether these are all that its types written in C have.
    var areAll = true
  }

  /// The struct an object starts with.
  private func known(_ object: Address, _ type: TypeFacts) throws(Reason) -> KnownFields {
    switch type.kind {
    case .str where !is2:
      let state = try state(object)
      guard state.isCompact else { break }
      return .init(rows: state.isASCII ? layouts.asciiRows : layouts.compactRows)
    case .type:
      return .init(rows: try isHeapType(object) ? layouts.heapType.rows : layouts.type.rows)
    case .ndarray, .void, .scalar, .dtype, .numPyTool:
      if let rows = try numPyRows(type) { return .init(rows: rows) }
    case .instance, .exception, .generator, .frame:
      if let named = try named(type) { return named }
      return .init(rows: head(type), areAll: try typesOfC(type.address).isEmpty)
    // OrderedDict and defaultdict
    case .dict where !is2:
      if let named = try named(type) { return named }
    default: break
    }
    return .init(rows: layouts.rows(of: type.kind) ?? head(type))
  }

  /// The struct of the nearest type written in C that is described: those between have fields more.
  private func named(_ type: TypeFacts) throws(Reason) -> KnownFields? {
    let written = try typesOfC(type.address)
    for base in written {
      let name = try typeName(base)
      guard let named = at.described[base] ?? PyType.named(name, on: build),
        try named.tp_basicsize == basicsize(base)
      else { continue }
      // Those are told by what Python calls them: claimPointers
      let added = [type.tp_dictoffset, type.tp_weaklistoffset]
      let end = frameStart(type.kind) ?? .max
      let members = named.members.filter {
        !added.contains($0.offset.rawValue) && $0.offset.rawValue < end
      }
      return .init(rows: layouts.head + members, areAll: base == written.first)
    }
    return nil
  }

  private func head(_ type: TypeFacts) -> [FieldRow] {
    type.hasItems ? layouts.varHead : layouts.head
  }

  /// Describes the fields of a struct that starts at an offset.
  ///
  /// - Parameter visitsType: whether `tp_traverse` visits the type.
  func claim(
    _ rows: [FieldRow], _ base: Int, visitsType: Bool = false, _ open: inout OpenBlock
  ) throws(Reason) {
    for row in rows {
      let bits = open.bits(base + row.offset.rawValue, row.size)
      open.claim(
        row, at: base, meaning(row, bits),
        isVisited: row.role == .reference || row.role == .type && visitsType)
    }
  }

  func meaning(_ row: FieldRow, _ bits: UInt64) -> String? {
    if detail == .places { return nil }
    if row.cType == Double.cName { return "\(Double(bitPattern: bits))" }
    let target = row.role.target(of: bits)
    switch (row.role.holding(bits), target) {
    case (.type, let target?): return try? typeName(target)
    case (.reference, let target?), (.unvisited, let target?): return note(target)
    case (.foreign, let target?):
      return target == .null ? nil : try? typeName(typeAddress(of: target))
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
        "fields[\((offset - first) / at.pointer)]", offset, at.pointer, .reference,
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
        .init(name: "\(name)[]", role: .reference, size: isUsed * at.pointer),
        .init(name: "\(name)[]", role: .unused, size: (middle.count - isUsed) * at.pointer),
      ].filter { $0.size > 0 }
    } one: { index, place, open in
      let target = Address(rawValue: open.bits(place, at.pointer))
      let isUsed = index < used
      open.claim(
        "\(name)[\(index)]", place, at.pointer, isUsed ? .reference : .unused,
        isUsed ? note(target) : "spare", Ref.cName)
    }
  }
}
