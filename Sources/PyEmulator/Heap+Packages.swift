import PyLayout

/// The article's kinds from packages: recordclass's, Cython's, NumPy's.
extension Heap {
  /// A subclass of `recordclass.dataobject` with these fields: its instances have no GC head, so
  /// that a cycle of them is never found.
  ///
  /// - Throws: ``PyError`` `TypeError` for a name that is no identifier.
  public func makeDataobjectClass(_ name: String, fields: [String]) throws(PyError) -> Class {
    try makeRecordClass(
      name, .dataobject(fields, on: build).renamed(name), kind: .dataobject, fields)
  }

  /// A Cython `cdef class` with `public int` fields: its instances hold C's ints, not objects.
  ///
  /// - Throws: ``PyError`` `TypeError` for a name that is no identifier.
  public func makeCythonClass(_ name: String, ints: [String]) throws(PyError) -> Class {
    try makeRecordClass(
      name, .cythonClass(ints: ints, on: build).renamed(name), kind: .cInts, ints)
  }

  private func makeRecordClass(
    _ name: String, _ layout: PyType, kind: TypeObject.Kind, _ fields: [String]
  ) throws(PyError) -> Class {
    for field in [name] + fields where !field.isIdentifier {
      throw PyError(.typeError, "a name is an identifier, not '\(field)'")
    }
    let address = try statics.allocate(c.heapType.size)
    let type = TypeObject(layout, kind: kind, at: address, bases: [builtin.object])
    type.mro = [type, builtin.object]
    type.descriptors = layout.members.map {
      Descriptor(name: $0.name, offset: $0.offset.rawValue, isSlot: kind == .dataobject)
    }
    try addType(type)
    return Class(type, in: self)
  }

  /// A `recordclass.mutabletuple` of the values, which get a reference each.
  func newMutabletuple(_ values: [Address]) throws(PyError) -> Address {
    let type = builtin.mutabletuple
    let object = try allocateObject(
      type, size: type.layout.tp_basicsize + values.count * pointerSize)
    try makeHead(of: object, type: type)
    try set(c.varObject.fields.ob_size, of: object, to: values.count)
    if let hash = c.tuple.fields.ob_hash { try set(hash, of: object, to: -1) }
    for (index, value) in values.enumerated() {
      try incref(value)
      try setPointer(at: tupleItem(index, of: object), to: value)
    }
    return object
  }

  /// The C int of a Cython class's instance.
  func cInt(_ descriptor: Descriptor, of object: Address) throws(PyError) -> Address {
    let bits = try load(4, at: object + descriptor.offset)
    return try makeInt(Int(Int32(truncatingIfNeeded: bits)))
  }

  /// Stores an int as Cython's generated setter does: `__Pyx_PyInt_As_int`.
  func setCInt(
    _ descriptor: Descriptor, of object: Address, to value: Address?
  ) throws(PyError) {
    guard let value else { throw PyError(.typeError, "C attributes cannot be deleted") }
    let kind = try type(of: value).kind
    guard kind == .int || kind == .plainInt || kind == .bool else {
      throw PyError(.typeError, "an integer is required")
    }
    let number = kind == .plainInt ? try plainIntValue(of: value) : try intValue(of: value)
    guard let number, let int = Int32(exactly: number) else {
      throw PyError(.overflowError, "value too large to convert to int")
    }
    try store(UInt64(UInt32(bitPattern: int)), size: 4, at: object + descriptor.offset)
  }
}

extension Heap {
  /// A `recordclass.mutabletuple` of values.
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  public func makeMutabletuple(of items: [Object]) throws(PyError) -> Object {
    var addresses: [Address] = []
    for item in items { addresses.append(try item.object(in: self).address) }
    return Object(try newMutabletuple(addresses), in: self)
  }
}
