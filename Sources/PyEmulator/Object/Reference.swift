import PyLayout

/// A counted reference to an object on its way into another one, which takes it over: no ``Object`` of
/// Swift's holds it.
///
/// It is to be passed on: of one that is dropped, the object's count stays too high.
public struct Reference: ~Copyable {
  let address: Address
  let heap: ObjectIdentifier

  /// Takes over a new reference.
  init(_ address: Address, in heap: Heap) {
    self.address = address
    self.heap = ObjectIdentifier(heap)
  }
}

extension Heap {
  /// A new reference to the object of a value, for whoever stores it.
  ///
  /// - Throws: ``PyError`` `SystemError` for an object of another heap, `ReferenceError` for a released
  ///   one.
  @inline(__always) func reference(
    to value: some ObjectConvertible
  ) throws(PyError) -> Address {
    let reference = try value.reference(in: self)
    guard reference.heap == ObjectIdentifier(self) else { throw foreign() }
    return reference.address
  }

  /// Gives the object of a value to somebody, who says whether the reference was taken over.
  @inline(__always) func give(
    _ value: some ObjectConvertible, to taker: (Address) throws(PyError) -> Bool
  ) throws(PyError) {
    let object = try reference(to: value)
    let isTaken: Bool
    do throws(PyError) {
      isTaken = try taker(object)
    } catch {
      try decref(object)
      throw error
    }
    if !isTaken { try decref(object) }
  }
}
