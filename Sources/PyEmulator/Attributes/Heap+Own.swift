import PyLayout

/// What a heap is given has to be its own: every public function that takes an object or a class
/// asks here, and an object of another heap is refused here alone.
extension Heap {
  /// The object of a value. It is this heap's, and as long as the answer is held it lives.
  ///
  /// - Throws: ``PyError`` `SystemError` for an object of another heap, `ReferenceError` for a
  ///   released one.
  package func own(_ value: some ObjectConvertible) throws(PyError) -> Object {
    let object = try value.object(in: self)
    try check(object.heap)
    return object
  }

  /// Where objects are; whoever holds them keeps them alive.
  func own(_ objects: [Object]) throws(PyError) -> [Address] {
    var addresses: [Address] = []
    addresses.reserveCapacity(objects.count)
    for object in objects { addresses.append(try own(object).address) }
    return addresses
  }

  /// The type of a class.
  func own(_ type: Class) throws(PyError) -> TypeObject {
    try check(type.heap)
    return type.type
  }

  /// An address means something in its own heap only; in a 32-bit one every heap has the same.
  @inline(__always) func check(_ other: Heap) throws(PyError) {
    guard other === self else { throw foreign() }
  }

  @inline(never) func foreign() -> PyError {
    PyError(.systemError, "an object of one heap cannot be referred to from another")
  }
}
