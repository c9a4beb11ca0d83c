import PyLayout

/// `collections.deque`: `deque_type`, Modules/_collectionsmodule.c
struct DequeBehaviour: SequenceBehaviour {
  let kind = TypeObject.Kind.deque
  func hasSizeof(on build: Build) -> Bool { true }
  let makesOwn = true

  func tp_new(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try Deque(object, in: heap).initialize()
  }

  /// `deque_init`
  func tp_new(_ type: TypeObject, from value: Object, _ heap: Heap) throws(PyError) -> Address {
    let items = try value.items
    let object = try heap.newInstance(of: type)
    try Deque(object, in: heap).extend(try heap.own(items))
    return object
  }

  /// `deque_traverse`
  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] { try Deque(object, in: heap).items() }

  func tp_clear(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try Deque(object, in: heap).clear()
  }

  /// `deque_dealloc`
  func dropReferences(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try Deque(object, in: heap).clear()
  }

  func freeBlocks(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try Deque(object, in: heap).freeBlocks()
  }

  /// `deque_getset`
  func tp_getattro(
    _ object: Address, _ name: String, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Address? {
    guard isMaxlen(name, of: type) else { return nil }
    if let maxlen = try Deque(object, in: heap).maxlen { return try heap.makeInt(maxlen) }
    try heap.incref(heap.singletons.none)
    return heap.singletons.none
  }

  func tp_setattro(
    _ object: Address, _ name: String, _ value: Address?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool {
    guard isMaxlen(name, of: type) else { return false }
    throw PyError(
      .attributeError, "attribute '\(name)' of '\(type.builtin.name)' objects is not writable")
  }

  /// Whether it is `maxlen`, and no slot of that name or class attribute hides it.
  private func isMaxlen(_ name: String, of type: TypeObject) -> Bool {
    name == "maxlen" && type.descriptor(name) == nil
      && !type.mro.contains { $0.attributes[name] != nil }
  }

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    throw unhashable(type)
  }

  /// `deque_richcompare`
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? {
    guard typeB.kind == kind else { return nil }
    if a == b { return .known(true) }
    let (x, y) = (Deque(a, in: heap), Deque(b, in: heap))
    guard try x.count == y.count else { return .known(false) }
    return .pairs(Array(zip(try x.items(), try y.items())))
  }

  /// `deque_repr`; from 3.7 on with the class's own name.
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    let deque = Deque(object, in: heap)
    let name = heap.build.version < .v3_7 ? type.builtin.lastName : type.lastName
    let maxlen = try deque.maxlen.map { ", maxlen=\($0)" } ?? ""
    var repr = Repr("\(name)([", try deque.items(), "]\(maxlen))")
    repr.levels = 2
    return repr
  }

  func Py_ReprEnter(_ type: TypeObject, _ heap: Heap) -> String? { "[...]" }

  func sq_length(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int? {
    try Deque(object, in: heap).count
  }

  func sq_item(
    _ object: Address, _ index: Int, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object {
    let item = try heap.pointer(at: try Deque(object, in: heap).place(index))
    try heap.incref(item)
    return Object(item, in: heap)
  }

  func tp_iter(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> [Object]? {
    try heap.newReferences(to: try Deque(object, in: heap).items())
  }

  /// `deque_ass_item`
  func mp_ass_subscript(
    _ object: Address, _ key: Object, _ value: Object?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool {
    let index = try index(key, of: object, type, isAssignment: true, heap)
    let deque = Deque(object, in: heap)
    guard let value else {
      try deque.deleteItem(index)
      return true
    }
    let place = try deque.place(index)
    let old = try heap.pointer(at: place)
    try heap.incref(try value.address)
    try heap.setPointer(at: place, to: try value.address)
    try heap.decref(old)
    return true
  }

  /// `PyObject_GetItem`, `PyObject_SetItem`, Objects/abstract.c, of a sequence that is no mapping
  func noIndex(
    _ key: TypeObject, of type: TypeObject, isAssignment: Bool, on build: Build
  ) -> String { "sequence index must be integer, not '\(key.name)'" }

  func owner(of type: TypeObject, isAssignment: Bool, on build: Build) -> String { "deque " }
}
