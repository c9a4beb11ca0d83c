import PyLayout

/// Weak references: Objects/weakrefobject.c
extension Heap {
  /// Where the head of an object's list of weak references is; `nil` when its type has none.
  func weakrefPlace(of object: Address, _ type: TypeObject) -> Address? {
    if type.layout.flags.contains(.managedWeakref) {
      return object + -type.prefixSize
    }
    let offset = type.layout.tp_weaklistoffset
    return offset == 0 ? nil : object + offset
  }

  /// A new reference to the weak reference of an object, which all share: `PyWeakref_NewRef` without
  /// a callback.
  ///
  /// - Throws: ``PyError`` `TypeError` when the object's type takes none.
  func newWeakref(to object: Address) throws(PyError) -> Address {
    let type = try type(of: object)
    guard let place = weakrefPlace(of: object, type) else {
      throw PyError(.typeError, "cannot create weak reference to '\(type.name)' object")
    }
    let known = try pointer(at: place)
    if known != .null {
      try incref(known)
      return known
    }
    let fields = c.weakref.fields
    let weakref = try allocateObject(builtin.weakref, size: c.weakref.size)
    try fill(0, at: weakref, count: c.weakref.size)
    try makeHead(of: weakref, type: builtin.weakref)
    try set(fields.hash, of: weakref, to: -1)
    try set(fields.wr_object, of: weakref, to: object)
    // weakref_vectorcall: a function's address, which is not NULL
    if let vectorcall = fields.vectorcall {
      try store(1, size: pointerSize, at: weakref + vectorcall.offset)
    }
    try setPointer(at: place, to: weakref)
    try track(weakref)
    return weakref
  }

  /// Clears the weak references to an object that ends: `PyObject_ClearWeakRefs`.
  func clearWeakrefs(to object: Address, _ type: TypeObject) throws(PyError) {
    if type === builtin.weakref { return try forgetWeakref(object) }
    guard type.kind != .type, let place = weakrefPlace(of: object, type) else { return }
    let weakref = try pointer(at: place)
    guard weakref != .null else { return }
    try set(c.weakref.fields.wr_object, of: weakref, to: singletons.none)
    try setPointer(at: place, to: .null)
  }

  /// A weak reference that ends is no longer its object's.
  private func forgetWeakref(_ weakref: Address) throws(PyError) {
    let object = try get(c.weakref.fields.wr_object, of: weakref)
    guard object != singletons.none, object != .null else { return }
    if let place = weakrefPlace(of: object, try type(of: object)) {
      try setPointer(at: place, to: .null)
    }
  }
}

/// `weakref.ref`: `_PyWeakref_RefType`, Objects/weakrefobject.c
struct WeakrefBehaviour: Behaviour {
  let kind = TypeObject.Kind.weakref

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    try heap.cachedHash(heap.c.weakref.fields.hash, of: object) { () throws(PyError) in
      guard let referent = try heap.referent(of: object) else {
        throw PyError(.typeError, "weak object has gone away")
      }
      return try heap.hash(of: referent)
    }
  }

  /// `weakref_repr`
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    guard let referent = try heap.referent(of: object) else {
      return Repr("<weakref at \(object); dead>")
    }
    let kind = try heap.type(of: referent)
    let name = kind.kind == .type ? " (\(try heap.type(at: referent).lastName))" : ""
    return Repr("<weakref at \(object); to '\(kind.name)' at \(referent)\(name)>")
  }

  /// `weakref_richcompare`: a dead one is equal to itself alone.
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? {
    guard typeB.kind == kind, let x = try heap.referent(of: a), let y = try heap.referent(of: b)
    else { return nil }
    return try heap.equality(x, y)
  }
}
