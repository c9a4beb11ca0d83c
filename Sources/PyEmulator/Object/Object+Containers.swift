import PyLayout

/// Lists, dicts, sets and tuples: what their methods do.
extension Object {
  /// `len(object)`
  ///
  /// - Throws: ``PyError`` `TypeError` when it has none.
  public var count: Int {
    get throws(PyError) {
      let object = try address
      let type = try heap.type(of: object)
      guard let count = try type.behaviour.sq_length(object, type, heap) else {
        throw PyError(.typeError, "object of type '\(type.name)' has no len()")
      }
      return count
    }
  }

  /// The items in the order of iteration; a dict's keys.
  ///
  /// - Throws: ``PyError`` `TypeError` when it cannot be iterated over, `MemoryError` for a range of
  ///   more than 2**28 numbers.
  public var items: [Object] {
    get throws(PyError) {
      let object = try address
      let type = try heap.type(of: object)
      guard let items = try type.behaviour.tp_iter(object, type, heap) else {
        throw PyError(.typeError, "'\(type.name)' object is not iterable")
      }
      return items
    }
  }

  private func checked(_ kinds: Set<TypeObject.Kind>, _ method: String) throws(PyError) -> Address {
    let object = try address
    let type = try heap.type(of: object)
    if kinds.contains(type.kind) { return object }
    throw heap.missing(method, type)
  }

  /// `list.append(value)`, `bytearray.append(value)`
  ///
  /// - Throws: ``PyError`` `AttributeError` when it is neither, `ValueError` for what is no byte.
  public func append(_ value: some ObjectConvertible) throws(PyError) {
    let list = try checked([.list, .bytearray], "append")
    if try heap.type(of: list).kind == .bytearray {
      let byte = try heap.byte(try heap.own(value))
      return try heap.append(byte, toBytearray: list)
    }
    let value = try heap.own(value)
    try heap.append(try value.address, to: list)
  }

  /// `list.insert(index, value)`
  ///
  /// - Throws: ``PyError`` `AttributeError` when it is no list.
  public func insert(_ value: some ObjectConvertible, at index: Int) throws(PyError) {
    let list = try checked([.list], "insert")
    let value = try heap.own(value)
    try heap.insert(try value.address, at: index, into: list)
  }

  /// `list.pop(index)`, `bytearray.pop(index)`
  ///
  /// - Throws: ``PyError`` `IndexError`, or `AttributeError` when it is no list.
  @discardableResult
  public func pop(at index: Int = -1) throws(PyError) -> Object {
    let object = try checked([.list, .bytearray], "pop")
    return try heap.type(of: object).kind == .list
      ? Object(try heap.pop(index, from: object), in: heap)
      : try heap.make(Int(try heap.pop(index, fromBytearray: object)))
  }

  /// `set.add(value)`
  ///
  /// - Throws: ``PyError`` `TypeError` for an unhashable value, `AttributeError` when it is no set.
  public func add(_ value: some ObjectConvertible) throws(PyError) {
    let set = try checked([.set], "add")
    let value = try heap.own(value)
    try heap.add(try value.address, to: set)
  }

  /// `set.discard(value)`
  ///
  /// - Throws: ``PyError`` `TypeError` for an unhashable value, `AttributeError` when it is no set.
  public func discard(_ value: some ObjectConvertible) throws(PyError) {
    let set = try checked([.set], "discard")
    let value = try heap.own(value)
    _ = try heap.discard(try value.address, from: set)
  }

  /// `object[key]`: a dict's value, or the item at an index.
  ///
  /// - Throws: ``PyError`` `KeyError`, `IndexError`, or `TypeError`; `NotImplementedError` for a slice.
  public func item(_ key: some ObjectConvertible) throws(PyError) -> Object {
    let object = try address
    let key = try heap.own(key)
    let type = try heap.type(of: object)
    guard let item = try type.behaviour.mp_subscript(object, key, type, heap) else {
      throw try heap.notSubscriptable(type, key)
    }
    return item
  }

  /// `object[key] = value`
  ///
  /// - Throws: ``PyError`` `IndexError`, or `TypeError`, for a tuple say.
  public func setItem(
    _ key: some ObjectConvertible, to value: some ObjectConvertible
  ) throws(PyError) {
    let object = try address
    let key = try heap.own(key)
    let value = try heap.own(value)
    let type = try heap.type(of: object)
    guard try type.behaviour.mp_ass_subscript(object, key, value, type, heap) else {
      throw try heap.notAssignable(type, key)
    }
  }

  /// `del dict[key]`, `del list[index]`, `del bytearray[index]`
  ///
  /// - Throws: ``PyError`` `KeyError`, `IndexError`, or `TypeError`.
  public func removeItem(_ key: some ObjectConvertible) throws(PyError) {
    let object = try address
    let key = try heap.own(key)
    let type = try heap.type(of: object)
    guard try type.behaviour.mp_ass_subscript(object, key, nil, type, heap) else {
      throw try heap.notDeletable(type, key)
    }
  }

  /// `list.extend(items)`, of a list, a tuple or another iterable's items.
  ///
  /// - Throws: ``PyError`` `AttributeError` when it is no list, `TypeError` for what has no items.
  public func extend(_ items: Object) throws(PyError) {
    let list = try checked([.list], "extend")
    try heap.extend(list, with: try heap.own(items).items)
  }

  /// `dict.update(other)` of another dict.
  ///
  /// - Throws: ``PyError`` `AttributeError` when it is no dict, `TypeError` when the other is none.
  public func update(_ other: Object) throws(PyError) {
    let dict = try checked([.dict], "update")
    let other = try heap.own(other)
    guard try heap.type(of: try other.address).kind == .dict else {
      throw PyError(.typeError, "'\(try other.type.name)' object is not a dict")
    }
    try heap.merge(try other.address, intoDict: dict)
  }

  /// `dict.copy()`, `list.copy()`: a `dict`, a `list` with the same items.
  ///
  /// - Throws: ``PyError`` `AttributeError` for other objects.
  public func copy() throws(PyError) -> Object {
    let object = try checked([.dict, .list], "copy")
    if try heap.type(of: object).kind == .dict {
      return Object(try heap.copyDict(object), in: heap)
    }
    return try heap.makeList(of: try items)
  }

  /// `list.clear()`, `dict.clear()`, `set.clear()`
  ///
  /// - Throws: ``PyError`` `AttributeError` for other objects, in 2.7 for lists as well.
  public func clear() throws(PyError) {
    let object = try checked(
      heap.build.version < .v3_0 ? [.dict, .set] : [.list, .dict, .set], "clear")
    switch try heap.type(of: object).kind {
    case .list: try heap.clearList(object)
    case .dict: try heap.clearDict(object)
    default: try heap.clearSet(object)
    }
  }
}
