import PyLayout

/// `PySet_Type` and `PyFrozenSet_Type`, Objects/setobject.c
struct SetBehaviour: Behaviour {
  let kind: TypeObject.Kind
  func hasSizeof(on build: Build) -> Bool { true }
  let isSequence = true
  // It is tracked when its table is ready
  let tracksLater = true
  var makesOwn: Bool { kind == .set }

  /// `set`
  static let set = SetBehaviour(kind: .set)
  /// `frozenset`
  static let frozenset = SetBehaviour(kind: .frozenset)

  func tp_new(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try heap.initializeSet(object)
    try heap.track(object)
  }

  func tp_new(_ type: TypeObject, from value: Object, _ heap: Heap) throws(PyError) -> Address {
    let items = try value.items
    let object = try heap.newInstance(of: type)
    for item in items { try heap.add(try item.address, to: object) }
    return object
  }

  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] { try heap.items(ofSet: object).map(\.key) }

  /// Frozen sets have none.
  func tp_clear(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    if kind == .set { try heap.clearSet(object) }
  }

  func freeBlocks(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    if let table = try heap.outsideTable(ofSet: object) { try heap.free(table, heap.buffers) }
  }

  /// `frozenset_hash`
  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    if kind == .set { throw unhashable(type) }
    return try heap.cachedHash(heap.c.set.fields.hash, of: object) { () throws(PyError) in
      Hash.frozenset(try heap.items(ofSet: object).map(\.hash), on: heap.build)
    }
  }

  /// `set_richcompare`, of sets of both kinds
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? {
    guard typeB.kind == .set || typeB.kind == .frozenset else { return nil }
    if a == b { return .known(true) }
    let (x, y) = (try heap.items(ofSet: a), try heap.items(ofSet: b))
    guard x.count == y.count else { return .known(false) }
    return .lookups(x.map { Heap.Entry(key: $0.key, value: .null, hash: $0.hash) }, in: b)
  }

  /// `set_repr`; in 2.7 a list stands in it.
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    let items = try heap.items(ofSet: object).map(\.key)
    if heap.build.version < .v3_0 { return Repr("\(type.name)([", items, "])") }
    if items.isEmpty { return Repr("\(type.name)()") }
    return type === heap.builtin.set
      ? Repr("{", items, "}") : Repr("\(type.name)({", items, "})")
  }

  func Py_ReprEnter(_ type: TypeObject, _ heap: Heap) -> String? { "\(type.name)(...)" }

  func sq_length(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int? {
    try heap.get(heap.c.set.fields.used, of: object)
  }

  func tp_iter(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> [Object]? {
    try heap.newReferences(to: try heap.items(ofSet: object).map(\.key))
  }
}
