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
      let count = try words.ssize(at: object + c.list.fields.ob_base.ob_size.offset.rawValue)
      let items = try words.pointer(at: object + c.list.fields.ob_item.offset.rawValue)
      try visit(count, at: items, words, body)
    } else if type == builtin.dict.address && build.version >= .v3_0 {
      try visit(dict: object, words, body)
    } else {
      for reference in try references(of: object) { try body(reference) }
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

  /// `dict_traverse`: keys that are all texts refer to nothing, and inline values are the instance's.
  private func visit(
    dict: Address, _ words: HeapWords, _ body: (Address) throws(PyError) -> Void
  ) throws(PyError) {
    let keys = try keys(at: try get(c.dict.fields.ma_keys, of: dict))
    let values = try get(c.dict.fields.ma_values, of: dict)
    if values != .null {
      if try isEmbedded(values) { return }
      for entry in try entries(of: dict) { try body(entry.value) }
      return
    }
    var entry = keys.entries
    for _ in 0..<(try get(c.keys.fields.dk_nentries, of: keys.address)) {
      let value = try words.pointer(at: entry + keys.valueOffset)
      if value != .null {
        if keys.kind == .general { try body(try words.pointer(at: entry + keys.keyOffset)) }
        try body(value)
      }
      entry = entry + keys.stride
    }
  }

  /// What `tp_traverse` visits of any object.
  private func references(of object: Address) throws(PyError) -> [Address] {
    let type = try type(of: object)
    guard type.haveGC else { return [] }
    if type.kind == .type { return try references(ofType: object) }
    var visited = try ownedReferences(of: object, type)
    if let dict = try existingDict(of: object, type) { visited.append(dict) }
    if type.isHeapType { visited.append(type.address) }
    return visited
  }

  /// `type_traverse`: a class refers to its bases and its attributes.
  private func references(ofType object: Address) throws(PyError) -> [Address] {
    let type = try type(at: object)
    guard type.isHeapType else { return [] }
    return type.bases.map(\.address) + Array(type.attributes.values)
  }
}
