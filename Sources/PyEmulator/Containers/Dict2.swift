import PyLayout

/// 2.7's dict: Objects/dictobject.c of 2.7. Its entries stand in the hash's order.
struct Dict2 {
  let address: Address
  private let heap: Heap
  private var fields: PyDictObject2 { heap.c.dict2.fields }
  private var entryFields: PyDictKeyEntry { heap.c.keyEntry.fields }
  private var stride: Int { heap.c.keyEntry.size }
  private var small: Pointer<PyDictEntry> {
    Pointer(address + (fields.ma_smalltable.first?.me_hash.offset ?? 0))
  }

  init(_ address: Address, in heap: Heap) {
    self.address = address
    self.heap = heap
  }

  /// A new reference to an empty one: `PyDict_New`.
  static func new(in heap: Heap) throws(PyError) -> Dict2 {
    let object = try heap.allocateObject(heap.builtin.dict, size: heap.c.dict2.size)
    try heap.fill(0, at: object, count: heap.c.dict2.size)
    try heap.makeHead(of: object, type: heap.builtin.dict)
    let dict = Dict2(object, in: heap)
    try dict.initialize()
    return dict
  }

  /// `INIT_NONZERO_DICT_SLOTS`
  func initialize() throws(PyError) {
    try heap.set(fields.ma_mask, of: address, to: PyDictObject2.minimumSlots - 1)
    try heap.set(fields.ma_table, of: address, to: small)
    // lookdict_string: a function's address, which is not NULL
    try heap.store(2, size: heap.pointerSize, at: address + fields.ma_lookup.offset)
  }

  /// Room for more keys than a small table holds: `_PyDict_NewPresized`.
  func presize(for count: Int) throws(PyError) {
    if KeyTable.isPresized(for: count) { try resize(beyond: count) }
  }

  /// Room for all keys of a dict that is merged in: `PyDict_Merge`.
  func makeRoom(for count: Int) throws(PyError) {
    let slots = try heap.get(fields.ma_mask, of: address) + 1
    let used = try heap.get(fields.ma_used, of: address)
    if try (heap.get(fields.ma_fill, of: address) + count) * 3 >= slots * 2 {
      try resize(beyond: (used + count) * 2)
    }
  }

  /// The entry a key has or would get: `lookdict`.
  private func entry(_ key: Address, _ hash: Int) throws(PyError) -> Address {
    let table = try heap.get(fields.ma_table, of: address)
    let mask = try heap.get(fields.ma_mask, of: address)
    var probe = Heap.Probe(hash, slots: mask + 1, on: heap.build)
    var free: Address?
    while true {
      let entry = table + probe.slot * stride
      let known = try heap.get(entryFields.me_key, of: entry)
      if known == .null { return free ?? entry }
      if known == key { return entry }
      if known == heap.singletons.dummy {
        free = free ?? entry
      } else if try heap.get(entryFields.me_hash, of: entry) == hash, try heap.isEqual(known, key) {
        return entry
      }
      probe.next()
    }
  }

  /// `insertdict` and `dict_set_item_by_hash_or_entry`: the references become the dict's.
  func insert(_ key: Address, _ hash: Int, _ value: Address) throws(PyError) {
    try heap.trackIfNeeded(address, key, value)
    let entry = try entry(key, hash)
    let old = try heap.get(entryFields.me_value, of: entry)
    if old != .null {
      try heap.set(entryFields.me_value, of: entry, to: value)
      try heap.decref(old)
      return try heap.decref(key)
    }
    var fill = try heap.get(fields.ma_fill, of: address)
    if try heap.get(entryFields.me_key, of: entry) == .null {
      fill += 1
      try heap.set(fields.ma_fill, of: address, to: fill)
    }
    try heap.set(entryFields.me_key, of: entry, to: key)
    try heap.set(entryFields.me_hash, of: entry, to: hash)
    try heap.set(entryFields.me_value, of: entry, to: value)
    let used = try heap.get(fields.ma_used, of: address) + 1
    try heap.set(fields.ma_used, of: address, to: used)
    let mask = try heap.get(fields.ma_mask, of: address)
    if fill >= TableGrowth.full(slots: mask + 1, on: heap.build) {
      try resize(beyond: TableGrowth.minimum(used: used))
    }
  }

  /// `dictresize`: the smallest power of 2 above `minimum`.
  func resize(beyond minimum: Int) throws(PyError) {
    let slots = TableGrowth.slots(beyond: minimum, atLeast: PyDictObject2.minimumSlots)
    let old = try heap.get(fields.ma_table, of: address)
    let oldSlots = try heap.get(fields.ma_mask, of: address) + 1
    let live = try self.entries()
    let isSmall = slots == PyDictObject2.minimumSlots
    let table = isSmall ? small : Pointer(try heap.allocate(slots * stride, heap.buffers))
    let fill = try heap.get(fields.ma_fill, of: address)
    if isSmall && old == small && live.count == fill { return }
    try heap.fill(0, at: table.address, count: slots * stride)
    try heap.set(fields.ma_table, of: address, to: table)
    try heap.set(fields.ma_mask, of: address, to: slots - 1)
    try heap.set(fields.ma_fill, of: address, to: live.count)
    for item in live {
      guard let hash = item.hash else { continue }
      // insertdict_clean
      var probe = Heap.Probe(hash, slots: slots, on: heap.build)
      while try heap.get(entryFields.me_key, of: table + probe.slot * stride) != .null {
        probe.next()
      }
      let entry = table + probe.slot * stride
      try heap.set(entryFields.me_key, of: entry, to: item.key)
      try heap.set(entryFields.me_hash, of: entry, to: hash)
      try heap.set(entryFields.me_value, of: entry, to: item.value)
    }
    if old != small && oldSlots > 0 { try heap.free(old, heap.buffers) }
  }

  func entries() throws(PyError) -> [Heap.Entry] {
    let table = try heap.get(fields.ma_table, of: address)
    var entries: [Heap.Entry] = []
    for slot in 0...(try heap.get(fields.ma_mask, of: address)) {
      let entry = table + slot * stride
      let value = try heap.get(entryFields.me_value, of: entry)
      guard value != .null else { continue }
      entries.append(
        Heap.Entry(
          key: try heap.get(entryFields.me_key, of: entry), value: value,
          hash: try heap.get(entryFields.me_hash, of: entry)))
    }
    return entries
  }

  func item(_ key: Address, _ hash: Int) throws(PyError) -> Address? {
    let value = try heap.get(entryFields.me_value, of: try entry(key, hash))
    return value == .null ? nil : value
  }

  func deleteItem(_ key: Address, _ hash: Int) throws(PyError) -> Bool {
    let entry = try entry(key, hash)
    let value = try heap.get(entryFields.me_value, of: entry)
    guard value != .null else { return false }
    let owned = try heap.get(entryFields.me_key, of: entry)
    try heap.incref(heap.singletons.dummy)
    try heap.set(entryFields.me_key, of: entry, to: heap.singletons.dummy)
    try heap.set(entryFields.me_value, of: entry, to: .null)
    try heap.set(fields.ma_used, of: address, to: try heap.get(fields.ma_used, of: address) - 1)
    try heap.decref(value)
    try heap.decref(owned)
    return true
  }

  /// The table of its own, `nil` while the entries are inside the dict.
  private func outsideTable() throws(PyError) -> Pointer<PyDictEntry>? {
    let table = try heap.get(fields.ma_table, of: address)
    return table == small ? nil : table
  }

  func clear() throws(PyError) {
    let entries = try self.entries()
    let outside = try outsideTable()
    try heap.fill(0, at: small.address, count: PyDictObject2.minimumSlots * stride)
    try heap.set(fields.ma_fill, of: address, to: 0)
    try heap.set(fields.ma_used, of: address, to: 0)
    try initialize()
    for entry in entries {
      try heap.decref(entry.key)
      try heap.decref(entry.value)
    }
    if let outside { try heap.free(outside, heap.buffers) }
  }

  /// `dict_dealloc`: the table, unless it is inside.
  func freeTable() throws(PyError) {
    if let table = try outsideTable() { try heap.free(table, heap.buffers) }
  }
}
