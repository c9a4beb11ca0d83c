import PyLayout

/// `tuple`: Objects/tupleobject.c
extension Heap {
  /// A new reference to a tuple of the values, which get a reference each; the empty one is shared.
  func makeTuple(_ values: [Address]) throws(PyError) -> Address {
    if values.isEmpty, let shared = singletons.emptyTuple {
      try incref(shared)
      return shared
    }
    let tuple = try newTuple(count: values.count)
    for (index, value) in values.enumerated() {
      try incref(value)
      try setPointer(at: tupleItem(index, of: tuple), to: value)
    }
    try track(tuple)
    return tuple
  }

  /// A tuple that is not tracked yet and whose items are not set: `tuple_alloc`.
  func newTuple(count: Int) throws(PyError) -> Address {
    let type = builtin.tuple
    let object = try allocateObject(
      type, size: type.layout.tp_basicsize + count * pointerSize)
    try makeHead(of: object, type: type)
    try set(c.varObject.fields.ob_size, of: object, to: count)
    if let hash = c.tuple.fields.ob_hash { try set(hash, of: object, to: -1) }
    return object
  }

  /// A new reference to an instance of a subclass of `tuple`: `tuple_subtype_new`.
  func makeTuple(_ values: [Address], as type: TypeObject) throws(PyError) -> Address {
    let tuple = try allocateInstance(type, items: values.count)
    if let hash = c.tuple.fields.ob_hash { try set(hash, of: tuple, to: -1) }
    for (index, value) in values.enumerated() {
      try incref(value)
      try setPointer(at: tupleItem(index, of: tuple), to: value)
    }
    try track(tuple)
    return tuple
  }

  /// Where an item of a tuple is.
  func tupleItem(_ index: Int, of tuple: Address) -> Address {
    tuple + (c.tuple.fields.ob_item.offset.rawValue + index * pointerSize)
  }

  /// The items of a tuple, borrowed.
  func items(ofTuple tuple: Address) throws(PyError) -> [Address] {
    var items: [Address] = []
    for index in 0..<(try get(c.varObject.fields.ob_size, of: tuple)) {
      items.append(try pointer(at: tupleItem(index, of: tuple)))
    }
    return items
  }
}
