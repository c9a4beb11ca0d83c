import PyLayout

/// A type whose items have numbers: `PySequenceMethods`, Include/cpython/object.h
protocol SequenceBehaviour: Behaviour {
  /// `sq_item` of a valid index, a new reference.
  func sq_item(
    _ object: Address, _ index: Int, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object
  /// What is said of a key that is no index: each type's `mp_subscript`.
  func noIndex(
    _ key: TypeObject, of type: TypeObject, isAssignment: Bool, on build: Build
  ) -> String
  /// Whose index is out of range, with a space behind.
  func owner(of type: TypeObject, isAssignment: Bool, on build: Build) -> String
}

extension SequenceBehaviour {
  var isSequence: Bool { true }

  func noIndex(
    _ key: TypeObject, of type: TypeObject, isAssignment: Bool, on build: Build
  ) -> String {
    let slices = build.version < .v3_0 ? "" : " or slices"
    return "\(type.builtin.name) indices must be integers\(slices), not \(key.name)"
  }

  func owner(of type: TypeObject, isAssignment: Bool, on build: Build) -> String {
    "\(type.builtin.name) \(isAssignment ? "assignment " : "")"
  }

  /// The items, which are no objects until they are asked for.
  func tp_iter(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> [Object]? {
    let count = try sq_length(object, type, heap) ?? 0
    // Nobody has the memory for more objects
    guard count <= 1 << 28 else { throw PyError(.memoryError, "") }
    var items: [Object] = []
    for index in 0..<count { items.append(try sq_item(object, index, type, heap)) }
    return items
  }

  func mp_subscript(
    _ object: Address, _ key: Object, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object? {
    try sq_item(object, index(key, of: object, type, heap), type, heap)
  }

  /// An index from 0 on.
  ///
  /// - Throws: ``PyError`` `TypeError`, `IndexError`; `NotImplementedError` for a slice.
  func index(
    _ key: Object, of object: Address, _ type: TypeObject, isAssignment: Bool = false, _ heap: Heap
  ) throws(PyError) -> Int {
    let keyType = try heap.type(of: try key.address)
    // 2.7's xrange takes none
    let takesInts = kind == .range
    if keyType.kind == .slice && !(takesInts && heap.build.version < .v3_0) {
      throw PyError(.notImplementedError, "slices of '\(type.name)' objects are not taken here")
    }
    guard keyType.isIndex else {
      throw PyError(
        .typeError, noIndex(keyType, of: type, isAssignment: isAssignment, on: heap.build))
    }
    let number = try heap.ssize(key)
    // compute_range_item, Objects/rangeobject.c: a range's index may have any size
    if number == nil && !(takesInts && heap.build.version >= .v3_0) {
      throw heap.doesNotFit(keyType)
    }
    let count = try sq_length(object, type, heap) ?? 0
    guard let number, number < count, number >= 0 || number &+ count >= 0 else {
      let owner = owner(of: type, isAssignment: isAssignment, on: heap.build)
      throw PyError(.indexError, "\(owner)index out of range")
    }
    return number < 0 ? number + count : number
  }
}

extension TypeObject {
  /// The type written in C that it is, or is derived from: its code names itself.
  var builtin: TypeObject {
    guard isHeapType, let base else { return self }
    return base.builtin
  }
}

/// A type whose items are references side by side: `tuple`, `list`.
protocol ReferencesBehaviour: SequenceBehaviour {
  /// Where the item of a valid index is.
  func place(_ index: Int, of object: Address, _ heap: Heap) throws(PyError) -> Address
}

extension ReferencesBehaviour {
  func sq_length(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int? {
    try heap.get(heap.c.varObject.fields.ob_size, of: object)
  }

  func sq_item(
    _ object: Address, _ index: Int, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object {
    let item = try heap.pointer(at: try place(index, of: object, heap))
    try heap.incref(item)
    return Object(item, in: heap)
  }

  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] {
    let count = try heap.get(heap.c.varObject.fields.ob_size, of: object)
    guard count > 0 else { return [] }
    var items: [Address] = []
    items.reserveCapacity(count)
    let first = try place(0, of: object, heap)
    for index in 0..<count {
      let item = try heap.pointer(at: first + index * heap.pointerSize)
      if item != .null { items.append(item) }
    }
    return items
  }

  func tp_iter(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> [Object]? {
    try heap.newReferences(to: try tp_traverse(object, type, heap))
  }

  /// `object[index] = value`
  func setItem(
    _ object: Address, _ index: Int, to value: Object, _ heap: Heap
  ) throws(PyError) {
    let place = try place(index, of: object, heap)
    let old = try heap.pointer(at: place)
    try heap.incref(try value.address)
    try heap.setPointer(at: place, to: try value.address)
    try heap.decref(old)
  }

  /// The items are equal one by one, of as many: `list_richcompare`, `tuplerichcompare`.
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? {
    guard typeB.kind == kind else { return nil }
    if a == b { return .known(true) }
    let (x, y) = (try tp_traverse(a, typeA, heap), try tp_traverse(b, typeB, heap))
    // CPython looks at the items first; looking at the lengths only avoids an error
    return x.count == y.count ? .pairs(Array(zip(x, y))) : .known(false)
  }
}
