internal import PyInspector
internal import PyLayout
internal import PyMemory

extension HeapWalk {
  /// The characters of a `str`; of a 2.7 `str`, which is bytes, those; `nil` for any other object.
  func string(_ object: UInt64) -> String? {
    guard let number = planNumbers[word(object &+ at.ob_type)],
      plans[number].facts.kind == (at.is2 ? .bytes : .str)
    else { return nil }
    if at.is2 {
      guard let count = memory.word(object &+ at.ob_size, size: pointer), count < 1 << 10,
        let bytes = try? memory.bytes(
          at: Address(rawValue: object &+ at.ob_sval), count: Int(count))
      else { return nil }
      return String(decoding: bytes, as: UTF8.self)
    }
    return inspector.string(Address(rawValue: object))
  }

  /// The value that a dict has for a key that is a text; `nil` where it has none.
  func value(of name: String, in dict: UInt64) -> UInt64? {
    var found: UInt64?
    forEachEntry(of: dict) { key, value in
      if found == nil, string(key) == name { found = value }
    }
    return found
  }

  /// How many of some items there are from a place on: no more than its block has room for, or what was copied,
  /// whatever was written where their number stands.
  @inline(__always)
  func bounded(_ count: UInt64, from start: UInt64, by stride: UInt64) -> UInt64 {
    count <= 64 ? count : boundedByBlock(count, start, stride)
  }

  private func boundedByBlock(_ count: UInt64, _ start: UInt64, _ stride: UInt64) -> UInt64 {
    guard let run = memory.run(of: start) else { return 0 }
    let end =
      table.block(at: start).map { table.start(of: $0) + UInt64(table.size(of: $0)) }
      ?? memory.ranges[run].upperBound.rawValue
    return start < end ? min(count, (end - start) / stride) : 0
  }

  /// Calls a function with each key and value of a dict.
  func forEachEntry(of dict: UInt64, _ body: (UInt64, UInt64) -> Void) {
    guard dict != 0 else { return }
    if at.is2 {
      let table = word(dict &+ at.ma_table)
      for slot in 0..<bounded(word(dict &+ at.ma_mask) &+ 1, from: table, by: at.entry) {
        let entry = table &+ slot &* at.entry &+ at.key
        let (key, value) = (word(entry), word(entry &+ at.pointer))
        if key != 0 && value != 0 { body(key, value) }
      }
      return
    }
    let keys = word(dict &+ at.ma_keys)
    let values = word(dict &+ at.ma_values)
    if values != 0 {
      return forEachValue(keys, values &+ (build.version < .v3_13 ? 0 : at.valuesArray), body)
    }
    guard let entries = entries(of: keys) else { return }
    for index in 0..<entries.count {
      let entry = entries.first &+ index &* entries.stride
      let (key, value) = (word(entry), word(entry &+ at.pointer))
      if key != 0 && value != 0 { body(key, value) }
    }
  }

  /// The entries of a key table: where the first one's key stands, how many were used.
  func entries(
    of keys: UInt64
  ) -> (first: UInt64, stride: UInt64, count: UInt64, hasValues: Bool)? {
    guard keys != 0 else { return nil }
    let used = word(keys &+ at.dk_nentries)
    let indices: UInt64
    var (size, key) = (at.entry, at.key)
    var hasValues = true
    if let dk_size = at.dk_size {
      let slots = word(keys &+ dk_size)
      guard slots < 1 << 40 else { return nil }
      indices = slots * UInt64(KeyTable.indexSize(Int(slots)))
    } else {
      let log2 = byte(keys &+ at.dk_log2_index_bytes)
      guard log2 < 44 else { return nil }
      indices = 1 << log2
      let kind = byte(keys &+ at.dk_kind)
      if kind != 0 { (size, key) = (at.unicodeEntry, at.unicodeKey) }
      hasValues = kind != 2
    }
    let first = keys &+ at.keysHead &+ indices
    return (first &+ key, size, bounded(used, from: first, by: size), hasValues)
  }
}
