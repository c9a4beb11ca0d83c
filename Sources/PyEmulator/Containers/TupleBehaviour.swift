import PyLayout

/// `PyTuple_Type`, Objects/tupleobject.c
struct TupleBehaviour: ReferencesBehaviour {
  let kind = TypeObject.Kind.tuple
  func subclass(on build: Build) -> Subclass? { .tuple }

  func place(_ index: Int, of object: Address, _ heap: Heap) throws(PyError) -> Address {
    heap.tupleItem(index, of: object)
  }

  func tp_new(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    if let hash = heap.c.tuple.fields.ob_hash { try heap.set(hash, of: object, to: -1) }
  }

  /// `tuple_subtype_new`
  func tp_new(_ type: TypeObject, from value: Object, _ heap: Heap) throws(PyError) -> Address {
    let items = try value.items
    return try heap.makeTuple(try heap.own(items), as: type)
  }

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    try heap.hash(ofTuple: object)
  }

  /// `tuplerepr`
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    let items = try tp_traverse(object, type, heap)
    return Repr("(", items, items.count == 1 ? ",)" : ")")
  }

  func Py_ReprEnter(_ type: TypeObject, _ heap: Heap) -> String? { "(...)" }
}
