package import PyLayout

/// `dict`, 3.x: Objects/dictobject.c; 2.7's is ``Dict2``.
extension Heap {
  /// A new reference to an empty dict: `PyDict_New`.
  func newDict() throws(PyError) -> Address {
    if build.version < .v3_0 { return try Dict2.new(in: self).address }
    let (keys, values) = try emptyTable()
    return try newDict(keys: keys, values: values, used: 0)
  }

  /// What a dict without keys refers to: a table of its own, or the shared one and its values.
  ///
  /// - Parameter isCalled: whether `dict` was called, or a class over it.
  func emptyTable(isCalled: Bool = false) throws(PyError) -> (
    keys: Pointer<PyDictKeysObject>, values: Pointer<PyDictValues>
  ) {
    guard let table = KeyTable(ofEmptyDictOn: build, isCalled: isCalled) else {
      return (try emptyKeys(), singletons.emptyValues)
    }
    return (try newKeys(slots: table.slots, kind: .unicode).address, .null)
  }

  /// `new_dict`: the references to keys and values become the dict's.
  func newDict(
    keys: Pointer<PyDictKeysObject>, values: Pointer<PyDictValues>, used: Int
  ) throws(PyError) -> Address {
    let object = try allocateObject(builtin.dict, size: c.dict.size)
    try makeHead(of: object, type: builtin.dict)
    let fields = c.dict.fields
    try set(fields.ma_used, of: object, to: used)
    try store(0, size: fields.ma_version_tag.size, at: object + fields.ma_version_tag.offset)
    try set(fields.ma_keys, of: object, to: keys)
    try set(fields.ma_values, of: object, to: values)
    // gh-127010, 3.14: dicts are tracked from the start
    if build.version >= .v3_14 { try track(object) }
    return object
  }

  /// `dict[key] = value`: `PyDict_SetItem`. The dict takes references of its own.
  ///
  /// - Throws: ``PyError`` `TypeError` when the key is unhashable.
  func setItem(_ dict: Address, _ key: Address, _ value: Address) throws(PyError) {
    let hash = try hash(of: key)
    try incref(key)
    try incref(value)
    if build.version < .v3_0 { return try Dict2(dict, in: self).insert(key, hash, value) }
    try trackIfNeeded(dict, key, value)
    try insert(dict, key, hash, value)
  }

  /// `insertdict`: the references to key and value become the dict's.
  private func insert(
    _ dict: Address, _ key: Address, _ hash: Int, _ value: Address
  ) throws(PyError) {
    let fields = c.dict.fields
    let isStr = try isExactStr(key)
    var table = try keys(at: try get(fields.ma_keys, of: dict))
    if table.address == singletons.emptyKeys {
      // insert_to_emptydict
      let kind: Keys.Kind = isStr ? .unicode : .general
      try countEmptyKeys(by: -1)
      let values = try get(fields.ma_values, of: dict)
      // 3.6: a copy of a cleared dict has values of its own
      if values != .null && values != singletons.emptyValues { try freeValues(values) }
      try set(fields.ma_values, of: dict, to: .null)
      table = try newKeys(slots: KeyTable.minimumSlots, kind: kind)
      try set(fields.ma_keys, of: dict, to: table.address)
    }
    let isSplit = try get(fields.ma_values, of: dict) != .null
    if isSplit && !isStr || build.version >= .v3_11 && table.kind == .unicode && !isStr {
      table = try grow(dict, kind: .general)
    }
    if try insertSplit(dict, key, hash, value, table) { return }
    table = try keys(at: try get(fields.ma_keys, of: dict))
    if let found = try find(key, hash: hash, in: table) {
      let place = table.entry(found.number) + table.valueOffset
      let old = try pointer(at: place)
      try setPointer(at: place, to: value)
      try xdecref(old)
      return try decref(key)
    }
    if try get(c.keys.fields.dk_usable, of: table.address) <= 0 {
      table = try grow(dict, kind: isStr ? table.kind : .general)
    }
    if let lookup = c.keys.fields.dk_lookup, !isStr {
      try store(1, size: pointerSize, at: table.address + lookup.offset)
    }
    try append(key, hash: hash, value: value, to: table)
    try set(fields.ma_used, of: dict, to: try get(fields.ma_used, of: dict) + 1)
  }

  /// `insertion_resize`
  @discardableResult
  func grow(_ dict: Address, kind: Keys.Kind) throws(PyError) -> Keys {
    let used = try get(c.dict.fields.ma_used, of: dict)
    let slots = try keys(at: try get(c.dict.fields.ma_keys, of: dict)).slots
    let minimum = TableGrowth.minimum(used: used, slots: slots, on: build)
    return try resize(
      dict, slots: KeyTable.slots(atLeast: minimum, on: build),
      kind: kind == .general ? .general : .unicode)
  }

  /// `dictresize`: the entries that are there move to a table of their own, in their order.
  @discardableResult
  func resize(_ dict: Address, slots: Int, kind: Keys.Kind) throws(PyError) -> Keys {
    let fields = c.dict.fields
    let old = try keys(at: try get(fields.ma_keys, of: dict))
    let values = try get(fields.ma_values, of: dict)
    let new = try newKeys(slots: slots, kind: kind)
    for entry in try entries(of: dict) {
      // A split table's keys stay the others' too
      if values != .null { try incref(entry.key) }
      try append(entry.key, hash: try hash(of: entry), value: entry.value, to: new)
    }
    try set(fields.ma_keys, of: dict, to: new.address)
    if values != .null {
      try set(fields.ma_values, of: dict, to: .null)
      try decrefKeys(old.address)
      try abandonValues(values)
    } else if old.address != singletons.emptyKeys {
      try freeKeys(old.address)
    }
    return new
  }

  private func hash(of entry: Entry) throws(PyError) -> Int {
    if let hash = entry.hash { return hash }
    return try storedHash(of: entry.key)
  }

  /// One key of a dict with its value.
  struct Entry {
    let key: Address
    let value: Address
    /// The hash, where the entry keeps it.
    let hash: Int?
  }

  /// The entries of a dict in its order.
  func entries(of dict: Address) throws(PyError) -> [Entry] {
    if build.version < .v3_0 { return try Dict2(dict, in: self).entries() }
    let keys = try keys(at: try get(c.dict.fields.ma_keys, of: dict))
    let values = try get(c.dict.fields.ma_values, of: dict)
    if values != .null { return try splitEntries(keys, values) }
    var entries: [Entry] = []
    for number in 0..<(try get(c.keys.fields.dk_nentries, of: keys.address)) {
      let entry = keys.entry(number)
      let value = try pointer(at: entry + keys.valueOffset)
      guard value != .null else { continue }
      let hash: Int? =
        if let offset = keys.hashOffset { try ssize(at: entry + offset) } else { nil }
      entries.append(
        Entry(key: try pointer(at: entry + keys.keyOffset), value: value, hash: hash))
    }
    return entries
  }

  /// `dict[key]`, borrowed; `nil` when the key is not there: `PyDict_GetItemWithError`.
  func item(_ dict: Address, _ key: Address) throws(PyError) -> Address? {
    let hash = try hash(of: key)
    if build.version < .v3_0 { return try Dict2(dict, in: self).item(key, hash) }
    let keys = try keys(at: try get(c.dict.fields.ma_keys, of: dict))
    guard let found = try find(key, hash: hash, in: keys) else { return nil }
    let values = try get(c.dict.fields.ma_values, of: dict)
    let value =
      values == .null
      ? try pointer(at: keys.entry(found.number) + keys.valueOffset)
      : try value(found.number, of: values)
    return value == .null ? nil : value
  }

  /// `del dict[key]`: `_PyDict_DelItem_KnownHash`, `delitem_common`.
  ///
  /// - Returns: whether it was there.
  func deleteItem(_ dict: Address, _ key: Address) throws(PyError) -> Bool {
    let hash = try hash(of: key)
    if build.version < .v3_0 { return try Dict2(dict, in: self).deleteItem(key, hash) }
    let fields = c.dict.fields
    var keys = try keys(at: try get(fields.ma_keys, of: dict))
    guard try item(dict, key) != nil else { return false }
    if try get(fields.ma_values, of: dict) != .null {
      if build.version >= .v3_11 { return try deleteSplit(dict, key, hash, keys) }
      // A split table takes no deletion up to 3.10: it becomes the dict's own, as large as it was
      keys = try resize(dict, slots: keys.slots, kind: .unicode)
    }
    guard let found = try find(key, hash: hash, in: keys) else { return false }
    let entry = keys.entry(found.number)
    let owned = try pointer(at: entry + keys.keyOffset)
    let value = try pointer(at: entry + keys.valueOffset)
    try setIndex(found.slot, of: keys, to: Self.dummyIndex)
    try setPointer(at: entry + keys.keyOffset, to: .null)
    try setPointer(at: entry + keys.valueOffset, to: .null)
    if let offset = keys.hashOffset, build.version >= .v3_11 {
      try store(0, size: pointerSize, at: entry + offset)
    }
    try set(fields.ma_used, of: dict, to: try get(fields.ma_used, of: dict) - 1)
    try decref(owned)
    try decref(value)
    return true
  }

  /// `MAINTAIN_TRACKING`, up to 3.13: a dict is tracked once it holds what could be in a cycle.
  func trackIfNeeded(_ dict: Address, _ key: Address, _ value: Address) throws(PyError) {
    guard try !isTracked(dict) else { return }
    if try mayBeTracked(key) { return try track(dict) }
    if try mayBeTracked(value) { try track(dict) }
  }

  /// Where `Py_EMPTY_KEYS` stand.
  package var placeOfEmptyKeys: Address { singletons.emptyKeys.address }

  /// The shared table of dicts without keys, with one holder more: `Py_EMPTY_KEYS`.
  func emptyKeys() throws(PyError) -> Pointer<PyDictKeysObject> {
    try countEmptyKeys(by: 1)
    return singletons.emptyKeys
  }

  /// They are counted up to 3.11; since they live as long as the interpreter.
  func countEmptyKeys(by change: Int) throws(PyError) {
    guard build.version < .v3_12 else { return }
    let field = c.keys.fields.dk_refcnt
    let keys = singletons.emptyKeys
    try set(field, of: keys, to: try get(field, of: keys) + change)
  }

  /// `dict.clear()`: `clear_lock_held`, Objects/dictobject.c
  func clearDict(_ dict: Address) throws(PyError) {
    if build.version < .v3_0 { return try Dict2(dict, in: self).clear() }
    let fields = c.dict.fields
    let old = try get(fields.ma_keys, of: dict)
    let values = try get(fields.ma_values, of: dict)
    if old == singletons.emptyKeys { return }
    if values != .null, try isEmbedded(values) { return try clearInlineValues(of: dict, values) }
    var references: [Address] = []
    for entry in try entries(of: dict) {
      references.append(entry.value)
      if values == .null { references.append(entry.key) }
    }
    try set(fields.ma_keys, of: dict, to: try emptyKeys())
    try set(fields.ma_values, of: dict, to: singletons.emptyValues)
    try set(fields.ma_used, of: dict, to: 0)
    if values == .null {
      try freeKeys(old)
    } else {
      try abandonValues(values)
      try decrefKeys(old)
    }
    for reference in references { try decref(reference) }
  }

  /// A dict of an instance's inline values stays one, without any.
  private func clearInlineValues(
    of dict: Address, _ values: Pointer<PyDictValues>
  ) throws(PyError) {
    let fields = c.dict.fields
    try set(fields.ma_used, of: dict, to: 0)
    let keys = try get(fields.ma_keys, of: dict)
    for number in 0..<(try get(c.keys.fields.dk_nentries, of: keys)) {
      let old = try value(number, of: values)
      try setValue(number, of: values, to: .null)
      try xdecref(old)
    }
    try set(c.values.fields.size, of: values, to: 0)
  }
}
