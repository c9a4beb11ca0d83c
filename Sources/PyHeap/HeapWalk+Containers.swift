internal import PyInspector
internal import PyLayout
internal import PyMemory

extension HeapWalk {
  /// Items side by side, as many as can be there.
  mutating func followItems(_ start: UInt64, _ count: UInt64) {
    if start == 0 { return }
    for index in 0..<bounded(count, from: start, by: at.pointer) {
      guard let item = memory.word(start &+ index &* at.pointer, size: pointer) else { return }
      visit(item)
    }
  }

  mutating func followStr(_ object: UInt64) {
    let bits = memory.word(object &+ at.strState, size: 4) ?? 0
    let state = PyASCIIObject.State(bits, kindShift: at.strKindShift)
    let data = state.isCompact ? 0 : word(object &+ at.strData)
    own(data)
    if !(state.isCompact && state.isASCII) {
      let utf8 = word(object &+ at.strUTF8)
      if utf8 != data { own(utf8) }
    }
    if let field = at.strWide {
      let wide = word(object &+ field)
      if wide != data { own(wide) }
    }
  }

  mutating func followSet(_ object: UInt64) {
    let table = word(object &+ at.set_table)
    if table != object &+ at.smalltable { own(table) }
    let slots = bounded(word(object &+ at.set_mask) &+ 1, from: table, by: at.setEntry)
    if table == 0 { return }
    for slot in 0..<slots {
      guard let key = memory.word(table &+ slot &* at.setEntry &+ at.setKey, size: pointer) else {
        return
      }
      visit(key)
    }
  }

  mutating func followDict(_ object: UInt64) {
    if at.is2 {
      let table = word(object &+ at.ma_table)
      if table != object &+ at.ma_smalltable { own(table) }
      let slots = bounded(word(object &+ at.ma_mask) &+ 1, from: table, by: at.entry)
      if table == 0 { return }
      for slot in 0..<slots {
        let entry = table &+ slot &* at.entry &+ at.key
        guard let key = memory.word(entry, size: pointer) else { return }
        visit(key)
        visit(word(entry &+ at.pointer))
      }
      return
    }
    let keys = word(object &+ at.ma_keys)
    let values = word(object &+ at.ma_values)
    if values == 0 {
      own(keys)
    } else {
      if !isTelling { sharedKeys.append(keys) }
    }
    let used = followKeys(keys)
    if values != 0 { followValues(values, used) }
  }

  /// Visits what a key table refers to, and says how many entries were used.
  @discardableResult
  mutating func followKeys(_ keys: UInt64) -> UInt64 {
    guard let entries = entries(of: keys) else { return 0 }
    var entry = entries.first
    for _ in 0..<bounded(entries.count, from: entries.first, by: entries.stride) {
      guard let object = memory.word(entry, size: pointer) else { break }
      visit(object)
      if entries.hasValues { visit(word(entry &+ at.pointer)) }
      entry &+= entries.stride
    }
    return entries.count
  }

  /// A NumPy array: what it owns is asked of the inspector, except the items, which may be many.
  mutating func followArray(_ object: UInt64, _ number: Int) {
    let type = plans[number].facts.address.rawValue
    if arrayLayouts[type] == nil {
      arrayLayouts[type] = .some(inspector.arrayLayout(of: plans[number].facts))
    }
    guard let layout = arrayLayouts[type] ?? nil else { return }
    do throws(InspectionError) {
      let (data, others) = try inspector.stillArrayPlaces(of: Address(rawValue: object), layout)
      for place in others { own(place.rawValue) }
      guard let data else { return }
      own(data.address.rawValue, as: .arrayData)
      if data.isOfObjects { return followItems(data.address.rawValue, UInt64(data.size / pointer)) }
      // Each row, where it has fields that are objects: up to NumPy 1 all dtypes have room for fields
      let dtype = data.dtype.rawValue
      let row = rows[dtype] ?? row(of: dtype)
      rows[dtype] = row
      if row.offsets.isEmpty || row.size == 0 { return }
      for start in stride(from: 0, to: data.size - row.size + 1, by: row.size) {
        for offset in row.offsets { visit(word(data.address.rawValue &+ UInt64(start + offset))) }
      }
    } catch {
      if !isTelling { failures[number, default: (0, "\(error)")].count += 1 }
    }
  }

  /// Where references stand in a row of a structured dtype, in bytes from its start.
  private func row(of dtype: UInt64, depth: Int = 0) -> (offsets: [Int], size: Int) {
    guard depth < 8, let item = inspector.row(ofDType: Address(rawValue: dtype)) else {
      return ([], 0)
    }
    if item.isObject { return (depth == 0 ? [] : [0], item.size) }
    var offsets: Set<Int> = []
    func add(_ inner: [Int], at start: Int) {
      for offset in inner where start >= 0 && start + offset + pointer <= item.size {
        offsets.insert(start + offset)
      }
    }
    if item.base != .null {
      let inner = row(of: item.base.rawValue, depth: depth + 1)
      // What is damaged may say anything of its size
      guard !inner.offsets.isEmpty, inner.size >= pointer, item.size < 1 << 24 else {
        return ([], item.size)
      }
      for start in stride(from: 0, to: item.size, by: inner.size) { add(inner.offsets, at: start) }
    }
    let fields = planNumbers[word(item.fields.rawValue &+ at.ob_type)]
    if let fields, plans[fields].facts.kind == .dict {
      forEachEntry(of: item.fields.rawValue) { _, field in
        let (dtype, offset) = (word(field &+ at.tuple), word(field &+ at.tuple &+ at.pointer))
        let text = inspector.note(Address(rawValue: offset))
        guard let start = text.flatMap({ Int($0) }) else { return }
        add(row(of: dtype, depth: depth + 1).offsets, at: start)
      }
    }
    return (offsets.sorted(), item.size)
  }

  /// Values of a split dict, or of an instance, in a block of their own.
  mutating func followValues(_ values: UInt64, _ used: UInt64) {
    if build.version < .v3_13 {
      own(values)
      followItems(values, used)
    } else {
      if byte(values &+ at.valuesEmbedded) != 0 { return }
      own(values)
      followItems(values &+ at.valuesArray, byte(values))
    }
  }

  /// Counts an instance that has a dict of its own.
  @inline(never)
  mutating func countDict(of object: UInt64, _ number: Int) {
    if dict(of: object, number) != 0 { plans[number].dicts += 1 }
  }

  /// Where an instance's `__dict__` is; 0 where it has none.
  func dict(of object: UInt64, _ number: Int) -> UInt64 {
    switch plans[number].dict {
    case .none: 0
    case .fixed(let offset): word(object &+ UInt64(offset))
    case .behindItems(let offset):
      word(endOfItems(of: object, plans[number].facts) &- UInt64(truncatingIfNeeded: offset))
    case .managed:
      managedDict(of: object, hasGC: plans[number].facts.flags.contains(.haveGC)).dict
    case .oldStyle: word(object &+ at.in_dict)
    }
  }

  /// `_PyObject_VAR_SIZE`, Include/cpython/objimpl.h: an int that is negative has a negative number of digits.
  private func endOfItems(of object: UInt64, _ facts: TypeFacts) -> UInt64 {
    let count = Py_ssize_t.value(of: word(object &+ at.ob_size), on: build).magnitude
    let items = UInt64(count) &* UInt64(truncatingIfNeeded: facts.tp_itemsize)
    let size = UInt64(truncatingIfNeeded: facts.tp_basicsize) &+ items
    return object &+ (size &+ (at.pointer - 1)) & ~(at.pointer - 1)
  }

  /// What stands before an instance: its dict, and its values where they have a block of their own.
  @inline(__always)
  func managedDict(of object: UInt64, hasGC: Bool) -> (dict: UInt64, values: UInt64) {
    let before = object &- (hasGC ? at.gcHead : 0)
    let dict = word(before &- at.pointer)
    if build.version < .v3_12 { return (dict, word(before &- 2 &* at.pointer)) }
    // _PyDictOrValues_GetValues: the lowest bit is a tag, one below the address
    return build.version < .v3_13 && dict & 1 != 0 ? (0, dict &+ 1) : (dict, 0)
  }

  /// The dict and the values of an instance: Include/internal/pycore_object.h
  mutating func followPreHeader(_ object: UInt64, _ number: Int) {
    let facts = plans[number].facts
    guard facts.flags.contains(.managedDict) else { return }
    let (dict, values) = managedDict(of: object, hasGC: facts.flags.contains(.haveGC))
    visit(dict)
    if values != 0, let field = at.ht_cached_keys {
      let keys = word(facts.address.rawValue &+ field)
      followValues(values, keys == 0 ? 0 : word(keys &+ at.dk_nentries))
    }
    if let offset = plans[number].valuesOffset {
      let values = object &+ UInt64(offset)
      if byte(values &+ at.valuesValid) != 0 {
        followItems(values &+ at.valuesArray, byte(values))
      }
    }
  }
}
