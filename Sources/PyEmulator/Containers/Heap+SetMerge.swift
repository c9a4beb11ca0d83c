import PyLayout

/// Sets that take another one in: Objects/setobject.c
extension Heap {
  /// `set_merge` into an empty set, Objects/setobject.c
  func merge(_ other: Address, into set: Address) throws(PyError) {
    let fields = c.set.fields
    let items = try items(ofSet: other)
    let mask = try get(fields.mask, of: set)
    let growth = TableGrowth.minimum(merging: items.count, slots: mask + 1, on: build)
    if let growth { try resizeSet(set, beyond: growth) }
    let isCopy = try get(fields.mask, of: set) == get(fields.mask, of: other)
    let entries = try get(fields.table, of: set)
    for (number, slot) in try slots(ofSet: other).enumerated() {
      let item = items[number]
      try incref(item.key)
      let entry =
        isCopy
        ? entries + slot * c.setEntry.size
        : try cleanEntry(item.hash, table: entries, mask: try get(fields.mask, of: set))
      try self.set(c.setEntry.fields.key, of: entry, to: item.key)
      try self.set(c.setEntry.fields.hash, of: entry, to: item.hash)
    }
    try self.set(fields.fill, of: set, to: items.count)
    try self.set(fields.used, of: set, to: items.count)
  }

  /// The slots in use of a set's table.
  private func slots(ofSet set: Address) throws(PyError) -> [Int] {
    let table = try get(c.set.fields.table, of: set)
    var slots: [Int] = []
    for slot in 0...(try get(c.set.fields.mask, of: set)) {
      let key = try get(c.setEntry.fields.key, of: table + slot * c.setEntry.size)
      if key != .null && key != singletons.dummy { slots.append(slot) }
    }
    return slots
  }
}
