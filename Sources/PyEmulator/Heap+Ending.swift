import PyLayout

/// The end of most objects: a few loads and stores, as in CPython.
extension Heap {
  /// How the instances of the type at an address end; `nil` where ``Ending`` does not tell.
  @inline(__always) func ending(of type: Address) throws(PyError) -> Ending? {
    let place = type + c.type.fields.tp_dealloc.offset.rawValue
    let number = Int(truncatingIfNeeded: try pointer(at: place).rawValue) &- 1
    guard endings.indices ~= number, let ending = endings[number], ending.type == type else {
      return nil
    }
    return ending
  }

  /// `subtype_dealloc` and `tupledealloc` of an object that has neither weak references nor a dict,
  /// and values only inside; false, and nothing done, for another one.
  @inline(__always) func finish(_ object: Address, _ ending: Ending) throws(PyError) -> Bool {
    let words = words
    if let weakrefs = ending.weakrefs, try words.pointer(at: object + weakrefs) != .null {
      return false
    }
    if let dict = ending.dict, try words.pointer(at: object + dict) != .null { return false }
    if let values = ending.values {
      let valid = values + c.values.fields.valid.offset.rawValue
      guard try words.load(1, at: object + valid) != 0 else { return false }
    }
    if ending.haveGC { try words.untrack(object, gc) }
    // clear_slots
    var slots = ending.slots
    while slots != 0 {
      let slot = try words.pointer(at: object + slots.trailingZeroBitCount &* pointerSize)
      if slot != .null { try decref(slot, words) }
      slots &= slots &- 1
    }
    if let values = ending.values { try dropValues(object + values, words) }
    if let items = ending.items {
      let count = try words.ssize(at: object + c.varObject.fields.ob_size.offset.rawValue)
      try dropItems(count, at: object + items, words)
    }
    try free(object + -ending.prefixSize, ending.domain)
    if ending.isHeapType { try decref(ending.type, words) }
    return true
  }

  /// `clear_inline_values`, Objects/dictobject.c
  @inline(__always) private func dropValues(
    _ values: Address, _ words: HeapWords
  ) throws(PyError) {
    let fields = c.values.fields
    let capacity = Int(
      truncatingIfNeeded: try words.load(1, at: values + fields.capacity.offset.rawValue))
    try dropItems(capacity, at: values + fields.values.offset.rawValue, words)
  }

  /// Gives up so many references side by side, the last one first; `NULL` is none.
  @inline(__always) func dropItems(
    _ count: Int, at first: Address, _ words: HeapWords
  ) throws(PyError) {
    var left = count
    while left > 0 {
      left &-= 1
      let item = try words.pointer(at: first + left &* pointerSize)
      if item != .null { try decref(item, words) }
    }
  }
}
