import PyLayout

/// The entries of a dict or a set with one hash, in the order in which a key with that hash is looked
/// for; those of a set have no values.
struct Candidates {
  private let heap: Heap
  private let hash: Int
  private let table: Table
  private var probe: Heap.Probe
  /// How many neighbours of the slot were looked at, in a set.
  private var step = 0

  private enum Table {
    case dict(Keys, values: Pointer<PyDictValues>)
    case dict2(Pointer<PyDictEntry>)
    case set(Pointer<setentry>, mask: Int)
  }

  /// Those of a container.
  init(withHash hash: Int, of container: Address, in heap: Heap) throws(PyError) {
    self.heap = heap
    self.hash = hash
    let slots: Int
    switch try heap.type(of: container).kind {
    case .dict where heap.build.version < .v3_0:
      let fields = heap.c.dict2.fields
      slots = try heap.get(fields.ma_mask, of: container) + 1
      table = .dict2(try heap.get(fields.ma_table, of: container))
    case .dict, .odict:
      let keys = try heap.keys(at: try heap.get(heap.c.dict.fields.ma_keys, of: container))
      slots = keys.slots
      table = .dict(keys, values: try heap.get(heap.c.dict.fields.ma_values, of: container))
    default:
      let mask = try heap.get(heap.c.set.fields.mask, of: container)
      slots = mask + 1
      table = .set(try heap.get(heap.c.set.fields.table, of: container), mask: mask)
    }
    probe = Heap.Probe(hash, slots: slots, on: heap.build)
  }

  /// The next one; `nil` after the last.
  mutating func next() throws(PyError) -> Heap.Entry? {
    switch table {
    case .dict(let keys, let values): try next(in: keys, values)
    case .dict2(let table): try next(inDict2: table)
    case .set(let table, let mask): try next(inSet: table, mask)
    }
  }

  private mutating func next(
    in keys: Keys, _ values: Pointer<PyDictValues>
  ) throws(PyError) -> Heap.Entry? {
    while true {
      let number = try heap.index(probe.slot, of: keys)
      if number == Heap.emptyIndex { return nil }
      probe.next()
      if number < 0 { continue }
      let entry = keys.entry(number)
      let key = try heap.pointer(at: entry + keys.keyOffset)
      guard key != .null, try heap.hash(of: key, at: entry, in: keys) == hash else { continue }
      let value =
        values == .null
        ? try heap.pointer(at: entry + keys.valueOffset) : try heap.value(number, of: values)
      if value != .null { return Heap.Entry(key: key, value: value, hash: hash) }
    }
  }

  private mutating func next(
    inDict2 table: Pointer<PyDictEntry>
  ) throws(PyError) -> Heap.Entry? {
    let fields = heap.c.keyEntry.fields
    while true {
      let entry = table + probe.slot * heap.c.keyEntry.size
      let key = try heap.get(fields.me_key, of: entry)
      if key == .null { return nil }
      probe.next()
      guard try heap.get(fields.me_hash, of: entry) == hash else { continue }
      let value = try heap.get(fields.me_value, of: entry)
      if value != .null { return Heap.Entry(key: key, value: value, hash: hash) }
    }
  }

  private mutating func next(
    inSet table: Pointer<setentry>, _ mask: Int
  ) throws(PyError) -> Heap.Entry? {
    let fields = heap.c.setEntry.fields
    while true {
      let entry = table + (probe.slot + step) * heap.c.setEntry.size
      let key = try heap.get(fields.key, of: entry)
      if key == .null { return nil }
      step += 1
      if step > heap.linearProbes(from: probe.slot, mask: mask) {
        step = 0
        probe.next()
      }
      if key != heap.singletons.dummy, try heap.get(fields.hash, of: entry) == hash {
        return Heap.Entry(key: key, value: .null, hash: hash)
      }
    }
  }
}
