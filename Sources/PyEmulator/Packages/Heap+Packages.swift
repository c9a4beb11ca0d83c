import PyLayout

/// The kinds that packages make: recordclass's, Cython's, msgspec's.
extension Heap {
  /// A subclass of `recordclass.dataobject` with these fields: its instances have no GC head, so
  /// that a cycle of them is never found.
  ///
  /// - Throws: ``PyError`` `TypeError` for a name that is no identifier.
  public func makeDataobjectClass(_ name: String, fields: [String]) throws(PyError) -> Class {
    try makeRecordClass(
      name, .dataobject(fields, on: build).renamed(name), DataobjectBehaviour(), fields)
  }

  /// A Cython `cdef class` with `public int` fields: its instances hold C's ints, not objects.
  ///
  /// - Throws: ``PyError`` `TypeError` for a name that is no identifier.
  public func makeCythonClass(_ name: String, ints: [String]) throws(PyError) -> Class {
    try makeRecordClass(
      name, .cythonClass(ints: ints, on: build).renamed(name), CIntsBehaviour(), ints)
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

  private func makeRecordClass(
    _ name: String, _ layout: PyType, _ behaviour: any Behaviour, _ fields: [String]
  ) throws(PyError) -> Class {
    for field in [name] + fields where !field.isIdentifier {
      throw PyError(.typeError, "a name is an identifier, not '\(field)'")
    }
    let base = behaviour.kind == .dataobject ? builtin.dataobject : builtin.object
    let address = try statics.allocate(c.heapType.size)
    let type = TypeObject(layout, behaviour, at: address, bases: [base])
    type.mro = [type] + base.mro
    type.descriptors = layout.members.map {
      Descriptor(name: $0.name, offset: $0.offset.rawValue, isSlot: behaviour.kind == .dataobject)
    }
    try addType(type)
    return Class(type, in: self)
  }
}

/// `recordclass.dataobject`, recordclass's _dataobject.c
struct DataobjectBehaviour: UnknownBehaviour {
  let kind = TypeObject.Kind.dataobject
  let makesOwn = true
  func hasSizeof(on build: Build) -> Bool { true }
}

/// What NumPy keeps for itself: a dtype, a capsule.
struct ForeignBehaviour: UnknownBehaviour {
  let kind = TypeObject.Kind.foreign

  /// What NumPy's dtypes keep besides.
  func freeBlocks(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    heap.structures[object] = nil
  }
}

/// `msgspec.Struct`, msgspec's _core.c
struct StructureBehaviour: UnknownBehaviour {
  let kind = TypeObject.Kind.structure
  // Once it holds what may be tracked
  let tracksLater = true

  /// `Struct_setattro`
  func tp_setattro(
    _ object: Address, _ name: String, _ value: Address?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool {
    try heap.setGenericAttribute(object, name, to: value, type)
    if type.haveGC, let value, try heap.mayBeTracked(value), try !heap.isTracked(object) {
      try heap.track(object)
    }
    return true
  }
}

/// A Cython `cdef class` with `public int` fields.
struct CIntsBehaviour: Behaviour {
  let kind = TypeObject.Kind.cInts
  let makesOwn = true

  func tp_getattro(
    _ object: Address, _ name: String, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Address? {
    guard let descriptor = type.descriptor(name) else { return nil }
    return try heap.cInt(at: object + descriptor.offset)
  }

  /// Cython's generated setter: `__Pyx_PyInt_As_int`.
  func tp_setattro(
    _ object: Address, _ name: String, _ value: Address?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool {
    guard let descriptor = type.descriptor(name) else { return false }
    guard let value else { throw PyError(.typeError, "C attributes cannot be deleted") }
    let given = try heap.type(of: value)
    guard given.isIndex else { throw PyError(.typeError, "an integer is required") }
    guard let number = try given.behaviour.nb_index(value, heap),
      let int = Int32(exactly: number)
    else { throw PyError(.overflowError, "value too large to convert to int") }
    try heap.store(UInt64(UInt32(bitPattern: int)), size: 4, at: object + descriptor.offset)
    return true
  }
}

extension Heap {
  /// The object of a C int.
  func cInt(at place: Address) throws(PyError) -> Address {
    let bits = try load(4, at: place)
    return try makeInt(Int(Int32(truncatingIfNeeded: bits)))
  }
}
