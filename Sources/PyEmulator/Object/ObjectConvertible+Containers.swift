import PyLayout

extension Optional: ObjectConvertible where Wrapped: ObjectConvertible {
  /// The value's object, or `None`.
  public func object(in heap: Heap) throws(PyError) -> Object {
    if let self { return try heap.own(self) }
    return try heap.none
  }
}

extension Array: ObjectConvertible where Element: ObjectConvertible {
  /// A new `list`, made to measure as `[a, b, c]` is.
  public func object(in heap: Heap) throws(PyError) -> Object {
    var items: [Object] = []
    for item in self { items.append(try heap.own(item)) }
    return try heap.makeList(of: items)
  }
}

extension ArraySlice: ObjectConvertible where Element: ObjectConvertible {
  /// A new `list`, made to measure as `[a, b, c]` is.
  public func object(in heap: Heap) throws(PyError) -> Object { try heap.own(Array(self)) }
}

extension KeyValuePairs: ObjectConvertible where Key: ObjectConvertible, Value: ObjectConvertible {
  /// A new `dict`, the pairs set one after the other.
  public func object(in heap: Heap) throws(PyError) -> Object {
    var pairs: [(key: Object, value: Object)] = []
    for (key, value) in self { pairs.append((try heap.own(key), try heap.own(value))) }
    return try heap.makeDict(of: pairs)
  }
}

extension Dictionary: ObjectConvertible
where Key: ObjectConvertible & Comparable, Value: ObjectConvertible {
  /// A new `dict`. Swift's dictionaries have no order: the keys are set in theirs, the lowest first, so
  /// that each run makes the same object. `KeyValuePairs` keep the order in which they are written.
  public func object(in heap: Heap) throws(PyError) -> Object {
    var pairs: [(key: Object, value: Object)] = []
    for (key, value) in sorted(by: { $0.key < $1.key }) {
      pairs.append((try heap.own(key), try heap.own(value)))
    }
    return try heap.makeDict(of: pairs)
  }
}

extension Set: ObjectConvertible where Element: ObjectConvertible & Comparable {
  /// A new `set`, the lowest item added first, so that each run makes the same object.
  public func object(in heap: Heap) throws(PyError) -> Object {
    var items: [Object] = []
    for item in sorted() { items.append(try heap.own(item)) }
    return try heap.makeSet(of: items)
  }
}

extension Range: ObjectConvertible where Bound == Int {
  /// `range(lower, upper)`, 2.7's `xrange`.
  public func object(in heap: Heap) throws(PyError) -> Object {
    try heap.makeRange(lowerBound, upperBound)
  }
}

extension ClosedRange: ObjectConvertible where Bound == Int {
  /// `range(lower, upper + 1)`, 2.7's `xrange`.
  ///
  /// - Throws: ``PyError`` `OverflowError` where the end is the largest `Int`.
  public func object(in heap: Heap) throws(PyError) -> Object {
    guard upperBound < .max else {
      throw PyError(.overflowError, "Python int too large to convert to C ssize_t")
    }
    return try heap.makeRange(lowerBound, upperBound + 1)
  }
}

extension Heap {
  /// A list of objects, made to measure: `[a, b, c]`.
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  public func makeList(of items: [Object]) throws(PyError) -> Object {
    let items = try own(items)
    let list = try makeList(allocated: items.count)
    for (index, item) in items.enumerated() {
      let place = try itemPlace(index, of: try list.address)
      try incref(item)
      try setPointer(at: place, to: item)
      try decref(singletons.none)
    }
    return list
  }

  /// A dict of pairs: `{}`, and `dict[key] = value` for one after the other.
  ///
  /// - Throws: ``PyError`` `TypeError` for an unhashable key.
  public func makeDict(of pairs: [(key: Object, value: Object)]) throws(PyError) -> Object {
    let dict = try makeDict()
    for (key, value) in pairs { try dict.setItem(key, to: value) }
    return dict
  }
}
