import PyLayout

/// Dicts made at once or from one another: Objects/dictobject.c
extension Heap {
  /// A new reference to a dict with room for `count` keys: `_PyDict_NewPresized`.
  ///
  /// - Parameter kind: what the keys will be; up to 3.10 the first one that is no text decides.
  func newDict(presizedFor count: Int, kind: Keys.Kind) throws(PyError) -> Address {
    let dict = try newDict()
    if build.version < .v3_0 {
      try Dict2(dict, in: self).presize(for: count)
    } else if KeyTable.isPresized(for: count) {
      try makeRoom(
        in: dict, slots: KeyTable.slots(for: count, on: build),
        kind: build.version < .v3_11 ? .unicode : kind)
    }
    return dict
  }

  /// `dictresize`, also of a dict without any keys.
  private func makeRoom(in dict: Address, slots: Int, kind: Keys.Kind) throws(PyError) {
    let fields = c.dict.fields
    guard try get(fields.ma_keys, of: dict) == singletons.emptyKeys else {
      try resize(dict, slots: slots, kind: kind)
      return
    }
    try countEmptyKeys(by: -1)
    try set(fields.ma_keys, of: dict, to: try newKeys(slots: slots, kind: kind).address)
    try set(fields.ma_values, of: dict, to: .null)
  }

  /// `dict.update(other)`: `dict_merge`
  func merge(_ other: Address, intoDict dict: Address) throws(PyError) {
    // bpo-34320, 3.6.7: what has an order of its own is asked for its keys, one by one
    guard try type(of: other).kind != .odict else {
      for entry in try OrderedDict(other, in: self).orderedEntries() {
        try setItem(dict, entry.key, entry.value)
      }
      return
    }
    let entries = try entries(of: other)
    if other == dict || entries.isEmpty { return }
    if build.version < .v3_0 {
      try Dict2(dict, in: self).makeRoom(for: entries.count)
    } else {
      let used = try get(c.dict.fields.ma_used, of: dict)
      // bpo-41431, 3.10: what is clean and no larger than it has to be is copied as it is
      // From 3.13 on inline values stay the instance's
      let values = try get(c.dict.fields.ma_values, of: dict)
      let mayClone = build.version >= .v3_10 && (build.version < .v3_13 || values == .null)
      if mayClone, used == 0, try isWorthCloning(other, entries.count) {
        return try clone(other, into: dict)
      }
      try makeRoom(in: dict, for: entries.count, of: other)
    }
    for entry in entries { try setItem(dict, entry.key, entry.value) }
  }

  /// "Do one big resize at the start, rather than incrementally."
  private func makeRoom(
    in dict: Address, for count: Int, of other: Address
  ) throws(PyError) {
    let used = try get(c.dict.fields.ma_used, of: dict)
    let own = try keys(at: try get(c.dict.fields.ma_keys, of: dict))
    let theirs = try keys(at: try get(c.dict.fields.ma_keys, of: other))
    let isEmpty = own.address == singletons.emptyKeys
    // Both tables are of texts, or no keys are there yet
    let isGeneral = own.kind == .general && !isEmpty || theirs.kind == .general
    let kind: Keys.Kind =
      build.version < .v3_11
      ? (own.kind == .general ? .general : .unicode)
      : isGeneral ? .general : .unicode
    guard isEmpty || KeyTable.usableFraction(own.slots) < count else { return }
    try makeRoom(in: dict, slots: KeyTable.slots(for: used + count, on: build), kind: kind)
  }

  private func isWorthCloning(_ dict: Address, _ used: Int) throws(PyError) -> Bool {
    guard try get(c.dict.fields.ma_values, of: dict) == .null else { return false }
    let keys = try keys(at: try get(c.dict.fields.ma_keys, of: dict))
    guard try get(c.keys.fields.dk_nentries, of: keys.address) == used else { return false }
    return keys.slots == KeyTable.minimumSlots || KeyTable.usableFraction(keys.slots / 2) < used
  }

  /// `clone_combined_dict_keys`: an empty dict gets a copy of a table, its gaps included.
  private func clone(_ other: Address, into dict: Address) throws(PyError) {
    let fields = c.dict.fields
    let theirs = try keys(at: try get(fields.ma_keys, of: other))
    for entry in try entries(of: other) {
      try incref(entry.key)
      try incref(entry.value)
    }
    let copy = try newKeys(slots: theirs.slots, kind: theirs.kind)
    let end = theirs.entry(KeyTable.usableFraction(theirs.slots))
    let source = theirs.address.address
    try move(
      Int(end.rawValue - source.rawValue), from: source, to: copy.address.address)
    try set(c.keys.fields.dk_refcnt, of: copy.address, to: 1)
    let old = try get(fields.ma_keys, of: dict)
    if old == singletons.emptyKeys {
      try countEmptyKeys(by: -1)
    } else {
      let values = try get(fields.ma_values, of: dict)
      if values != .null { try abandonValues(values) }
      if values != .null { try decrefKeys(old) } else { try freeKeys(old) }
    }
    try set(fields.ma_keys, of: dict, to: copy.address)
    try set(fields.ma_values, of: dict, to: .null)
    try set(fields.ma_used, of: dict, to: try get(fields.ma_used, of: other))
    if try isTracked(other), try !isTracked(dict) { try track(dict) }
  }

  /// A new reference to `dict.copy()`: `PyDict_Copy`
  func copyDict(_ dict: Address) throws(PyError) -> Address {
    let copy = try newDict()
    let fields = c.dict.fields
    guard build.version >= .v3_0 else {
      try merge(dict, intoDict: copy)
      return copy
    }
    let used = try get(fields.ma_used, of: dict)
    let keys = try get(fields.ma_keys, of: dict)
    // In 3.6 an empty split dict, which a cleared one is too, has a split copy
    if used == 0 && build.version >= .v3_7 { return copy }
    let values = try get(fields.ma_values, of: dict)
    if values != .null {
      try decref(copy)
      return try copySplitDict(keys, values, used: used)
    }
    let nentries = try get(c.keys.fields.dk_nentries, of: keys)
    // bpo-31179, 3.7: not too many gaps; from 3.10 on a subclass's too
    let mayClone = try build.version >= (type(of: dict) === builtin.dict ? .v3_7 : .v3_10)
    if mayClone, used >= nentries * 2 / 3 {
      try clone(dict, into: copy)
    } else {
      try merge(dict, intoDict: copy)
    }
    return copy
  }

  private func copySplitDict(
    _ keys: Pointer<PyDictKeysObject>, _ values: Pointer<PyDictValues>, used: Int
  ) throws(PyError) -> Address {
    let copy = try newSplitDict(keys)
    let own = try get(c.dict.fields.ma_values, of: copy)
    let table = try self.keys(at: keys)
    var isTrackable = false
    for entry in try splitEntries(table, values) {
      guard let number = try find(entry.key, hash: storedHash(of: entry.key), in: table)?.number
      else { continue }
      try incref(entry.value)
      try setValue(number, of: own, to: entry.value)
      try noteInsertion(number, in: own)
      if try mayBeTracked(entry.value) { isTrackable = true }
    }
    try set(c.dict.fields.ma_used, of: copy, to: used)
    if isTrackable, try !isTracked(copy) { try track(copy) }
    return copy
  }
}
