import PyLayout

/// `set` and `frozenset`: Objects/setobject.c
extension Heap {
  /// `LINEAR_PROBES`: neighbours looked at before the hash is perturbed (3.x).
  private static let linearProbes = 9

  /// A new reference to an empty set: `make_new_set`.
  func newSet(type: TypeObject? = nil) throws(PyError) -> Address {
    let type = type ?? builtin.set
    let object = try allocateInstance(type)
    try initializeSet(object)
    try track(object)
    return object
  }

  /// An empty table inside the set.
  func initializeSet(_ object: Address) throws(PyError) {
    let fields = c.set.fields
    try set(fields.mask, of: object, to: PySetObject.minimumSlots - 1)
    try set(fields.table, of: object, to: smallTable(of: object))
    try set(fields.hash, of: object, to: -1)
    if let lookup = fields.lookup { try store(2, size: pointerSize, at: object + lookup.offset) }
  }

  private func smallTable(of set: Address) -> Pointer<setentry> {
    guard let first = c.set.fields.smalltable.first else { return .null }
    return Pointer(set + min(first.key.offset, first.hash.offset))
  }

  /// `set.add(key)`: `PySet_Add`. The set takes a reference of its own.
  ///
  /// - Throws: ``PyError`` `TypeError` when the key is unhashable.
  func add(_ key: Address, to set: Address) throws(PyError) {
    let hash = try hash(of: key)
    let (entry, state) = try look(key, hash, in: set)
    guard state != .found else { return }
    let fields = c.set.fields
    try incref(key)
    try self.set(c.setEntry.fields.key, of: entry, to: key)
    try self.set(c.setEntry.fields.hash, of: entry, to: hash)
    let used = try get(fields.used, of: set) + 1
    try self.set(fields.used, of: set, to: used)
    guard state == .unused else { return }
    let fill = try get(fields.fill, of: set) + 1
    try self.set(fields.fill, of: set, to: fill)
    let slots = try get(fields.mask, of: set) + 1
    if fill >= TableGrowth.full(slots: slots, on: build) {
      try resizeSet(set, beyond: TableGrowth.minimum(used: used))
    }
  }

  private enum EntryState { case found, unused, dummy }

  /// The entry a key has, or would get: `set_add_entry`; 2.7: `set_lookkey`.
  private func look(
    _ key: Address, _ hash: Int, in set: Address
  ) throws(PyError) -> (Address, EntryState) {
    let table = try get(c.set.fields.table, of: set)
    let mask = try get(c.set.fields.mask, of: set)
    var probe = Probe(hash, slots: mask + 1, on: build)
    var free: Address?
    while true {
      for step in 0...linearProbes(from: probe.slot, mask: mask) {
        let entry = table + (probe.slot + step) * c.setEntry.size
        let known = try get(c.setEntry.fields.key, of: entry)
        if known == .null {
          if let free { return (free, .dummy) }
          return (entry, .unused)
        }
        if known == key { return (entry, .found) }
        if known == singletons.dummy {
          if reusesDummy(after: free) { free = entry }
        } else if try get(c.setEntry.fields.hash, of: entry) == hash, try isEqual(known, key) {
          return (entry, .found)
        }
      }
      probe.next()
    }
  }

  /// Whether an added key takes the place of a removed one that its way leads past: of the first up to
  /// 3.6, of the last since; of none in 3.9.
  private func reusesDummy(after earlier: Address?) -> Bool {
    if build.version < .v3_7 { return earlier == nil }
    return !build.version.isSameSeries(as: .v3_9)
  }

  /// `set_table_resize`: the smallest power of 2 above `minimum`.
  func resizeSet(_ set: Address, beyond minimum: Int) throws(PyError) {
    let slots = TableGrowth.slots(beyond: minimum, atLeast: PySetObject.minimumSlots)
    let fields = c.set.fields
    let items = try items(ofSet: set)
    let old = try get(fields.table, of: set)
    let small = smallTable(of: set)
    let table =
      slots == PySetObject.minimumSlots
      ? small
      : Pointer(try allocate(slots * c.setEntry.size, buffers))
    try fill(0, at: table.address, count: slots * c.setEntry.size)
    try self.set(fields.table, of: set, to: table)
    try self.set(fields.mask, of: set, to: slots - 1)
    try self.set(fields.fill, of: set, to: items.count)
    for item in items {
      let entry = try cleanEntry(item.hash, table: table, mask: slots - 1)
      try self.set(c.setEntry.fields.key, of: entry, to: item.key)
      try self.set(c.setEntry.fields.hash, of: entry, to: item.hash)
    }
    if old != small { try free(old, buffers) }
  }

  /// `set_insert_clean`
  func cleanEntry(_ hash: Int, table: Pointer<setentry>, mask: Int) throws(PyError) -> Address {
    var probe = Probe(hash, slots: mask + 1, on: build)
    while true {
      for step in 0...linearProbes(from: probe.slot, mask: mask) {
        let entry = table + (probe.slot + step) * c.setEntry.size
        if try get(c.setEntry.fields.key, of: entry) == .null { return entry }
      }
      probe.next()
    }
  }

  /// The items in the table's order, with their hashes.
  func items(ofSet set: Address) throws(PyError) -> [(key: Address, hash: Int)] {
    let table = try get(c.set.fields.table, of: set)
    var items: [(Address, Int)] = []
    for slot in 0...(try get(c.set.fields.mask, of: set)) {
      let entry = table + slot * c.setEntry.size
      let key = try get(c.setEntry.fields.key, of: entry)
      if key != .null && key != singletons.dummy {
        items.append((key, try get(c.setEntry.fields.hash, of: entry)))
      }
    }
    return items
  }

  /// How many neighbours of a slot are looked at: none near the table's end.
  func linearProbes(from slot: Int, mask: Int) -> Int {
    build.version >= .v3_0 && slot + Self.linearProbes <= mask ? Self.linearProbes : 0
  }

  /// `set.discard(key)`: `set_discard_entry`.
  ///
  /// - Returns: whether it was there.
  func discard(_ key: Address, from set: Address) throws(PyError) -> Bool {
    let (entry, state) = try look(key, try hash(of: key), in: set)
    guard state == .found else { return false }
    let owned = try get(c.setEntry.fields.key, of: entry)
    if build.version < .v3_0 { try incref(singletons.dummy) }
    try self.set(c.setEntry.fields.key, of: entry, to: singletons.dummy)
    // 3.x marks a removed entry by a hash that no object has
    if build.version >= .v3_0 { try self.set(c.setEntry.fields.hash, of: entry, to: -1) }
    try self.set(c.set.fields.used, of: set, to: try get(c.set.fields.used, of: set) - 1)
    try decref(owned)
    return true
  }

  /// The table of its own, `nil` while the entries are inside the set.
  func outsideTable(ofSet set: Address) throws(PyError) -> Pointer<setentry>? {
    let table = try get(c.set.fields.table, of: set)
    return table == smallTable(of: set) ? nil : table
  }

  /// `set.clear()`: `set_clear_internal`
  func clearSet(_ set: Address) throws(PyError) {
    let items = try items(ofSet: set)
    let outside = try outsideTable(ofSet: set)
    let fields = c.set.fields
    let small = smallTable(of: set)
    try fill(0, at: small.address, count: PySetObject.minimumSlots * c.setEntry.size)
    try self.set(fields.fill, of: set, to: 0)
    try self.set(fields.used, of: set, to: 0)
    try self.set(fields.mask, of: set, to: PySetObject.minimumSlots - 1)
    try self.set(fields.table, of: set, to: small)
    try self.set(fields.hash, of: set, to: -1)
    for item in items { try decref(item.key) }
    if let outside { try free(outside, buffers) }
  }
}
