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

  /// `namespace_repr`; up to 3.8 sorted by the names.
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    guard let dict = try heap.dict(of: object) else { return Repr("\(name(type, heap))()") }
    var pairs: [(name: String, value: Address)] = []
    for entry in try heap.entries(of: dict) {
      let name = try heap.string(of: entry.key)
      // Others and "" are passed over
      if let name, !name.isEmpty { pairs.append((name, entry.value)) }
    }
    if heap.build.version < .v3_9 {
      pairs.sort { $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars) }
    }
    return Repr(
      "\(name(type, heap))(", pairs.map { (.text($0.name), $0.value) }, mark: "=", ")")
  }

  func Py_ReprEnter(_ type: TypeObject, _ heap: Heap) -> String? { "\(name(type, heap))(...)" }

  private func name(_ type: TypeObject, _ heap: Heap) -> String {
    type === heap.builtin.namespace ? "namespace" : type.name
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
