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
    guard try hasNoCompany(object, ending, words) else { return false }
    if ending.haveGC { try words.untrack(object, gc) }
    // clear_slots
    var slots = ending.slots
    while slots != 0 {
      let slot = try words.pointer(at: object + slots.trailingZeroBitCount &* pointerSize)
      if slot != .null { try decref(slot, words) }
      slots &= slots &- 1
    }
    if let values = ending.values {
      // clear_inline_values, Objects/dictobject.c
      try dropItems(
        capacity(ofValues: object + values, words),
        at: object + (values + c.values.fields.values.offset.rawValue), words)
    }
    if let items = ending.items {
      let count = try words.ssize(at: object + c.varObject.fields.ob_size.offset.rawValue)
      try dropItems(count, at: object + items, words)
    }
    if ending.type == builtin.tuple.address {
      thresholdState.remove(
        freeList(ofTuples: try words.ssize(at: object + c.varObject.fields.ob_size.offset.rawValue))
      )
    } else if ending.haveGC {
      thresholdState.remove(1)
    }
    try unmark(object)
    try free(object + -ending.prefixSize, ending.domain)
    if ending.isHeapType { try decref(ending.type, words) }
    return true
  }

  /// Whether an object has neither weak references nor a dict, and values only inside.
  @inline(__always) func hasNoCompany(
    _ object: Address, _ ending: Ending, _ words: HeapWords
  ) throws(PyError) -> Bool {
    if let weakrefs = ending.weakrefs, try words.pointer(at: object + weakrefs) != .null {
      return false
    }
    if let dict = ending.dict, try words.pointer(at: object + dict) != .null { return false }
    guard let values = ending.values else { return true }
    return try words.load(1, at: object + (values + c.values.fields.valid.offset.rawValue)) != 0
  }

  /// How many values there is room for.
  @inline(__always) func capacity(
    ofValues values: Address, _ words: HeapWords
  ) throws(PyError) -> Int {
    Int(
      truncatingIfNeeded: try words.load(1, at: values + c.values.fields.capacity.offset.rawValue))
  }

  /// Gives up `count` references side by side, the last one first; `NULL` is none.
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
