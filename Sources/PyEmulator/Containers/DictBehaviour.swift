import PyLayout

/// `PyDict_Type`, Objects/dictobject.c
struct DictBehaviour: Behaviour {
  let kind = TypeObject.Kind.dict
  let isSequence = true
  let makesOwn = true
  func subclass(on build: Build) -> Subclass? { .dict }

  func tp_new(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    if heap.build.version < .v3_0 { return try Dict2(object, in: heap).initialize() }
    let (keys, values) = try heap.emptyTable(isCalled: true)
    try heap.set(heap.c.dict.fields.ma_keys, of: object, to: keys)
    try heap.set(heap.c.dict.fields.ma_values, of: object, to: values)
  }

  /// `dict_update_common`
  func tp_new(_ type: TypeObject, from value: Object, _ heap: Heap) throws(PyError) -> Address {
    let object = try heap.newInstance(of: type)
    if try heap.type(of: try value.address).kind.isDict {
      try heap.merge(try value.address, intoDict: object)
    } else {
      try fill(object, withPairs: try value.items, heap)
    }
    return object
  }

  /// `PyDict_MergeFromSeq2`
  private func fill(
    _ dict: Address, withPairs pairs: [Object], _ heap: Heap
  ) throws(PyError) {
    for (index, pair) in pairs.enumerated() {
      let items = try pair.items
      guard items.count == 2 else {
        throw PyError(
          .valueError,
          "dictionary update sequence element #\(index) has length \(items.count); 2 is required")
      }
      try heap.setItem(dict, try items[0].address, try items[1].address)
    }
  }

  /// `dict_traverse`: inline values are the instance's, a split table's keys its class's.
  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] {
    let values =
      heap.build.version < .v3_0 ? .null : try heap.get(heap.c.dict.fields.ma_values, of: object)
    if values != .null, try heap.isEmbedded(values) { return [] }
    var references: [Address] = []
    for entry in try heap.entries(of: object) {
      if values == .null { references.append(entry.key) }
      references.append(entry.value)
    }
    return references
  }

  func tp_clear(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try heap.clearDict(object)
  }

  /// `dict_dealloc`
  func freeBlocks(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    if heap.build.version < .v3_0 { return try Dict2(object, in: heap).freeTable() }
    let fields = heap.c.dict.fields
    let keys = try heap.get(fields.ma_keys, of: object)
    if keys == heap.singletons.emptyKeys { return try heap.countEmptyKeys(by: -1) }
    let values = try heap.get(fields.ma_values, of: object)
    if values != .null { try heap.freeValues(values) }
    if values == .null { try heap.freeKeys(keys) } else { try heap.decrefKeys(keys) }
  }

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    throw unhashable(type)
  }

  /// `dict_equal`
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? {
    guard typeB.kind == kind else { return nil }
    if a == b { return .known(true) }
    let (x, y) = (try heap.entries(of: a), try heap.entries(of: b))
    return x.count == y.count ? .lookups(x, in: b) : .known(false)
  }

  /// `dict_repr`
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    Repr(
      "{", try heap.entries(of: object).map { (.object($0.key), $0.value) }, mark: ": ", "}")
  }

  func Py_ReprEnter(_ type: TypeObject, _ heap: Heap) -> String? { "{...}" }

  func sq_length(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int? {
    heap.build.version < .v3_0
      ? try heap.get(heap.c.dict2.fields.ma_used, of: object)
      : try heap.get(heap.c.dict.fields.ma_used, of: object)
  }

  func tp_iter(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> [Object]? {
    try heap.newReferences(to: try heap.entries(of: object).map(\.key))
  }

  func mp_subscript(
    _ object: Address, _ key: Object, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object? {
    guard let value = try heap.item(object, try key.address) else {
      throw heap.missing(key: try key.address)
    }
    try heap.incref(value)
    return Object(value, in: heap)
  }

  func mp_ass_subscript(
    _ object: Address, _ key: Object, _ value: Object?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool {
    if let value {
      try heap.setItem(object, try key.address, try value.address)
    } else if try !heap.deleteItem(object, try key.address) {
      throw heap.missing(key: try key.address)
    }
    return true
  }
}
