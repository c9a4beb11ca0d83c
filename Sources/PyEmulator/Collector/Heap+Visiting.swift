import PyLayout

/// What an object refers to, one after the other: `tp_traverse` of each type.
extension Heap {
  /// Shows each reference that `tp_traverse` visits.
  @inline(__always) func visit(
    _ object: Address, _ words: HeapWords, _ body: (Address) throws(PyError) -> Void
  ) throws(PyError) {
    let type = try words.pointer(at: object + c.object.fields.ob_type.offset.rawValue)
    if type == builtin.tuple.address {
      let count = try words.ssize(at: object + c.tuple.fields.ob_base.ob_size.offset.rawValue)
      try visit(count, at: object + c.tuple.fields.ob_item.offset.rawValue, words, body)
    } else if let ending = try ending(of: type) {
      if ending.haveGC { try visit(object, ending, words, body) }
    } else if type == builtin.list.address {
      try visit(list: object, words, body)
    } else if type == builtin.dict.address && build.version >= .v3_0 {
      try visit(dict: object, words, body)
    } else {
      try visit(object, try self.type(at: type), words, body)
    }
  }

  /// `subtype_traverse`, `tupletraverse` also of an object whose end ``Ending`` describes.
  @inline(__always) private func visit(
    _ object: Address, _ ending: Ending, _ words: HeapWords,
    _ body: (Address) throws(PyError) -> Void
  ) throws(PyError) {
    var slots = ending.slots
    while slots != 0 {
      try visit(1, at: object + slots.trailingZeroBitCount &* pointerSize, words, body)
      slots &= slots &- 1
    }
    if let values = ending.values,
      try words.load(1, at: object + (values + c.values.fields.valid.offset.rawValue)) != 0
    {
      try visit(
        capacity(ofValues: object + values, words),
        at: object + (values + c.values.fields.values.offset.rawValue), words, body)
    }
    if let items = ending.items {
      let count = try words.ssize(at: object + c.varObject.fields.ob_size.offset.rawValue)
      try visit(count, at: object + items, words, body)
    }
    if let dict = ending.dict { try visit(1, at: object + dict, words, body) }
    if ending.isHeapType { try body(ending.type) }
  }

  /// A number of references side by side; `NULL` is none.
  @inline(__always) private func visit(
    _ count: Int, at first: Address, _ words: HeapWords,
    _ body: (Address) throws(PyError) -> Void
  ) throws(PyError) {
    var place = first
    var left = count
    while left > 0 {
      let item = try words.pointer(at: place)
      if item != .null { try body(item) }
      place = place + pointerSize
      left &-= 1
    }
  }

  /// What `tp_traverse` visits of an object whose end no ``Ending`` describes.
  private func visit(
    _ object: Address, _ type: TypeObject, _ words: HeapWords,
    _ body: (Address) throws(PyError) -> Void
  ) throws(PyError) {
    guard type.haveGC else { return }
    switch type.kind {
    case .type:
      for reference in try references(ofType: object) { try body(reference) }
      return
    case .list: try visit(list: object, words, body)
    case .dict where build.version >= .v3_0: try visit(dict: object, words, body)
    case .set, .frozenset: try visit(set: object, words, body)
    default:
      for reference in try type.behaviour.tp_traverse(object, type, self) { try body(reference) }
    }
    try visitAttributes(of: object, type, body)
    if let dict = try existingDict(of: object, type) { try body(dict) }
    if type.isHeapType { try body(type.address) }
  }

  /// `list_traverse`
  @inline(__always) private func visit(
    list: Address, _ words: HeapWords, _ body: (Address) throws(PyError) -> Void
  ) throws(PyError) {
    let count = try words.ssize(at: list + c.list.fields.ob_base.ob_size.offset.rawValue)
    let items = try words.pointer(at: list + c.list.fields.ob_item.offset.rawValue)
    try visit(count, at: items, words, body)
  }

  /// `set_traverse`
  private func visit(
    set: Address, _ words: HeapWords, _ body: (Address) throws(PyError) -> Void
  ) throws(PyError) {
    let table = try words.pointer(at: set + c.set.fields.table.offset.rawValue)
    let slots = try words.ssize(at: set + c.set.fields.mask.offset.rawValue) &+ 1
    var place = table + c.setEntry.fields.key.offset.rawValue
    for _ in 0..<max(slots, 0) {
      let key = try words.pointer(at: place)
      if key != .null && key != singletons.dummy { try body(key) }
      place = place + c.setEntry.size
    }
  }

  /// `dict_traverse`: keys that are all texts refer to nothing, and inline values are the instance's.
  @inline(__always) func visit(
    dict: Address, _ words: HeapWords, _ body: (Address) throws(PyError) -> Void
  ) throws(PyError) {
    let values = Pointer<PyDictValues>(
      try words.pointer(at: dict + c.dict.fields.ma_values.offset.rawValue))
    if values != .null {
      if try isEmbedded(values) { return }
      for entry in try entries(of: dict) { try body(entry.value) }
      return
    }
    let table = Pointer<PyDictKeysObject>(
      try words.pointer(at: dict + c.dict.fields.ma_keys.offset.rawValue))
    let entries = try entries(ofKeys: table, words)
    var entry = entries.first
    var left = try words.ssize(at: table + c.keys.fields.dk_nentries.offset.rawValue)
    while left > 0 {
      left &-= 1
      let value = try words.pointer(at: entry + entries.valueOffset)
      if value != .null {
        if entries.areGeneral { try body(try words.pointer(at: entry + entries.keyOffset)) }
        try body(value)
      }
      entry = entry + entries.stride
    }
  }

  /// Where the entries of a key table stand, without all else that ``Keys`` tells of it.
  @inline(__always) private func entries(
    ofKeys table: Pointer<PyDictKeysObject>, _ words: HeapWords
  ) throws(PyError) -> (
    first: Address, stride: Int, keyOffset: Int, valueOffset: Int, areGeneral: Bool
  ) {
    let fields = c.keys.fields
    guard let log2 = fields.dk_log2_index_bytes, let kind = fields.dk_kind else {
      let keys = try keys(at: table, words)
      return (keys.entries, keys.stride, keys.keyOffset, keys.valueOffset, keys.kind == .general)
    }
    let index = try words.load(1, at: table + log2.offset.rawValue)
    let first = table + (c.keys.size &+ 1 &<< Int(truncatingIfNeeded: index))
    if try words.load(1, at: table + kind.offset.rawValue) == UInt64(Keys.Kind.general.rawValue) {
      return (
        first, c.keyEntry.size, c.keyEntry.fields.me_key.offset.rawValue,
        c.keyEntry.fields.me_value.offset.rawValue, true
      )
    }
    return (
      first, c.unicodeEntry.size, c.unicodeEntry.fields.me_key.offset.rawValue,
      c.unicodeEntry.fields.me_value.offset.rawValue, false
    )
  }

  /// `type_traverse`: a class refers to its bases and its attributes.
  private func references(ofType object: Address) throws(PyError) -> [Address] {
    let type = try type(at: object)
    guard type.isHeapType else { return [] }
    return type.bases.map(\.address) + type.attributes.values.sorted { $0.rawValue < $1.rawValue }
  }
}
