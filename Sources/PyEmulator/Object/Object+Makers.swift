import PyLayout

/// The builtin types' objects from their parts.
extension Heap {
  /// A `bytes`, 2.7's `str`; those of less than two bytes are shared.
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  public func makeBytes(of bytes: [UInt8]) throws(PyError) -> Object {
    Object(try makeBytes(bytes), in: self)
  }

  /// `bytearray(bytes)`, made to measure.
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  public func makeBytearray(of bytes: [UInt8] = []) throws(PyError) -> Object {
    Object(try newBytearray(bytes), in: self)
  }

  /// `complex(real, imaginary)`
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  public func makeComplex(_ real: Double, _ imaginary: Double) throws(PyError) -> Object {
    Object(try newComplex(real, imaginary), in: self)
  }

  /// `set(items)`, one added after the other.
  ///
  /// - Throws: ``PyError`` `TypeError` for an unhashable item.
  public func makeSet(of items: [Object]) throws(PyError) -> Object {
    let items = try own(items)
    let set = try makeSet()
    for item in items { try add(item, to: try set.address) }
    return set
  }

  /// `frozenset(items)`, one added after the other; up to 3.9 the empty one is shared.
  ///
  /// - Throws: ``PyError`` `TypeError` for an unhashable item.
  public func makeFrozenset(of items: [Object] = []) throws(PyError) -> Object {
    let items = try own(items)
    if items.isEmpty, let shared = singletons.emptyFrozenset {
      try incref(shared)
      return Object(shared, in: self)
    }
    let set = Object(try newSet(type: builtin.frozenset), in: self)
    for item in items { try add(item, to: try set.address) }
    // _PyFrozenSet_MaybeUntrack, Objects/setobject.c, 3.15
    if build.version >= .v3_15 {
      var staysTracked = false
      for item in items where try mayBeTracked(item) { staysTracked = true }
      if !staysTracked { try untrack(try set.address) }
    }
    // emptyfrozenset, Objects/setobject.c
    if items.isEmpty && build.version < .v3_10 {
      try incref(try set.address)
      singletons.emptyFrozenset = try set.address
    }
    return set
  }

  /// `range(start, stop, step)`, 2.7's `xrange`.
  ///
  /// - Throws: ``PyError`` `ValueError` when the step is zero, `OverflowError` in 2.7 for more
  ///   numbers than a C long counts.
  public func makeRange(_ start: Int, _ stop: Int, _ step: Int = 1) throws(PyError) -> Object {
    Object(try newRange(start, stop, step), in: self)
  }

  /// `slice(start, stop, step)`; a bound that is `nil` is `None`.
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  public func makeSlice(_ start: Int?, _ stop: Int?, _ step: Int? = nil) throws(PyError) -> Object {
    var bounds: [Object] = []
    for bound in [start, stop, step] {
      if let bound { bounds.append(try make(bound)) } else { bounds.append(try none) }
    }
    return Object(
      try newSlice(try bounds[0].address, try bounds[1].address, try bounds[2].address), in: self)
  }

  /// `weakref.ref(object)`: the one that all callers share.
  ///
  /// - Throws: ``PyError`` `TypeError` when objects of its type cannot be weakly referred to.
  public func makeWeakref(to object: Object) throws(PyError) -> Object {
    Object(try newWeakref(to: try own(object).address), in: self)
  }

  /// `weakref.ref(object, callback)`: a new one, whose callback is called with it when the object ends.
  ///
  /// The one made last is told first. One that ends before its object, or together with it in a cycle, is
  /// not told. What a callback throws is the heap's ``failure``.
  ///
  /// - Parameter callback: an object that can be called; `None` for none.
  /// - Throws: ``PyError`` `TypeError` when objects of its type cannot be weakly referred to.
  public func makeWeakref(to object: Object, callback: Object) throws(PyError) -> Object {
    let callback = try own(callback).address
    return Object(
      try newWeakref(
        to: try own(object).address, callback: callback == singletons.none ? .null : callback),
      in: self)
  }

  /// The same with a function of Swift's as the callback, which becomes a
  /// ``makeBuiltinFunction(_:body:)``.
  ///
  /// - Throws: ``PyError`` `TypeError` when objects of its type cannot be weakly referred to.
  public func makeWeakref(
    to object: Object, callback: @escaping (_ weakref: Object) throws(PyError) -> Void
  ) throws(PyError) -> Object {
    let function = try makeBuiltinFunction("callback") { [unowned self] arguments throws(PyError) in
      for weakref in arguments { try callback(weakref) }
      return try none
    }
    return try makeWeakref(to: object, callback: function)
  }
}

extension Object {
  /// What a weak reference refers to; `nil` when that has ended, or this is no weak reference.
  ///
  /// - Throws: ``PyError`` `ReferenceError` once the reference was released.
  public var referent: Object? {
    get throws(PyError) {
      let object = try address
      guard try heap.type(of: object).kind == .weakref else { return nil }
      guard let target = try heap.referent(of: object) else { return nil }
      try heap.incref(target)
      return Object(target, in: heap)
    }
  }

  /// The bytes of a `bytes`, 2.7's `str`, or a `bytearray`; `nil` when it is another object.
  ///
  /// - Throws: ``PyError`` `ReferenceError` once the reference was released.
  public var bytes: [UInt8]? {
    get throws(PyError) {
      let object = try address
      switch try heap.type(of: object).kind {
      case .bytes: return try heap.bytesValue(of: object)
      case .bytearray:
        return try heap.bytes(at: try heap.start(ofBytearray: object), count: try count)
      default: return nil
      }
    }
  }

  /// The value of a `complex`; `nil` when it is another object.
  ///
  /// - Throws: ``PyError`` `ReferenceError` once the reference was released.
  public var complex: (real: Double, imaginary: Double)? {
    get throws(PyError) {
      let object = try address
      guard try heap.type(of: object).kind == .complex else { return nil }
      return try heap.complexValue(of: object)
    }
  }
}
