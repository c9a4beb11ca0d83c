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

  /// A new reference to a weak reference: `PyWeakref_NewRef`. Without a callback it is one that all
  /// share.
  ///
  /// - Parameter callback: borrowed; `NULL` for none.
  /// - Throws: ``PyError`` `TypeError` when the object's type takes none.
  func newWeakref(to object: Address, callback: Address = .null) throws(PyError) -> Address {
    let type = try type(of: object)
    guard let place = weakrefPlace(of: object, type) else {
      throw PyError(.typeError, "cannot create weak reference to '\(type.name)' object")
    }
    let fields = c.weakref.fields
    if callback == .null, let shared = try sharedWeakref(at: place) {
      try incref(shared)
      return shared
    }
    let weakref = try allocateObject(builtin.weakref, size: c.weakref.size)
    try fill(0, at: weakref, count: c.weakref.size)
    try makeHead(of: weakref, type: builtin.weakref)
    try set(fields.hash, of: weakref, to: -1)
    try set(fields.wr_object, of: weakref, to: object)
    try xincref(callback)
    try set(fields.wr_callback, of: weakref, to: callback)
    // weakref_vectorcall: a function's address, which is not NULL
    if let vectorcall = fields.vectorcall {
      try store(1, size: pointerSize, at: weakref + vectorcall.offset)
    }
    try track(weakref)
    // insert_head, insert_after: behind the shared one, before those with a callback
    let before = callback == .null ? nil : try sharedWeakref(at: place)
    let next =
      if let before { try get(fields.wr_next, of: before) } else { try pointer(at: place) }
    try set(fields.wr_prev, of: weakref, to: before ?? .null)
    try set(fields.wr_next, of: weakref, to: next)
    if next != .null { try set(fields.wr_prev, of: next, to: weakref) }
    if let before {
      try set(fields.wr_next, of: before, to: weakref)
    } else {
      try setPointer(at: place, to: weakref)
    }
    return weakref
  }

  /// The weak reference that has no callback: the first one, `get_basic_refs`.
  private func sharedWeakref(at place: Address) throws(PyError) -> Address? {
    let first = try pointer(at: place)
    guard first != .null, try get(c.weakref.fields.wr_callback, of: first) == .null else {
      return nil
    }
    return first
  }

  /// The weak references to an object, in their order.
  func weakrefs(to object: Address, _ type: TypeObject) throws(PyError) -> [Address] {
    guard let place = weakrefPlace(of: object, type) else { return [] }
    var found: [Address] = []
    var weakref = try pointer(at: place)
    while weakref != .null {
      found.append(weakref)
      weakref = try get(c.weakref.fields.wr_next, of: weakref)
    }
    return found
  }

  /// A weak reference is no longer its object's; its callback stays: `_PyWeakref_ClearRef`.
  func clearWeakref(_ weakref: Address) throws(PyError) {
    let fields = c.weakref.fields
    guard let object = try referent(of: weakref) else { return }
    let (previous, next) = (
      try get(fields.wr_prev, of: weakref), try get(fields.wr_next, of: weakref)
    )
    if let place = weakrefPlace(of: object, try type(of: object)),
      try pointer(at: place) == weakref
    {
      try setPointer(at: place, to: next)
    }
    try set(fields.wr_object, of: weakref, to: singletons.none)
    if previous != .null { try set(fields.wr_next, of: previous, to: next) }
    if next != .null { try set(fields.wr_prev, of: next, to: previous) }
    try set(fields.wr_prev, of: weakref, to: .null)
    try set(fields.wr_next, of: weakref, to: .null)
  }

  /// Clears the weak references to an object that ends, and runs their callbacks:
  /// `PyObject_ClearWeakRefs`.
  func clearWeakrefs(to object: Address, _ type: TypeObject) throws(PyError) {
    if type.kind == .weakref { return try clearWeakref(object) }
    guard type.kind != .type, let place = weakrefPlace(of: object, type) else { return }
    if let shared = try sharedWeakref(at: place) { try clearWeakref(shared) }
    let fields = c.weakref.fields
    let waiting = try weakrefs(to: object, type)
    guard !waiting.isEmpty else { return }
    if waiting.count == 1 && build.version < .v3_13 {
      let callback = Object(try get(fields.wr_callback, of: waiting[0]), in: self)
      try set(fields.wr_callback, of: waiting[0], to: .null)
      try clearWeakref(waiting[0])
      if try referenceCount(of: waiting[0]) != .mortal(0) {
        handleCallback(callback, try newReference(to: waiting[0]))
      }
      return
    }
    // All are cleared before the first is told, and kept in a tuple
    let tuple = try newTuple(count: 2 * waiting.count)
    try fill(0, at: tupleItem(0, of: tuple), count: 2 * waiting.count * pointerSize)
    try track(tuple)
    var told: [(weakref: Address, callback: Address)] = []
    for weakref in waiting {
      let callback = try get(fields.wr_callback, of: weakref)
      try set(fields.wr_callback, of: weakref, to: .null)
      try clearWeakref(weakref)
      // One that is about to end itself is not told
      if try referenceCount(of: weakref) == .mortal(0) {
        try decref(callback)
        continue
      }
      try incref(weakref)
      try setPointer(at: tupleItem(2 * told.count, of: tuple), to: weakref)
      try setPointer(at: tupleItem(2 * told.count + 1, of: tuple), to: callback)
      told.append((weakref, callback))
    }
    for (weakref, callback) in told {
      handleCallback(try newReference(to: callback), try newReference(to: weakref))
    }
    try decref(tuple)
  }

  /// `handle_callback`: an error is nobody's.
  func handleCallback(_ callback: Object, _ weakref: Object) {
    keepingFailure { () throws(PyError) in _ = try call(callback, [weakref]) }
  }

  /// `gc_clear`, Objects/weakrefobject.c: a weak reference lets go of its object and its callback.
  func endWeakref(_ weakref: Address) throws(PyError) {
    try clearWeakref(weakref)
    try replace(c.weakref.fields.wr_callback, of: weakref, with: .null)
  }
}

/// `weakref.ref`: `_PyWeakref_RefType`, Objects/weakrefobject.c
struct WeakrefBehaviour: Behaviour {
  let kind = TypeObject.Kind.weakref

  /// `weakref_call`
  func tp_call(
    _ object: Address, _ arguments: [Object], _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object? {
    guard arguments.isEmpty else {
      throw PyError(.typeError, "a weak reference is called without arguments")
    }
    let referent = try heap.referent(of: object) ?? heap.singletons.none
    try heap.incref(referent)
    return Object(referent, in: heap)
  }

  /// `gc_traverse`
  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] {
    let callback = try heap.get(heap.c.weakref.fields.wr_callback, of: object)
    return callback == .null ? [] : [callback]
  }

  func tp_clear(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try heap.endWeakref(object)
  }

  func dropReferences(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try heap.endWeakref(object)
  }

  /// `weakref_members`, since bpo-7942, 3.4.
  func tp_getattro(
    _ object: Address, _ name: String, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Address? {
    guard name == "__callback__", heap.build.version >= .v3_0 else { return nil }
    return try heap.orNone(heap.c.weakref.fields.wr_callback, of: object)
  }

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
