import PyLayout

/// `types.SimpleNamespace`: Objects/namespaceobject.c
extension Heap {
  /// An empty `types.SimpleNamespace()`; its attributes are set by name.
  ///
  /// - Throws: ``PyError`` `AttributeError` in 2.7, whose `types` has none.
  public func makeNamespace() throws(PyError) -> Object {
    guard build.version >= .v3_0 else {
      throw PyError(.attributeError, "'module' object has no attribute 'SimpleNamespace'")
    }
    // namespace_new
    let namespace = Object(try allocateInstance(builtin.namespace), in: self)
    try track(try namespace.address)
    try setPointer(
      at: try namespace.address + builtin.namespace.layout.tp_dictoffset, to: try newDict())
    return namespace
  }
}

/// `types.SimpleNamespace`: `_PyNamespace_Type`, Objects/namespaceobject.c
struct NamespaceBehaviour: Behaviour {
  let kind = TypeObject.Kind.namespace

  /// `namespace_clear`
  func tp_clear(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    if !type.isHeapType { try heap.clearAttributes(of: object, type) }
  }

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    throw unhashable(type)
  }

  /// `namespace_richcompare`
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? {
    guard typeB.kind == kind, a != b, let x = try heap.dict(of: a), let y = try heap.dict(of: b)
    else { return nil }
    return .pairs([(x, y)])
  }
}
