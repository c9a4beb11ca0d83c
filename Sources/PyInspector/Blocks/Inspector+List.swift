internal import PyLayout

extension Inspector {
  /// A list's items.
  func listBlocks(_ object: Address) throws(Reason) -> [Block] {
    let items = try pointer(object, layouts.list.ob_item.offset.rawValue)
    let allocated = try listRoom(object)
    if items == .null || allocated <= 0 { return [] }
    let used = try count(object, at.ob_size, "ob_size")
    // _PyListArray, Objects/listobject.c: free-threaded builds keep its length before it
    let lead = build.isFreeThreaded ? at.pointer : 0
    var open = try read("items", items, allocated * at.pointer, lead: lead)
    open.claim("allocated", -lead, lead, .value, purpose: .bookkeeping)
    try claimItems("ob_item", 0, allocated, used: used, &open)
    return [open.closed()]
  }

  /// A bytearray's buffer; from 3.15 on it stands in a `bytes` object that is the bytearray's own.
  func bytearrayBlocks(_ object: Address) throws(Reason) -> [Block] {
    let layout = layouts.bytearray
    let buffer = try pointer(object, layout.ob_bytes.offset.rawValue)
    let alloc = try count(object, at.bytearrayAlloc, "ob_alloc")
    if buffer == .null || alloc == 0 { return [] }
    let used = try count(object, at.ob_size, "ob_size")
    var dropped = 0
    if let field = layout.ob_start {
      let start = try pointer(object, field.offset.rawValue)
      dropped = Int(clamping: start.rawValue &- buffer.rawValue)
      guard dropped <= alloc else { throw .implausible("ob_start - ob_bytes", dropped) }
    }
    guard used <= alloc - dropped else { throw .implausible("ob_size", used) }
    let isBytes = layout.ob_bytes_object != nil
    let lead = isBytes ? layouts.bytes.ob_sval.offset.rawValue : 0
    var open = try readPlain("buffer", buffer, alloc + (isBytes ? 1 : 0), lead: lead)
    for row in isBytes ? layouts.rows(of: .bytes) ?? [] : [] { open.claim(row, at: -lead) }
    open.claim("dropped at the front", 0, dropped, .unused)
    let text = open.slice(dropped, min(used, 61)).map { UInt32($0) }
    let isRead = open.isRead(dropped, min(used, 61))
    open.claim("bytes", dropped, used, .value, isRead ? Meaning.quoted(bytes: text) : nil)
    open.claim("closing zero", dropped + used, 1, .value, purpose: .bookkeeping)
    return [open.closed { _ in .spare }]
  }

  /// An array's items.
  func arrayBlocks(_ object: Address) throws(Reason) -> [Block] {
    let items = try pointer(object, layouts.array.ob_item.offset.rawValue)
    let allocated = try count(object, at.arrayAllocated, "allocated")
    if items == .null || allocated == 0 { return [] }
    let itemsize = Int(try bits(pointer(object, at.ob_descr), at.itemsize, 4))
    guard itemsize > 0 && itemsize <= 64 else { throw .implausible("itemsize", itemsize) }
    let used = try count(object, at.ob_size, "ob_size")
    var open = try readPlain("items", items, allocated * itemsize)
    open.claim("items", 0, min(used, allocated) * itemsize, .value, "\(used) items")
    return [open.closed { _ in .spare }]
  }

  /// A set's table, where it has outgrown the one inside.
  func setBlocks(_ object: Address, _ open: inout OpenBlock) throws(Reason) -> [Block] {
    let table = try pointer(object, at.set.table)
    let mask = try count(object, at.set.mask, "mask")
    let isInside = table == place(object, at.set.smalltable)
    let slots = isInside ? PySetObject.minimumSlots : 0
    open.retell { $0.hasPrefix("smalltable") }
    try claimSetEntries("smalltable", at.set.smalltable, PySetObject.minimumSlots, slots, &open)
    if isInside || table == .null { return [] }
    var outside = try read("set table", table, (mask + 1) * at.set.entry)
    try claimSetEntries("table", 0, mask + 1, mask + 1, &outside)
    return [outside.closed()]
  }

  /// `setentry` by `setentry`; those from `used` on are not the set's any more.
  private func claimSetEntries(
    _ name: String, _ base: Int, _ count: Int, _ used: Int, _ open: inout OpenBlock
  ) throws(Reason) {
    let keyOffset = layouts.setEntry.key.offset.rawValue
    let hashOffset = layouts.setEntry.hash.offset.rawValue
    let whole = open
    try claimRun(name, base, count, stride: at.set.entry, rows: 2, &open) { middle throws(Reason) in
      var set = 0
      try scan(whole, base, middle, stride: at.set.entry) { index, bytes, start in
        let key = Address(rawValue: bytes.number(at: start + keyOffset, at.pointer))
        let hash = bytes.number(at: start + hashOffset, at.pointer)
        if index < used && key != .null && !isDummy(key, hash) { set += 1 }
      }
      let pointers = at.pointer * set
      return [
        .init(name: "\(name)[].key", role: .reference, size: pointers),
        .init(name: "\(name)[].hash", role: .value, purpose: .bookkeeping, size: pointers),
        .init(
          name: "\(name)[]", role: .unused, size: middle.count * at.set.entry - 2 * pointers),
      ].filter { $0.size > 0 }
    } one: { index, offset, open in
      let key = Address(rawValue: open.bits(offset + keyOffset, at.pointer))
      let hash = open.bits(offset + hashOffset, at.pointer)
      let isDummy = isDummy(key, hash)
      let isSet = index < used && key != .null && !isDummy
      for row in layouts.setEntry.rows {
        let isKey = row.role == .reference
        let meaning =
          isSet ? isKey ? note(key) : nil : key == .null ? "free" : isDummy ? "removed" : "stale"
        open.claim(
          row, at: offset, as: "\(name)[\(index)].\(row.name)", isUsed: isSet, meaning)
      }
    }
  }

  /// Whether a set's entry is that of a removed key, which leaves `dummy`: with hash -1 in 3.x, with
  /// the hash of the key it was in 2.7.
  private func isDummy(_ key: Address, _ hash: UInt64) -> Bool {
    guard is2 else { return hash == UInt64.max >> UInt64(64 - at.pointer * 8) }
    guard words(for: key) == "'<dummy key>'" else { return false }
    return (try? word(key, layouts.bytes.ob_shash.offset.rawValue)) != hash
  }
}
