public import PyLayout

/// A reference to an object of a heap's: as long as it lives, so does the object.
///
/// It counts as one reference of the object's own count. ``release()`` gives it up early.
///
/// Attributes and items are written as in Python, where Swift has no name of its own in the way:
///
///     point.x = 3
///     print(try point.x)  // 3
@dynamicMemberLookup public final class Object {
  /// The heap the object is in.
  public let heap: Heap
  private let place: Address
  private var isReleased = false

  /// Takes over a new reference.
  init(_ place: Address, in heap: Heap) {
    self.heap = heap
    self.place = place
    if heap.thresholdState.isDue { heap.runDueCollection() }
  }

  deinit {
    if isReleased { return }
    do throws(PyError) { try heap.decref(place) } catch { heap.keep(error) }
  }

  /// Where the object's `ob_refcnt` is: `id(object)`. It keeps nothing alive: what is read there has to
  /// be read while a reference to the object is held.
  ///
  /// - Throws: ``PyError`` `ReferenceError` once the reference was released.
  public var address: Address {
    get throws(PyError) {
      if isReleased { throw PyError(.referenceError, "this reference was released") }
      return place
    }
  }

  /// Gives this reference up: `Py_DECREF`. When it was the last, the object is freed.
  ///
  /// - Throws: ``PyError`` `ReferenceError` when it was released before.
  public func release() throws(PyError) {
    let object = try address
    isReleased = true
    try heap.decref(object)
  }

  /// Its type.
  ///
  /// - Throws: ``PyError`` `ReferenceError` once the reference was released.
  public var type: Class {
    get throws(PyError) { Class(try heap.type(of: try address), in: heap) }
  }

  /// Its reference count, this reference included; `nil` for an immortal object.
  ///
  /// - Throws: ``PyError`` `ReferenceError` once the reference was released.
  public var referenceCount: Int? {
    get throws(PyError) {
      guard case .mortal(let count) = try heap.referenceCount(of: try address) else { return nil }
      return count
    }
  }

  /// `hash(object)`
  ///
  /// - Throws: ``PyError`` `TypeError` for an unhashable object.
  public var hash: Int {
    get throws(PyError) { try heap.hash(of: try address) }
  }

  /// Whether the cycle collector looks at it: `gc.is_tracked`.
  ///
  /// - Throws: ``PyError`` `ReferenceError` once the reference was released.
  public var isTracked: Bool {
    get throws(PyError) {
      let object = try address
      return try heap.type(of: object).haveGC ? heap.isTracked(object) : false
    }
  }
}

extension Object {
  /// An attribute: `getattr`.
  ///
  /// - Throws: ``PyError`` `AttributeError`.
  public func get(_ name: String) throws(PyError) -> Object {
    Object(try heap.attribute(try address, name), in: heap)
  }

  /// Sets an attribute: `setattr`.
  ///
  /// - Throws: ``PyError`` `AttributeError`.
  public func set(_ name: String, to value: some ObjectConvertible) throws(PyError) {
    try heap.give(value) { (value) throws(PyError) in
      try heap.setAttribute(try address, name, taking: value)
    }
  }

  /// Deletes an attribute: `delattr`.
  ///
  /// - Throws: ``PyError`` `AttributeError`.
  public func delete(_ name: String) throws(PyError) {
    try heap.deleteAttribute(try address, name)
  }

  /// `object.__dict__`, made if it does not exist yet.
  ///
  /// - Throws: ``PyError`` `AttributeError` when its type has none.
  public func dict() throws(PyError) -> Object { try get("__dict__") }
}

extension Heap {
  /// The object of a value.
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  public func make(_ value: some ObjectConvertible) throws(PyError) -> Object {
    try own(value)
  }

  /// A list of values of several types, `nil` for `None`: `heap.make([1, 2.5, "a", nil])`.
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  public func make(_ items: [(any ObjectConvertible)?]) throws(PyError) -> Object {
    var objects: [Object] = []
    for item in items { objects.append(try make(optional: item)) }
    return try makeList(of: objects)
  }

  /// A dict of keys and values of several types in the order in which they are written, `nil` for
  /// `None`: `heap.make(["x": 1, "y": "two"])`.
  ///
  /// - Throws: ``PyError`` `TypeError` for an unhashable key.
  public func make(
    _ pairs: KeyValuePairs<any ObjectConvertible, (any ObjectConvertible)?>
  ) throws(PyError) -> Object {
    var objects: [(key: Object, value: Object)] = []
    for pair in pairs { objects.append((try own(pair.key), try make(optional: pair.value))) }
    return try makeDict(of: objects)
  }

  private func make(optional value: (any ObjectConvertible)?) throws(PyError) -> Object {
    if let value { return try own(value) }
    return try none
  }

  /// `None`
  public var none: Object {
    get throws(PyError) {
      try incref(singletons.none)
      return Object(singletons.none, in: self)
    }
  }

  /// A tuple of values.
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  public func makeTuple(_ values: any ObjectConvertible...) throws(PyError) -> Object {
    var objects: [Object] = []
    for value in values { objects.append(try own(value)) }
    return try makeTuple(of: objects)
  }

  /// A tuple of objects.
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  public func makeTuple(of items: [Object]) throws(PyError) -> Object {
    Object(try makeTuple(try own(items)), in: self)
  }

  /// A tuple of objects that is an instance of a subclass: `Point._make`.
  ///
  /// - Throws: ``PyError`` `TypeError` when the class is no subclass of `tuple`.
  public func makeTuple(of items: [Object], as type: Class) throws(PyError) -> Object {
    let own = try own(type)
    guard own.kind == .tuple else {
      throw PyError(
        .typeError, "tuple.__new__(\(type.name)): \(type.name) is not a subtype of tuple")
    }
    return Object(try makeTuple(try self.own(items), as: own), in: self)
  }

  /// The interned `str` of a text, in 2.7 too: `sys.intern`.
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  public func makeInterned(_ text: String) throws(PyError) -> Object {
    Object(try internedName(text), in: self)
  }

  /// An empty list, `[]`.
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  public func makeList() throws(PyError) -> Object { Object(try newList(allocated: 0), in: self) }

  /// A list of `count` times `None`, without room to spare: `[None] * count`; `[]` for less than 1.
  ///
  /// - Throws: ``PyError`` `MemoryError` when there is no memory for it.
  public func makeList(allocated count: Int) throws(PyError) -> Object {
    let count = max(count, 0)
    let list = Object(try newList(allocated: count), in: self)
    for index in 0..<count {
      try incref(singletons.none)
      try setPointer(at: try itemPlace(index, of: try list.address), to: singletons.none)
    }
    return list
  }

  /// An empty dict, `{}`.
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  public func makeDict() throws(PyError) -> Object { Object(try newDict(), in: self) }

  /// An empty set, `set()`.
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  public func makeSet() throws(PyError) -> Object { Object(try newSet(), in: self) }
}
