import PyLayout

/// `range`, 2.7's `xrange`: `PyRange_Type`, Objects/rangeobject.c
struct RangeBehaviour: SequenceBehaviour {
  let kind = TypeObject.Kind.range
  let isBase = false

  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] { try heap.memberReferences(of: object, type) }

  /// `range_hash`, 3.x
  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    let fields = heap.c.range.fields
    guard let length = fields.length, let start = fields.start, let step = fields.step else {
      return Hash.pointer(object.rawValue, on: heap.build)
    }
    var parts = [
      try heap.get(length, of: object), try heap.get(start, of: object),
      try heap.get(step, of: object),
    ]
    let count = try heap.intValue(of: parts[0])
    if count == 0 { parts[1] = heap.singletons.none }
    if count == 0 || count == 1 { parts[2] = heap.singletons.none }
    var hashes: [Int] = []
    for part in parts { hashes.append(try heap.hash(of: part)) }
    return Hash.tuple(hashes, on: heap.build)
  }

  /// `range_equals`, 3.x
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? {
    let fields = heap.c.range.fields
    guard typeB.kind == kind, a != b, let length = fields.length, let start = fields.start,
      let step = fields.step
    else { return nil }
    func areEqual(_ field: Field<Ref>) throws(PyError) -> Bool {
      try heap.isEqual(try heap.get(field, of: a), try heap.get(field, of: b))
    }
    guard try areEqual(length) else { return .known(false) }
    let count = try heap.intValue(of: try heap.get(length, of: a))
    if count == 0 { return .known(true) }
    guard try areEqual(start) else { return .known(false) }
    return count == 1 ? .known(true) : .known(try areEqual(step))
  }

  /// `range_repr`; 2.7's xrange leaves out a start of 0, and its end is that of the last step.
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    let fields = heap.c.range.fields
    guard let start = fields.start, let stop = fields.stop, let step = fields.step else {
      let range = try heap.rangeFacts(of: object)
      let stop = range.start &+ range.length &* range.step
      if range.step != 1 { return Repr("xrange(\(range.start), \(stop), \(range.step))") }
      return Repr(range.start == 0 ? "xrange(\(stop))" : "xrange(\(range.start), \(stop))")
    }
    var parts = [try heap.get(start, of: object), try heap.get(stop, of: object)]
    let by = try heap.get(step, of: object)
    if try heap.intValue(of: by) != 1 { parts.append(by) }
    return Repr("range(", parts, ")")
  }

  func sq_length(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int? {
    try heap.rangeFacts(of: object).length
  }

  func sq_item(
    _ object: Address, _ index: Int, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object {
    let range = try heap.rangeFacts(of: object)
    // It is between start and stop, whatever the product is on its way
    return try heap.make(range.start &+ index &* range.step)
  }

  func noIndex(
    _ key: TypeObject, of type: TypeObject, isAssignment: Bool, on build: Build
  ) -> String {
    build.version < .v3_0
      ? "sequence index must be integer, not '\(key.name)'"
      : "\(type.builtin.name) indices must be integers or slices, not \(key.name)"
  }

  func owner(of type: TypeObject, isAssignment: Bool, on build: Build) -> String {
    "\(type.builtin.name) object "
  }
}

/// `slice`: `PySlice_Type`, Objects/sliceobject.c
struct SliceBehaviour: Behaviour {
  let kind = TypeObject.Kind.slice
  let isBase = false

  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] { try heap.memberReferences(of: object, type) }

  /// `slicehash`, gh-101264, 3.12
  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    guard heap.build.version >= .v3_12 else { throw unhashable(type) }
    var hashes: [Int] = []
    for bound in try heap.memberReferences(of: object, type) {
      hashes.append(try heap.hash(of: bound))
    }
    return Hash.slice(hashes, on: heap.build)
  }

  /// `slice_repr`
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    Repr("slice(", try heap.memberReferences(of: object, type), ")")
  }

  /// `slice_richcompare`
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? {
    guard typeB.kind == kind, a != b else { return nil }
    return .pairs(
      Array(zip(try heap.memberReferences(of: a, typeA), try heap.memberReferences(of: b, typeB))))
  }
}
