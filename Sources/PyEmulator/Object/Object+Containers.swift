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

  /// The address of an object of one of these kinds, which have the method.
  func checked(_ kinds: Set<TypeObject.Kind>, _ method: String) throws(PyError) -> Address {
    let object = try address
    let type = try heap.type(of: object)
    if kinds.contains(type.kind) { return object }
    throw heap.missing(method, type)
  }

  /// `list.append(value)`, `bytearray.append(value)`, `deque.append(value)`
  ///
  /// - Throws: ``PyError`` `AttributeError` when it is none of them, `ValueError` for what is no byte.
  public func append(_ value: some ObjectConvertible) throws(PyError) {
    let object = try checked([.list, .bytearray, .deque], "append")
    let value = try heap.own(value)
    switch try heap.type(of: object).kind {
    case .bytearray: try heap.append(try heap.byte(value), toBytearray: object)
    case .deque: try Deque(object, in: heap).append(try value.address)
    default: try heap.append(try value.address, to: object)
    }
  }

  /// `list.insert(index, value)`, `deque.insert(index, value)`
  ///
  /// - Throws: ``PyError`` `AttributeError` when it is neither, in 2.7 for deques as well, `IndexError` for a
  ///   deque that is full.
  public func insert(_ value: some ObjectConvertible, at index: Int) throws(PyError) {
    let object = try checked(heap.build.version < .v3_0 ? [.list] : [.list, .deque], "insert")
    let value = try heap.own(value)
    if try heap.type(of: object).kind == .deque {
      return try Deque(object, in: heap).insert(try value.address, at: index)
    }
    try heap.insert(try value.address, at: index, into: object)
  }

  /// `list.pop(index)`, `bytearray.pop(index)`, `deque.pop()`
  ///
  /// - Throws: ``PyError`` `IndexError`, `AttributeError` when it is none of them, `TypeError` for an index
  ///   in a deque.
  @discardableResult
  public func pop(at index: Int = -1) throws(PyError) -> Object {
    let object = try checked([.list, .bytearray, .deque], "pop")
    switch try heap.type(of: object).kind {
    case .bytearray: return try heap.make(Int(try heap.pop(index, fromBytearray: object)))
    case .deque:
      guard index == -1 else {
        let owner = heap.build.version < .v3_9 ? "" : "deque."
        throw PyError(.typeError, "\(owner)pop() takes no arguments (1 given)")
      }
      return Object(try Deque(object, in: heap).pop(), in: heap)
    default: return Object(try heap.pop(index, from: object), in: heap)
    }
  }

  /// `dict.pop(key)`: the value of a key that is taken out.
  ///
  /// - Throws: ``PyError`` `KeyError`, `TypeError` for an unhashable key, `AttributeError` when it is no
  ///   dict.
  @discardableResult
  public func pop(key: some ObjectConvertible) throws(PyError) -> Object {
    let object = try checked([.dict, .odict], "pop")
    let key = try heap.own(key)
    let dict = try heap.type(of: object)
    if dict.kind == .odict {
      return Object(try OrderedDict(object, in: heap).pop(try key.address), in: heap)
    }
    // _PyDict_Pop: an empty one does not ask for the hash
    let isEmpty = try dict.behaviour.sq_length(object, dict, heap) == 0
    guard !isEmpty, let value = try heap.item(object, try key.address) else {
      throw heap.missing(key: try key.address)
    }
    let popped = try heap.newReferences(to: [value])[0]
    _ = try heap.deleteItem(object, try key.address)
    return popped
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

  /// `del dict[key]`, `del list[index]`, `del deque[index]`, `del bytearray[index]`
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

  /// `list.extend(items)`, `deque.extend(items)`, of a list, a tuple or another iterable's items.
  ///
  /// - Throws: ``PyError`` `AttributeError` when it is neither, `TypeError` for what has no items.
  public func extend(_ items: Object) throws(PyError) {
    let object = try checked([.list, .deque], "extend")
    let items = try heap.own(items).items
    if try heap.type(of: object).kind == .deque {
      return try Deque(object, in: heap).extend(try heap.own(items))
    }
    try heap.extend(object, with: items)
  }

  /// `dict.update(other)` of another dict; an `OrderedDict`'s of pairs as well.
  ///
  /// - Throws: ``PyError`` `AttributeError` when it is no dict, `TypeError` when the other is none,
  ///   `ValueError` for what is no pair.
  public func update(_ other: Object) throws(PyError) {
    let dict = try checked([.dict, .odict], "update")
    let other = try heap.own(other)
    if try heap.type(of: dict).kind == .odict {
      return try OrderedDict(dict, in: heap).update(from: other)
    }
    guard try heap.type(of: try other.address).kind.isDict else {
      throw PyError(.typeError, "'\(try other.type.name)' object is not a dict")
    }
    try heap.merge(try other.address, intoDict: dict)
  }

  /// `dict.copy()`, `list.copy()`: a `dict`, a `list` with the same items; of a deque or an `OrderedDict`
  /// an object of its own type.
  ///
  /// - Throws: ``PyError`` `AttributeError` for other objects, in 2.7 for all but dicts.
  public func copy() throws(PyError) -> Object {
    let object = try checked(
      heap.build.version < .v3_0 ? [.dict] : [.dict, .odict, .list, .deque], "copy")
    return switch try heap.type(of: object).kind {
    case .dict: Object(try heap.copyDict(object), in: heap)
    case .odict: Object(try OrderedDict(object, in: heap).copy(), in: heap)
    case .deque: Object(try Deque(object, in: heap).copy(), in: heap)
    default: try heap.makeList(of: try items)
    }
  }

  /// `list.clear()`, `dict.clear()`, `set.clear()`, `deque.clear()`, and in 3.x `frame.clear()`, which lets
  /// its variables go.
  ///
  /// - Throws: ``PyError`` `AttributeError` for other objects, in 2.7 for lists as well.
  public func clear() throws(PyError) {
    let kinds: Set<TypeObject.Kind> = [.dict, .odict, .set, .deque]
    let object = try checked(
      heap.build.version < .v3_0 ? kinds : kinds.union([.list, .frame]), "clear")
    switch try heap.type(of: object).kind {
    case .list: try heap.clearList(object)
    case .dict: try heap.clearDict(object)
    case .odict: try OrderedDict(object, in: heap).clear()
    case .deque: try Deque(object, in: heap).clear()
    case .frame: try heap.clearVariables(of: object)
    default: try heap.clearSet(object)
    }
  }
}
