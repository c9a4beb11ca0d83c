import PyLayout

/// `collections.OrderedDict`, 3.x: `PyODict_Type`, Objects/odictobject.c. What it does not say of its own
/// it does as a dict.
struct OrderedDictBehaviour: Behaviour {
  let kind = TypeObject.Kind.odict
  func hasSizeof(on build: Build) -> Bool { true }
  let isSequence = true
  let makesOwn = true
  func subclass(on build: Build) -> Subclass? { .dict }

  private let base = DictBehaviour()

  func tp_new(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try base.tp_new(object, type, heap)
  }

  /// `odict_init`
  func tp_new(_ type: TypeObject, from value: Object, _ heap: Heap) throws(PyError) -> Address {
    let object = Object(try heap.newInstance(of: type), in: heap)
    try OrderedDict(try object.address, in: heap).update(from: value)
    try heap.incref(try object.address)
    return try object.address
  }

  /// `odict_traverse`
  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] {
    try OrderedDict(object, in: heap).orderedKeys() + base.tp_traverse(object, type, heap)
  }

  /// `odict_tp_clear`
  func tp_clear(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    if !type.isHeapType { try heap.clearAttributes(of: object, type) }
    try OrderedDict(object, in: heap).clear()
  }

  /// `odict_dealloc`: the nodes, and what the dict refers to.
  func dropReferences(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try OrderedDict(object, in: heap).clearNodes()
    try base.dropReferences(object, type, heap)
  }

  func freeBlocks(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try base.freeBlocks(object, type, heap)
  }

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    throw unhashable(type)
  }

  /// `odict_richcompare`: as a dict, and of two of them the order counts.
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? {
    guard typeB.kind == kind || typeB.kind == .dict else { return nil }
    if a == b { return .known(true) }
    let (x, y) = (try heap.entries(of: a), try heap.entries(of: b))
    guard x.count == y.count else { return .known(false) }
    guard typeB.kind == kind else { return .lookups(x, in: b) }
    let keys = zip(
      try OrderedDict(a, in: heap).orderedKeys(), try OrderedDict(b, in: heap).orderedKeys())
    return .lookups(x, in: b, then: Array(keys))
  }

  /// `odict_repr`; from 3.12 on as a dict's.
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    let entries = try OrderedDict(object, in: heap).orderedEntries()
    let name = type.lastName
    if entries.isEmpty { return Repr("\(name)()") }
    let pairs = entries.map { (key: Repr.Piece.object($0.key), value: $0.value) }
    guard heap.build.version < .v3_12 else {
      var repr = Repr("\(name)({", pairs, mark: ": ", "})")
      repr.levels = 2
      // dict is called first
      repr.action = "while calling a Python object"
      return repr
    }
    // A list of tuples
    var pieces: [Repr.Piece] = []
    for pair in pairs {
      pieces += [.text(pieces.isEmpty ? "\(name)([(" : "), ("), pair.key, .text(", ")]
      pieces.append(.object(pair.value))
    }
    var repr = Repr(pieces + [.text(")])")])
    repr.levels = 3
    return repr
  }

  func Py_ReprEnter(_ type: TypeObject, _ heap: Heap) -> String? { "..." }

  func sq_length(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int? {
    try base.sq_length(object, type, heap)
  }

  /// `odict_iter`
  func tp_iter(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> [Object]? {
    try heap.newReferences(to: try OrderedDict(object, in: heap).orderedKeys())
  }

  func mp_subscript(
    _ object: Address, _ key: Object, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object? { try base.mp_subscript(object, key, type, heap) }

  /// `odict_mp_ass_sub`
  func mp_ass_subscript(
    _ object: Address, _ key: Object, _ value: Object?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool {
    let dict = OrderedDict(object, in: heap)
    if let value {
      try dict.setItem(try key.address, try value.address)
    } else if try !dict.deleteItem(try key.address) {
      throw heap.missing(key: try key.address)
    }
    return true
  }
}
