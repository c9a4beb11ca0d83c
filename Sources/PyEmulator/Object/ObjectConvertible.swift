import PyLayout

/// What can become an object: a Swift value, a Python value, an object itself.
public protocol ObjectConvertible {
  /// The object, in a heap.
  ///
  /// - Throws: ``PyError`` when the heap cannot hold it.
  func object(in heap: Heap) throws(PyError) -> Object

  /// The object where it is only passed on to another one, which is to refer to it. Unless a type says it
  /// otherwise, that is the one of ``object(in:)``.
  ///
  /// - Throws: ``PyError`` when the heap cannot hold it.
  func reference(in heap: Heap) throws(PyError) -> Reference
}

extension ObjectConvertible {
  /// The object of ``object(in:)``, passed on.
  public func reference(in heap: Heap) throws(PyError) -> Reference {
    try heap.own(self).reference(in: heap)
  }
}

extension Object: ObjectConvertible {
  /// The object itself, counted once more; one of another heap is refused.
  @inline(__always) public func reference(in heap: Heap) throws(PyError) -> Reference {
    try heap.check(self.heap)
    let object = try address
    try heap.count(object, 1, heap.words)
    return Reference(object, in: heap)
  }

  /// The object itself; one of another heap is refused.
  public func object(in heap: Heap) throws(PyError) -> Object {
    try heap.check(self.heap)
    return self
  }
}

extension Bool: ObjectConvertible {
  /// `True` or `False`, which every heap has once.
  public func object(in heap: Heap) throws(PyError) -> Object {
    let object = heap.singletons.booleans[self] ?? .null
    try heap.incref(object)
    return Object(object, in: heap)
  }
}

extension Int: ObjectConvertible {
  /// An `int`; in 2.7 a `long` only where it is too large for one.
  @inline(__always) public func reference(in heap: Heap) throws(PyError) -> Reference {
    Reference(try heap.makeInt(self), in: heap)
  }

  /// An `int`; in 2.7 a `long` only where it is too large for one.
  public func object(in heap: Heap) throws(PyError) -> Object {
    Object(try heap.makeInt(self), in: heap)
  }
}

extension ObjectConvertible where Self: FixedWidthInteger {
  /// An `int`; in 2.7 a `long` only where it is too large for one.
  public func object(in heap: Heap) throws(PyError) -> Object { try heap.make(PyInt(self)) }
}

extension Int8: ObjectConvertible {}
extension Int16: ObjectConvertible {}
extension Int32: ObjectConvertible {}
extension Int64: ObjectConvertible {}
extension Int128: ObjectConvertible {}
extension UInt: ObjectConvertible {}
extension UInt8: ObjectConvertible {}
extension UInt16: ObjectConvertible {}
extension UInt32: ObjectConvertible {}
extension UInt64: ObjectConvertible {}
extension UInt128: ObjectConvertible {}

extension PyInt: ObjectConvertible {
  /// An `int`; in 2.7 a `long` where it is one, or too large for an `int`.
  public func object(in heap: Heap) throws(PyError) -> Object {
    Object(try heap.makeInt(self), in: heap)
  }
}

extension Double: ObjectConvertible {
  /// A new `float`.
  public func object(in heap: Heap) throws(PyError) -> Object {
    Object(try heap.newFloat(self), in: heap)
  }
}

extension Float: ObjectConvertible {
  /// A new `float`, which has more digits: `0.1` becomes 0.10000000149011612.
  public func object(in heap: Heap) throws(PyError) -> Object { try heap.make(Double(self)) }
}

extension ObjectConvertible where Self: StringProtocol {
  /// A `str`; in 2.7 a `unicode`.
  public func object(in heap: Heap) throws(PyError) -> Object {
    Object(try heap.makeStr(unicodeScalars.map(\.value)), in: heap)
  }
}

extension String: ObjectConvertible {}
extension Substring: ObjectConvertible {}

extension Character: ObjectConvertible {
  /// A `str` of the code points that make the character, which may be several; in 2.7 a `unicode`.
  public func object(in heap: Heap) throws(PyError) -> Object { try heap.make(String(self)) }
}
