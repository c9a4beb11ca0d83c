import PyLayout

/// Cells, in which variables are that inner functions use: Objects/cellobject.c
extension Heap {
  /// A cell with a value, or without any yet: `PyCell_New`.
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  public func makeCell(_ value: Object? = nil) throws(PyError) -> Object {
    let cell = Object(try newStruct(try type(.cell)), in: self)
    if let value {
      try replace(c.cell.fields.ob_ref, of: try cell.address, with: try own(value).address)
    }
    try track(try cell.address)
    return cell
  }
}

/// `cell`: `PyCell_Type`, Objects/cellobject.c
struct CellBehaviour: Behaviour {
  let kind = TypeObject.Kind.cell
  let isBase = false

  private func content(_ object: Address, _ heap: Heap) throws(PyError) -> Address? {
    let value = try heap.get(heap.c.cell.fields.ob_ref, of: object)
    return value == .null ? nil : value
  }

  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] { try content(object, heap).map { [$0] } ?? [] }

  func tp_clear(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try heap.replace(heap.c.cell.fields.ob_ref, of: object, with: .null)
  }

  /// `cell_get_contents`
  func tp_getattro(
    _ object: Address, _ name: String, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Address? {
    guard name == "cell_contents" else { return nil }
    guard let value = try content(object, heap) else {
      throw PyError(.valueError, heap.build.version < .v3_10 ? "Cell is empty" : "cell is empty")
    }
    try heap.incref(value)
    return value
  }

  /// `cell_set_contents`, since bpo-30486, 3.7.
  func tp_setattro(
    _ object: Address, _ name: String, _ value: Address?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool {
    guard name == "cell_contents" else { return false }
    guard heap.build.version >= .v3_7 else { throw heap.notWritable(name, type) }
    try heap.replace(heap.c.cell.fields.ob_ref, of: object, with: value ?? .null)
    return true
  }

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    throw unhashable(type)
  }

  /// `cell_richcompare`
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? {
    guard typeB.kind == kind else { return nil }
    let (x, y) = (try content(a, heap), try content(b, heap))
    guard let x, let y else { return .known(x == nil && y == nil) }
    return try heap.equality(x, y)
  }

  /// `cell_repr`
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    guard let value = try content(object, heap) else { return Repr("<cell at \(object): empty>") }
    let name = try heap.type(of: value).name
    return Repr("<cell at \(object): \(name) object at \(value)>")
  }
}
