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
      sharedKeys.append(keys)
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
    do throws(InspectionError) {
      let (data, others) = try inspector.ndarrayBlocks(
        of: Address(rawValue: object), plans[number].facts)
      for block in others { own(block.address.rawValue) }
      guard let data else { return }
      own(data.address.rawValue, as: .arrayData)
      if data.isOfObjects { followItems(data.address.rawValue, UInt64(data.size / pointer)) }
    } catch {
      failures[number, default: (0, "\(error)")].count += 1
    }
  }

  /// Values of a split dict, or of an instance, in a block of their own.
  mutating func followValues(_ values: UInt64, _ used: UInt64) {
    if build.version < .v3_13 {
      own(values)
      followItems(values, min(used, 1 << 16))
    } else {
      if byte(values &+ at.valuesEmbedded) != 0 { return }
      own(values)
      followItems(values &+ at.valuesArray, byte(values))
    }
  }

  /// The dict and the values of an instance: Include/internal/pycore_object.h
  mutating func followPreHeader(_ object: UInt64, _ number: Int) {
    let facts = plans[number].facts
    guard facts.flags.contains(.managedDict) else { return }
    let before = object &- (facts.flags.contains(.haveGC) ? at.gcHead : 0)
    var dict = word(before &- at.pointer)
    var values: UInt64 = 0
    if build.version < .v3_12 {
      values = word(before &- 2 &* at.pointer)
    } else if build.version < .v3_13, dict & 1 != 0 {
      // _PyDictOrValues_GetValues: the lowest bit is a tag, one below the address
      values = dict &+ 1
      dict = 0
    }
    visit(dict)
    if dict != 0 { plans[number].dicts += 1 }
    if values != 0, let field = at.ht_cached_keys {
      let keys = word(facts.address.rawValue &+ field)
      followValues(values, keys == 0 ? 0 : min(word(keys &+ at.dk_nentries), 1 << 16))
    }
    if let offset = plans[number].valuesOffset {
      let values = object &+ UInt64(offset)
      if byte(values &+ at.valuesValid) != 0 {
        followItems(values &+ at.valuesArray, byte(values))
      }
    }
  }
}
