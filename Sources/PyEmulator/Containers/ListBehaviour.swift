import PyLayout

/// `PyList_Type`, Objects/listobject.c
struct ListBehaviour: ReferencesBehaviour {
  let kind = TypeObject.Kind.list
  let makesOwn = true
  func subclass(on build: Build) -> Subclass? { .list }

  func place(_ index: Int, of object: Address, _ heap: Heap) throws(PyError) -> Address {
    try heap.itemPlace(index, of: object)
  }

  /// `list___init___impl`
  func tp_new(_ type: TypeObject, from value: Object, _ heap: Heap) throws(PyError) -> Address {
    let items = try value.items
    let object = try heap.newInstance(of: type)
    // That of 3.8 and 3.9 makes room to measure before it extends
    if heap.build.version >= .v3_8 && heap.build.version < .v3_10 && !items.isEmpty {
      try heap.preallocate(object, items.count)
    }
    try heap.extend(object, with: items)
    return object
  }

  func tp_clear(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    let fields = heap.c.list.fields
    let items = try tp_traverse(object, type, heap)
    let buffer = try heap.get(fields.ob_item, of: object)
    try heap.set(fields.ob_base.ob_size, of: object, to: 0)
    try heap.set(fields.ob_item, of: object, to: .null)
    try heap.set(fields.allocated, of: object, to: 0)
    for item in items { try heap.decref(item) }
    try heap.freeItems(buffer)
  }

  /// `list_dealloc`: the last item first.
  func dropReferences(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    guard type.isHeapType else { return try heap.dropItems(ofList: object) }
    for item in try tp_traverse(object, type, heap) { try heap.decref(item) }
  }

  func freeBlocks(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try heap.freeItems(try heap.get(heap.c.list.fields.ob_item, of: object))
  }

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    throw unhashable(type)
  }

  /// `list_repr`
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    Repr("[", try tp_traverse(object, type, heap), "]")
  }

  func Py_ReprEnter(_ type: TypeObject, _ heap: Heap) -> String? { "[...]" }

  func mp_ass_subscript(
    _ object: Address, _ key: Object, _ value: Object?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool {
    let index = try index(key, of: object, type, isAssignment: true, heap)
    if let value {
      try setItem(object, index, to: value, heap)
    } else {
      try heap.deleteItem(index, ofList: object)
    }
    return true
  }
}
