import PyLayout

/// Python 2's dict: Objects/dictobject.c of 2.7. Its entries stand in the hash's order.
extension Heap {
  private var fields2: PyDictObject2 { c.dict2.fields }
  private var stride2: Int { c.keyEntry.size }
  private var smallTable: Offset { fields2.ma_smalltable.first?.me_hash.offset ?? 0 }

  func newDict2(type: TypeObject?) throws(PyError) -> Address {
    let object = try allocateObject(builtin.dict, size: c.dict2.size)
    try fill(0, at: object, count: c.dict2.size)
    try makeHead(of: object, type: builtin.dict)
    try makeDict2(object)
    return object
  }

  /// `INIT_NONZERO_DICT_SLOTS`
  func makeDict2(_ object: Address) throws(PyError) {
    try set(fields2.ma_mask, of: object, to: PyDictObject2.minimumSlots - 1)
    try set(fields2.ma_table, of: object, to: object + smallTable)
    // lookdict_string: a function's address, which is not NULL
    try store(2, size: pointerSize, at: object + fields2.ma_lookup.offset)
  }

  /// Room for more keys than a small table holds: `_PyDict_NewPresized`.
  func presize2(_ dict: Address, for count: Int) throws(PyError) {
    if count > 5 { try resize2(dict, beyond: count) }
  }

  /// Room for all keys of a dict that is merged in: `PyDict_Merge`.
  func makeRoom2(in dict: Address, for count: Int) throws(PyError) {
    let slots = try get(fields2.ma_mask, of: dict) + 1
    let used = try get(fields2.ma_used, of: dict)
    if try (get(fields2.ma_fill, of: dict) + count) * 3 >= slots * 2 {
      try resize2(dict, beyond: (used + count) * 2)
    }
  }

  /// The entry a key has or would get: `lookdict`.
  private func entry2(
    _ dict: Address, _ key: Address, _ hash: Int
  ) throws(PyError) -> Address {
    let table = try get(fields2.ma_table, of: dict)
    let mask = try get(fields2.ma_mask, of: dict)
    var probe = Probe(hash, slots: mask + 1, on: build)
    var free: Address?
    while true {
      let entry = table + probe.slot * stride2
      let known = try get(c.keyEntry.fields.me_key, of: entry)
      if known == .null { return free ?? entry }
      if known == key { return entry }
      if known == singletons.dummy {
        free = free ?? entry
      } else if try get(c.keyEntry.fields.me_hash, of: entry) == hash, try isEqual(known, key) {
        return entry
      }
      probe.next()
    }
  }

  /// `insertdict` and `dict_set_item_by_hash_or_entry`: the references become the dict's.
  func insert2(
    _ dict: Address, _ key: Address, _ hash: Int, _ value: Address
  ) throws(PyError) {
    try trackIfNeeded(dict, key, value)
    let entry = try entry2(dict, key, hash)
    let fields = c.keyEntry.fields
    let old = try get(fields.me_value, of: entry)
    if old != .null {
      try set(fields.me_value, of: entry, to: value)
      try decref(old)
      return try decref(key)
    }
    var fill = try get(fields2.ma_fill, of: dict)
    if try get(fields.me_key, of: entry) == .null {
      fill += 1
      try set(fields2.ma_fill, of: dict, to: fill)
    }
    try set(fields.me_key, of: entry, to: key)
    try set(fields.me_hash, of: entry, to: hash)
    try set(fields.me_value, of: entry, to: value)
    let used = try get(fields2.ma_used, of: dict) + 1
    try set(fields2.ma_used, of: dict, to: used)
    let mask = try get(fields2.ma_mask, of: dict)
    if fill >= TableGrowth.full(slots: mask + 1, on: build) {
      try resize2(dict, beyond: TableGrowth.minimum(used: used))
    }
  }

  /// `dictresize`: the smallest power of 2 above `minimum`.
  func resize2(_ dict: Address, beyond minimum: Int) throws(PyError) {
    let slots = TableGrowth.slots(beyond: minimum, atLeast: PyDictObject2.minimumSlots)
    let old = try get(fields2.ma_table, of: dict)
    let oldSlots = try get(fields2.ma_mask, of: dict) + 1
    let live = try entries2(of: dict)
    let isSmall = slots == PyDictObject2.minimumSlots
    let small = dict + smallTable
    let table = isSmall ? small : try allocate(slots * stride2, buffers)
    let fill = try get(fields2.ma_fill, of: dict)
    if isSmall && old == small && live.count == fill { return }
    try self.fill(0, at: table, count: slots * stride2)
    try set(fields2.ma_table, of: dict, to: table)
    try set(fields2.ma_mask, of: dict, to: slots - 1)
    try set(fields2.ma_fill, of: dict, to: live.count)
    let fields = c.keyEntry.fields
    for item in live {
      guard let hash = item.hash else { continue }
      // insertdict_clean
      var probe = Probe(hash, slots: slots, on: build)
      while try get(fields.me_key, of: table + probe.slot * stride2) != .null { probe.next() }
      let entry = table + probe.slot * stride2
      try set(fields.me_key, of: entry, to: item.key)
      try set(fields.me_hash, of: entry, to: hash)
      try set(fields.me_value, of: entry, to: item.value)
    }
    if old != small && oldSlots > 0 { try free(old, buffers) }
  }

  func entries2(of dict: Address) throws(PyError) -> [Entry] {
    let table = try get(fields2.ma_table, of: dict)
    var entries: [Entry] = []
    for slot in 0...(try get(fields2.ma_mask, of: dict)) {
      let entry = table + slot * stride2
      let value = try get(c.keyEntry.fields.me_value, of: entry)
      guard value != .null else { continue }
      entries.append(
        Entry(
          key: try get(c.keyEntry.fields.me_key, of: entry), value: value,
          hash: try get(c.keyEntry.fields.me_hash, of: entry)))
    }
    return entries
  }

  func item2(_ dict: Address, _ key: Address, _ hash: Int) throws(PyError) -> Address? {
    let value = try get(c.keyEntry.fields.me_value, of: try entry2(dict, key, hash))
    return value == .null ? nil : value
  }

  func deleteItem2(_ dict: Address, _ key: Address, _ hash: Int) throws(PyError) -> Bool {
    let entry = try entry2(dict, key, hash)
    let fields = c.keyEntry.fields
    let value = try get(fields.me_value, of: entry)
    guard value != .null else { return false }
    let owned = try get(fields.me_key, of: entry)
    try incref(singletons.dummy)
    try set(fields.me_key, of: entry, to: singletons.dummy)
    try set(fields.me_value, of: entry, to: .null)
    try set(fields2.ma_used, of: dict, to: try get(fields2.ma_used, of: dict) - 1)
    try decref(value)
    try decref(owned)
    return true
  }

  /// The table of its own, `nil` while the entries are inside the dict.
  func outsideTable2(of dict: Address) throws(PyError) -> Address? {
    let table = try get(fields2.ma_table, of: dict)
    return table == dict + smallTable ? nil : table
  }

  func clearDict2(_ dict: Address) throws(PyError) {
    let entries = try entries2(of: dict)
    let outside = try outsideTable2(of: dict)
    try fill(0, at: dict + smallTable, count: PyDictObject2.minimumSlots * stride2)
    try set(fields2.ma_fill, of: dict, to: 0)
    try set(fields2.ma_used, of: dict, to: 0)
    try makeDict2(dict)
    for entry in entries {
      try decref(entry.key)
      try decref(entry.value)
    }
    if let outside { try free(outside, buffers) }
  }
}
