import PyLayout

/// Items as objects, and objects as items.
extension Heap {
  /// Objects for those that are borrowed.
  func newReferences(to borrowed: [Address]) throws(PyError) -> [Object] {
    var objects: [Object] = []
    objects.reserveCapacity(borrowed.count)
    for object in borrowed { objects.append(try newReference(to: object)) }
    return objects
  }

  /// The number that an int is; `nil` where a `Py_ssize_t` does not hold it.
  func ssize(_ object: Object) throws(PyError) -> Int? {
    guard let value = try object.int else { return nil }
    return build.pointerSize == 8 || Int32(exactly: value) != nil ? value : nil
  }

  /// The same of one.
  func newReference(to borrowed: Address) throws(PyError) -> Object {
    try incref(borrowed)
    return Object(borrowed, in: self)
  }

  /// The byte that an int is: `_getbytevalue`, Objects/bytearrayobject.c
  ///
  /// - Throws: ``PyError`` `ValueError`, or `TypeError` for another object.
  func byte(_ object: Object) throws(PyError) -> UInt8 {
    let type = try type(of: try object.address)
    guard type.isIndex else {
      throw PyError(
        .typeError,
        build.version < .v3_0
          ? "an integer or string of size 1 is required"
          : "'\(type.name)' object cannot be interpreted as an integer")
    }
    guard let value = try object.int.flatMap(UInt8.init(exactly:)) else {
      throw PyError(.valueError, "byte must be in range(0, 256)")
    }
    return value
  }
}
