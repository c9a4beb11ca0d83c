import PyLayout

/// A key table in memory: `PyDictKeysObject`, its index and its entries (3.x).
struct Keys {
  /// `DictKeysKind`, Include/internal/pycore_dict.h; before 3.11 `dk_lookup` says as much.
  enum Kind: Int {
    case general = 0
    case unicode = 1
    case split = 2
  }

  /// Where the table is.
  let address: Pointer<PyDictKeysObject>
  /// Slots of the index.
  let slots: Int
  /// What the keys are.
  let kind: Kind
  /// Bytes of an index.
  let indexSize: Int
  /// Where the index starts.
  let index: Address
  /// Where the entries start.
  let entries: Address
  /// Bytes of an entry.
  let stride: Int
  /// From an entry's start to its hash, if it keeps one, its key, its value.
  let hashOffset: Int?
  let keyOffset: Int
  let valueOffset: Int

  func entry(_ number: Int) -> Address { entries + number * stride }
}

extension Heap {
  /// Reads the head of a key table.
  func keys(at address: Pointer<PyDictKeysObject>) throws(PyError) -> Keys {
    try keys(at: address, words)
  }

  /// The same, for many in a row.
  @inline(__always) func keys(
    at address: Pointer<PyDictKeysObject>, _ words: HeapWords
  ) throws(PyError) -> Keys {
    let fields = c.keys.fields
    if let log2 = fields.dk_log2_size, let kind = fields.dk_kind {
      // Both have one byte
      let number = try words.load(1, at: address + kind.offset.rawValue)
      return keys(
        at: address, slots: 1 << (try words.load(1, at: address + log2.offset.rawValue)),
        kind: Keys.Kind(rawValue: Int(truncatingIfNeeded: number)) ?? .general)
    }
    guard let size = fields.dk_size, let lookup = fields.dk_lookup else {
      throw PyError(.systemError, "Python 2 has no key tables")
    }
    // dk_lookup is a function in CPython; here it is the kind's number, which is never NULL
    let number = try words.ssize(at: address + lookup.offset.rawValue)
    return keys(
      at: address, slots: try words.ssize(at: address + size.offset.rawValue),
      kind: Keys.Kind(rawValue: number &- 1) ?? .general)
  }

  private func keys(at address: Pointer<PyDictKeysObject>, slots: Int, kind: Keys.Kind) -> Keys {
    let indexSize = KeyTable.indexSize(slots)
    let index = address + c.keys.size
    let entries = index + slots * indexSize
    if kind != .general && build.version >= .v3_11 {
      let entry = c.unicodeEntry
      return Keys(
        address: address, slots: slots, kind: kind, indexSize: indexSize, index: index,
        entries: entries, stride: entry.size, hashOffset: nil,
        keyOffset: entry.fields.me_key.offset.rawValue,
        valueOffset: entry.fields.me_value.offset.rawValue)
    }
    let entry = c.keyEntry
    return Keys(
      address: address, slots: slots, kind: kind, indexSize: indexSize, index: index,
      entries: entries, stride: entry.size, hashOffset: entry.fields.me_hash.offset.rawValue,
      keyOffset: entry.fields.me_key.offset.rawValue,
      valueOffset: entry.fields.me_value.offset.rawValue)
  }

  /// An empty table: `new_keys_object`, Objects/dictobject.c
  ///
  /// - Parameter usable: how many keys it takes; `nil` for two thirds of the slots.
  func newKeys(slots: Int, kind: Keys.Kind, usable: Int? = nil) throws(PyError) -> Keys {
    let entries = KeyTable.usableFraction(slots)
    let layout = keys(at: .null, slots: slots, kind: kind)
    let size = Int(layout.entries.rawValue) + entries * layout.stride
    let address = Pointer<PyDictKeysObject>(try allocate(size, .keyTable(on: build)))
    try writeKeysHead(address, slots: slots, kind: kind, usable: usable ?? entries)
    let keys = keys(at: address, slots: slots, kind: kind)
    try fill(0xff, at: keys.index, count: slots * keys.indexSize)
    try fill(0, at: keys.entries, count: entries * keys.stride)
    return keys
  }

  /// The head of a table without any entries.
  func writeKeysHead(
    _ address: Pointer<PyDictKeysObject>, slots: Int, kind: Keys.Kind, usable: Int
  ) throws(PyError) {
    let fields = c.keys.fields
    try fill(0, at: address.address, count: c.keys.size)
    try set(fields.dk_refcnt, of: address, to: 1)
    if let size = fields.dk_size { try set(size, of: address, to: slots) }
    if let lookup = fields.dk_lookup {
      try store(UInt64(kind.rawValue + 1), size: pointerSize, at: address + lookup.offset)
    }
    if let log2 = fields.dk_log2_size { try set(log2, of: address, to: slots.trailingZeroBitCount) }
    if let log2 = fields.dk_log2_index_bytes {
      let bytes = slots * KeyTable.indexSize(slots)
      try set(log2, of: address, to: bytes.trailingZeroBitCount)
    }
    if let field = fields.dk_kind { try set(field, of: address, to: kind.rawValue) }
    try set(fields.dk_usable, of: address, to: usable)
  }

  /// `DKIX_EMPTY` and `DKIX_DUMMY`
  static let emptyIndex = -1
  static let dummyIndex = -2

  /// `dictkeys_get_index`
  func index(_ slot: Int, of keys: Keys) throws(PyError) -> Int {
    let bits = try load(keys.indexSize, at: keys.index + slot * keys.indexSize)
    let shift = 64 - keys.indexSize * 8
    return Int(truncatingIfNeeded: Int64(bitPattern: bits << UInt64(shift)) >> Int64(shift))
  }

  /// `dictkeys_set_index`
  func setIndex(_ slot: Int, of keys: Keys, to number: Int) throws(PyError) {
    try store(
      UInt64(bitPattern: Int64(number)), size: keys.indexSize,
      at: keys.index + slot * keys.indexSize)
  }

  /// The slots that a hash leads to, one after the other: `PERTURB_SHIFT`, Objects/dictobject.c
  struct Probe {
    private(set) var slot: Int
    private var perturb: UInt64
    private let mask: Int
    private let shiftsFirst: Bool

    init(_ hash: Int, slots: Int, on build: Build) {
      mask = slots - 1
      // A Py_hash_t as wide as a pointer, taken as unsigned
      perturb =
        build.pointerSize == 4
        ? UInt64(UInt32(truncatingIfNeeded: hash)) : UInt64(bitPattern: Int64(hash))
      slot = Int(truncatingIfNeeded: perturb) & mask
      // In 3.6 and later the first step uses the shifted hash already
      shiftsFirst = build.version >= .v3_0
    }

    mutating func next() {
      if shiftsFirst { perturb >>= 5 }
      slot = (slot &* 5 &+ Int(truncatingIfNeeded: perturb) &+ 1) & mask
      if !shiftsFirst { perturb >>= 5 }
    }
  }

  /// Where a key is: its slot and its entry's number; `nil` when it is not there: `_Py_dict_lookup`.
  func find(
    _ key: Address, hash: Int, in keys: Keys
  ) throws(PyError) -> (slot: Int, number: Int)? {
    var probe = Probe(hash, slots: keys.slots, on: build)
    while true {
      let number = try index(probe.slot, of: keys)
      if number == Self.emptyIndex { return nil }
      if number >= 0 {
        let entry = keys.entry(number)
        let known = try pointer(at: entry + keys.keyOffset)
        if known == key { return (probe.slot, number) }
        if known != .null, try self.hash(of: known, at: entry, in: keys) == hash,
          try isEqual(known, key)
        {
          return (probe.slot, number)
        }
      }
      probe.next()
    }
  }

  /// The hash of an entry's key, which the entry keeps or its `str` does.
  func hash(of key: Address, at entry: Address, in keys: Keys) throws(PyError) -> Int {
    if let offset = keys.hashOffset {
      try ssize(at: entry + offset)
    } else {
      try storedHash(of: key)
    }
  }

  /// The first slot without an entry on a hash's way: `find_empty_slot`.
  func emptySlot(for hash: Int, in keys: Keys) throws(PyError) -> Int {
    var probe = Probe(hash, slots: keys.slots, on: build)
    while true {
      let index = try index(probe.slot, of: keys)
      // is_unusable_slot: a thread that reads may still look behind a deleted entry
      let isUnusable = index >= 0 || build.isFreeThreaded && index == Self.dummyIndex
      if !isUnusable { return probe.slot }
      probe.next()
    }
  }

  /// Writes a new entry at the end, and its index; the references become the table's.
  func append(
    _ key: Address, hash: Int, value: Address, to keys: Keys
  ) throws(PyError) {
    let fields = c.keys.fields
    let number = try get(fields.dk_nentries, of: keys.address)
    try setIndex(try emptySlot(for: hash, in: keys), of: keys, to: number)
    let entry = keys.entry(number)
    if let offset = keys.hashOffset {
      try store(UInt64(bitPattern: Int64(hash)), size: pointerSize, at: entry + offset)
    }
    try setPointer(at: entry + keys.keyOffset, to: key)
    try setPointer(at: entry + keys.valueOffset, to: value)
    try set(fields.dk_nentries, of: keys.address, to: number + 1)
    let usable = try get(fields.dk_usable, of: keys.address)
    try set(fields.dk_usable, of: keys.address, to: usable - 1)
  }

  /// One holder of a table less: `dictkeys_decref`, which frees it and what it holds at last.
  func decrefKeys(_ address: Pointer<PyDictKeysObject>) throws(PyError) {
    if address == singletons.emptyKeys { return }
    let fields = c.keys.fields
    let count = try get(fields.dk_refcnt, of: address) - 1
    try set(fields.dk_refcnt, of: address, to: count)
    guard count == 0 else { return }
    let keys = try keys(at: address)
    for number in 0..<(try get(fields.dk_nentries, of: address)) {
      try xdecref(try pointer(at: keys.entry(number) + keys.keyOffset))
      try xdecref(try pointer(at: keys.entry(number) + keys.valueOffset))
    }
    try freeKeys(address)
  }

  /// Frees a table's block alone: what it held has moved.
  func freeKeys(_ address: Pointer<PyDictKeysObject>) throws(PyError) {
    try free(address.address, .keyTable(on: build))
  }
}
