import PyLayout

/// `collections.deque` and `collections.OrderedDict`, and what they do that no list or dict does.
extension Heap {
  /// An empty deque, `deque(maxlen=maxlen)`.
  ///
  /// - Parameter maxlen: how many items it may have; `nil` for any number.
  /// - Throws: ``PyError`` `ValueError` for a negative length, `OverflowError` for one that no `Py_ssize_t`
  ///   holds, `MemoryError` when there is no memory for it.
  public func makeDeque(maxlen: Int? = nil) throws(PyError) -> Object {
    try check(maxlen: maxlen)
    let deque = Object(try newInstance(of: try type(.deque)), in: self)
    try Deque(try deque.address, in: self).setMaxlen(maxlen)
    return deque
  }

  /// A deque of objects, `deque(items, maxlen)`: of more than it may have the last ones.
  ///
  /// - Parameter maxlen: how many items it may have; `nil` for any number.
  /// - Throws: ``PyError`` as ``makeDeque(maxlen:)``.
  public func makeDeque(of items: [Object], maxlen: Int? = nil) throws(PyError) -> Object {
    let items = try own(items)
    let deque = try makeDeque(maxlen: maxlen)
    try Deque(try deque.address, in: self).extend(items)
    return deque
  }

  /// `deque_init`
  private func check(maxlen: Int?) throws(PyError) {
    guard let maxlen else { return }
    guard pointerSize == 8 || Int32(exactly: maxlen) != nil else {
      throw PyError(
        .overflowError,
        build.version < .v3_0
          ? "long int too large to convert to int"
          : "Python int too large to convert to C ssize_t")
    }
    if maxlen < 0 { throw PyError(.valueError, "maxlen must be non-negative") }
  }

  /// An empty `OrderedDict()`.
  ///
  /// - Throws: ``PyError`` `NotImplementedError` in 2.7, whose class is written in Python, `MemoryError` when
  ///   there is no memory for it.
  public func makeOrderedDict() throws(PyError) -> Object {
    Object(try newInstance(of: try type(.orderedDict)), in: self)
  }

  /// An `OrderedDict` of pairs, set one after the other: `OrderedDict(pairs)`.
  ///
  /// - Throws: ``PyError`` as ``makeOrderedDict()``, `TypeError` for an unhashable key.
  public func makeOrderedDict(of pairs: [(key: Object, value: Object)]) throws(PyError) -> Object {
    let dict = try makeOrderedDict()
    for (key, value) in pairs { try dict.setItem(key, to: value) }
    return dict
  }
}

extension Object {
  /// `deque.appendleft(value)`
  ///
  /// - Throws: ``PyError`` `AttributeError` when it is no deque.
  public func appendleft(_ value: some ObjectConvertible) throws(PyError) {
    let deque = Deque(try checked([.deque], "appendleft"), in: heap)
    let value = try heap.own(value)
    try deque.append(try value.address, at: .left)
  }

  /// `deque.popleft()`
  ///
  /// - Throws: ``PyError`` `IndexError` when it is empty, `AttributeError` when it is no deque.
  @discardableResult
  public func popleft() throws(PyError) -> Object {
    Object(try Deque(try checked([.deque], "popleft"), in: heap).pop(at: .left), in: heap)
  }

  /// `deque.extendleft(items)`, of any iterable's items: the last one is the first then.
  ///
  /// - Throws: ``PyError`` `AttributeError` when it is no deque, `TypeError` for what has no items.
  public func extendleft(_ items: Object) throws(PyError) {
    let deque = Deque(try checked([.deque], "extendleft"), in: heap)
    let items = try heap.own(items).items
    try deque.extend(try heap.own(items), at: .left)
  }

  /// `deque.rotate(steps)`: to the right; to the left for a negative number.
  ///
  /// - Throws: ``PyError`` `AttributeError` when it is no deque.
  public func rotate(by steps: Int = 1) throws(PyError) {
    try Deque(try checked([.deque], "rotate"), in: heap).rotate(by: steps)
  }

  /// `deque.remove(value)`: the first item that is the same or equal.
  ///
  /// - Throws: ``PyError`` `ValueError` when there is none, `AttributeError` when it is no deque.
  public func remove(_ value: some ObjectConvertible) throws(PyError) {
    let deque = Deque(try checked([.deque], "remove"), in: heap)
    let value = try heap.own(value)
    try deque.remove(try value.address)
  }

  /// `OrderedDict.popitem(last)`: a tuple of the key that is taken out and its value.
  ///
  /// - Throws: ``PyError`` `KeyError` when it is empty, `AttributeError` when it is no `OrderedDict`.
  @discardableResult
  public func popitem(last: Bool = true) throws(PyError) -> Object {
    let dict = OrderedDict(try checked([.odict], "popitem"), in: heap)
    return Object(try dict.popitem(last: last), in: heap)
  }

  /// `OrderedDict.move_to_end(key, last)`: to the front where `last` is false.
  ///
  /// - Throws: ``PyError`` `KeyError`, `TypeError` for an unhashable key, `AttributeError` when it is no
  ///   `OrderedDict`.
  public func moveToEnd(_ key: some ObjectConvertible, last: Bool = true) throws(PyError) {
    let dict = OrderedDict(try checked([.odict], "move_to_end"), in: heap)
    let key = try heap.own(key)
    try dict.moveToEnd(try key.address, last: last)
  }
}
