import PyLayout

/// `object[key]`, `object[key] = value`
extension Object {
  /// A dict's value, or the item at an index.
  ///
  /// - Throws: ``PyError`` as ``item(_:)``.
  public subscript(_ key: any ObjectConvertible) -> Object {
    get throws(PyError) { try item(key) }
  }

  /// Sets an item to any value that can become an object. Nothing can be thrown here: an error is the
  /// heap's ``Heap/failure``, and ``setItem(_:to:)`` throws it.
  public subscript<Value: ObjectConvertible>(_ key: some ObjectConvertible) -> Value {
    @available(*, unavailable, message: "an item is an Object: read its int, double, string")
    get { fatalError("an item is an Object") }
    set { heap.keepingFailure { () throws(PyError) in try setItem(key, to: newValue) } }
  }
}

/// `object.name`, `object.name = value`
///
/// An attribute with the name of one of this class's own members, or of `Sequence`'s, is not found in this
/// way: `count`, `items`, `type`, `hash`, `address`, `heap`, `int`, `double`, `string`, `bytes`, `repr`,
/// `map`, `min` and their like. ``get(_:)`` and ``set(_:to:)`` reach it, as any other.
extension Object {
  /// An attribute: `getattr`.
  ///
  /// - Throws: ``PyError`` as `get(_:)`.
  public subscript(dynamicMember name: String) -> Object {
    get throws(PyError) { try get(name) }
  }

  /// Sets an attribute to any value that can become an object: `setattr`. Nothing can be thrown here: an
  /// error is the heap's ``Heap/failure``, and `set(_:to:)` throws it.
  public subscript<Value: ObjectConvertible>(dynamicMember name: String) -> Value {
    @available(*, unavailable, message: "an attribute is an Object: read its int, double, string")
    get { fatalError("an attribute is an Object") }
    set { heap.keepingFailure { () throws(PyError) in try set(name, to: newValue) } }
  }
}
