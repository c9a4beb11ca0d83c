package import PyLayout

/// The kinds that packages make: recordclass's, Cython's, msgspec's.
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

  /// A `msgspec.Struct` with these fields, which are its slots: `StructMeta_new`, msgspec's _core.c.
  ///
  /// - Parameter gc: whether its instances have a GC head.
  /// - Throws: ``PyError`` `TypeError` for a name that is no identifier.
  public func makeStructClass(
    _ name: String, fields: [String], gc: Bool = true
  ) throws(PyError) -> Class {
    let type = try makeType(
      name, bases: [builtin.structure], slots: fields, without: gc ? [] : .haveGC)
    return Class(type, in: self)
  }

  /// A type written in C, of which only the places of its fields are emulated: all are NULL.
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  package func makeForeignClass(_ layout: PyType) throws(PyError) -> Class {
    let address = try statics.allocate(c.type.size)
    let type = TypeObject(layout, kind: .foreign, at: address, bases: [builtin.object])
    type.mro = [type] + builtin.object.mro
    if layout.tp_dictoffset != 0 {
      type.descriptors = [.init(name: "__dict__", offset: layout.tp_dictoffset, isSlot: false)]
    }
    try addType(type)
    return Class(type, in: self)
  }

  private func makeRecordClass(
    _ name: String, _ layout: PyType, kind: TypeObject.Kind, _ fields: [String]
  ) throws(PyError) -> Class {
    for field in [name] + fields where !field.isIdentifier {
      throw PyError(.typeError, "a name is an identifier, not '\(field)'")
    }
    let base = kind == .dataobject ? builtin.dataobject : builtin.object
    let address = try statics.allocate(c.heapType.size)
    let type = TypeObject(layout, kind: kind, at: address, bases: [base])
    type.mro = [type] + base.mro
    type.descriptors = layout.members.map {
      Descriptor(name: $0.name, offset: $0.offset.rawValue, isSlot: kind == .dataobject)
    }
    try addType(type)
    return Class(type, in: self)
  }

  /// The object of a C int.
  func cInt(at place: Address) throws(PyError) -> Address {
    let bits = try load(4, at: place)
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
