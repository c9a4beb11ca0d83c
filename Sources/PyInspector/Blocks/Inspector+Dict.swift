internal import PyLayout

extension Inspector {
  /// A dict's key table, where it is its own, and its values, where they are apart (3.x).
  func dictBlocks(_ object: Address) throws(Reason) -> [Block] {
    let keys = try pointer(object, at.dict.ma_keys)
    let values = try pointer(object, at.dict.ma_values)
    var blocks: [Block] = []
    if try ssize(keys, at.keys.dk_refcnt) == 1 {
      blocks.append(try keysBlock(keys, isSplit: values != .null))
    }
    if values != .null {
      let names = try names(keys)
      if let block = try valuesBlock(values, keys: keys, names) { blocks.append(block) }
    }
    return blocks
  }

  /// A key table: its head, its index, its entries.
  ///
  /// - Parameter isSplit: whether the values are elsewhere; since 3.11 the table says so itself.
  func keysBlock(
    _ keys: Address, part: String = "key table", isSplit: Bool = false
  ) throws(Reason) -> Block {
    let slots = try slots(keys)
    let indices = try indicesSize(keys, slots: slots)
    let entry = try entrySize(keys)
    let used = try count(keys, at.keys.dk_nentries, "dk_nentries")
    var open = try read(part, keys, try keysSize(keys))
    try claim(layouts.keys.rows, 0, &open)
    open.claim(
      "dk_indices", at.keys.size, indices, .value,
      "\(slots) slots, \(used) entr\(used == 1 ? "y" : "ies") used", purpose: .bookkeeping)
    let rows = entry == at.keys.entry ? layouts.entry.rows : layouts.unicodeEntry.rows
    // A split table has no values of its own
    let isSplit = isSplit || at.keys.dk_size == nil && open.bits(at.keys.dk_kind, 1) == 2
    try claimEntries(
      "dk_entries", at.keys.size + indices, at.keys.usableFraction(slots), used: used, rows,
      entry, isSplit: isSplit, visitsKeys: visitsKeys(keys, used: used), &open)
    return open.closed()
  }

  /// Entries side by side. One without a value was removed, except in a split table.
  func claimEntries(
    _ name: String, _ base: Int, _ count: Int, used: Int, _ rows: [FieldRow], _ size: Int,
    isSplit: Bool = false, visitsKeys: Bool = true, _ open: inout OpenBlock
  ) throws(Reason) {
    let values = rows.last?.offset.rawValue ?? 0
    let keys = values - at.pointer
    func isSet(_ index: Int, _ key: UInt64, _ value: UInt64) -> Bool {
      index < used && key != 0 && (isSplit || value != 0)
    }
    let whole = open
    try claimRun(name, base, count, stride: size, rows: rows.count, &open) {
      middle throws(Reason) in
      var set = 0
      try scan(whole, base, middle, stride: size) { index, bytes, start in
        let key = bytes.number(at: start + keys, at.pointer)
        if isSet(index, key, bytes.number(at: start + values, at.pointer)) { set += 1 }
      }
      let unused = (middle.count - set) * size
      return
        (rows.map { row in
          .init(
            name: "\(name)[].\(row.name)", role: row.role, purpose: row.purpose,
            size: set * row.size)
        } + [.init(name: "\(name)[]", role: .unused, size: unused)]).filter { $0.size > 0 }
    } one: { index, offset, open in
      let key = open.bits(offset + keys, at.pointer)
      let isSet = isSet(index, key, open.bits(offset + values, at.pointer))
      for row in rows {
        let target = row.role.target(of: open.bits(offset + row.offset.rawValue, row.size))
        let isKey = row.offset.rawValue == keys
        let meaning =
          isSet
          ? target.flatMap(note)
          // In 2.7 entries are anywhere, and those without a key were never used
          : index < used && !(is2 && key == 0) ? "removed" : "spare"
        open.claim(
          row, at: offset, as: "\(name)[\(index)].\(row.name)", isUsed: isSet, meaning,
          isVisited: isKey ? isSet && visitsKeys : nil)
      }
    }
  }

  /// Whether `dict_traverse`, Objects/dictobject.c, visits the keys of a table: not where all are `str`.
  ///
  /// From 3.11 on the table says so itself; up to 3.10 its `dk_lookup` does, a pointer to code, which
  /// is another as well where somebody has looked up anything but a `str`.
  private func visitsKeys(_ keys: Address, used: Int) throws(Reason) -> Bool {
    guard build.version < .v3_11 else { return try entrySize(keys) == at.keys.entry }
    // Only those ask that see each key anyway
    guard isWhole else { return true }
    let start = try at.keys.size + indicesSize(keys, slots: slots(keys))
    for index in 0..<used {
      let entry = start + index * at.keys.entry
      let key = try pointer(keys, entry + layouts.entry.me_key.offset.rawValue)
      if key == .null { continue }
      let type = try typeAddress(of: key)
      // PyUnicode_CheckExact
      guard try Subclass(word(type, at.type.tp_flags), isVersion2: is2) == .str else { return true }
      if try typeName(type) != "str" { return true }
    }
    return false
  }

  /// The entries of a 2.7 dict, inside or outside.
  func dict2Blocks(_ object: Address, _ open: inout OpenBlock) throws(Reason) -> [Block] {
    let table = try pointer(object, at.dict.ma_table)
    let isInside = table == place(object, at.dict.ma_smalltable)
    let slots = PyDictObject2.minimumSlots
    open.retell { $0.hasPrefix("ma_smalltable") }
    try claimEntries(
      "ma_smalltable", at.dict.ma_smalltable, slots, used: isInside ? slots : 0,
      layouts.entry.rows, at.dict.entry, &open)
    if isInside || table == .null { return [] }
    let count = try count(object, at.dict.ma_mask, "ma_mask") + 1
    var outside = try read("dict table", table, count * at.dict.entry)
    try claimEntries(
      "ma_table", 0, count, used: count, layouts.entry.rows, at.dict.entry, &outside)
    return [outside.closed()]
  }

  /// The value of an entry of a key table that is no split one.
  func entryValue(_ index: Int, of keys: Address) throws(Reason) -> Address {
    let entry = try entrySize(keys)
    let start = try at.keys.size + indicesSize(keys, slots: slots(keys))
    // me_value stands last
    return try pointer(keys, start + (index + 1) * entry - at.pointer)
  }

  /// The names in a key table, in the order of its entries; none where keys are not `str`.
  func names(_ keys: Address) throws(Reason) -> [String] {
    let slots = try slots(keys)
    let entry = try entrySize(keys)
    let start = try at.keys.size + indicesSize(keys, slots: slots)
    let used = try count(keys, at.keys.dk_nentries, "dk_nentries")
    let key =
      entry == at.keys.entry
      ? layouts.entry.me_key.offset.rawValue : layouts.unicodeEntry.me_key.offset.rawValue
    var names: [String] = []
    // Split tables have at most 30 names (up to 3.10 as many as they have room for)
    for index in 0..<min(used, 1 << 16) {
      names.append(note(try pointer(keys, start + index * entry + key)) ?? "?")
    }
    return names
  }
}
