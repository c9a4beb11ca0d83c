import PyLayout

/// The end of objects: `tp_dealloc` of each type.
extension Heap {
  /// `_Py_Dealloc`: the last reference is gone.
  @inline(never) func deallocate(_ object: Address) throws(PyError) {
    // Py_TRASHCAN_BEGIN, Include/cpython/object.h: a chain of a million objects must not be a chain
    // of a million calls
    guard endingDepth < Self.trashLevel else { return trash.append(object) }
    endingDepth += 1
    defer { endingDepth -= 1 }
    try finish(object)
    guard endingDepth == 1 else { return }
    // Most ends leave nothing there: asking costs less than taking
    while !trash.isEmpty { try finish(trash.removeLast()) }
  }

  /// `PyTrash_UNWIND_LEVEL`
  private static let trashLevel = 50

  @inline(__always) private func finish(_ object: Address) throws(PyError) {
    let type = try pointer(at: object + c.object.fields.ob_type.offset.rawValue)
    if let ending = try ending(of: type), try finish(object, ending) { return }
    try finish(object, try self.type(at: type))
  }

  @inline(never) private func finish(_ object: Address, _ type: TypeObject) throws(PyError) {
    if type.haveGC { try untrack(object) }
    try clearWeakrefs(to: object, type)
    try forgetInterned(object, type)
    try clear(object, type)
    try type.behaviour.tp_free(object, type, self)
    if type.isHeapType { try decref(type.address) }
  }

  /// Drops what an object owns: `subtype_dealloc`, and the builtin types' own.
  func clear(_ object: Address, _ type: TypeObject) throws(PyError) {
    let dict = type.kind == .type ? nil : try existingDict(of: object, type)
    if let dict { try detach(dict, from: object, type) }
    try type.behaviour.dropReferences(object, type, self)
    try visitAttributes(of: object, type) { (value) throws(PyError) in try decref(value) }
    if let values = try values(of: object, type), try !isEmbedded(values) {
      try freeValues(values)
    }
    try type.behaviour.freeBlocks(object, type, self)
    if let dict { try decref(dict) }
  }

  /// `list_dealloc`: the last item first.
  func dropItems(ofList list: Address) throws(PyError) {
    let words = words
    var left = try get(c.list.fields.ob_base.ob_size, of: list)
    guard left > 0 else { return }
    let first = try itemPlace(0, of: list)
    while left > 0 {
      let ended = try finishNeighbours(left, at: first, words)
      left -= ended
      guard ended == 0 else { continue }
      left -= 1
      try dropItems(1, at: first + left * pointerSize, words)
    }
  }

  /// `_PyObject_ClearManagedDict`: a dict that outlives its instance takes its inline values along.
  func detach(
    _ dict: Address, from object: Address, _ type: TypeObject
  ) throws(PyError) {
    guard type.hasInlineValues else { return }
    let inline = Pointer<PyDictValues>(object + type.layout.tp_basicsize)
    guard try get(c.dict.fields.ma_values, of: dict) == inline else { return }
    guard try referenceCount(of: dict) != .mortal(1) else { return }
    let capacity = Int(try get(c.values.fields.capacity, of: inline))
    let copy = try newValues(capacity: capacity)
    try move(c.values.blockSize(capacity: capacity), from: inline.address, to: copy.address)
    try set(c.values.fields.embedded, of: copy, to: 0)
    try set(c.values.fields.valid, of: copy, to: 0)
    try set(c.values.fields.valid, of: inline, to: 0)
    try set(c.dict.fields.ma_values, of: dict, to: copy)
  }

  /// The objects that an object holds a reference to, its type and its dict left out.
  func ownedReferences(
    of object: Address, _ type: TypeObject
  ) throws(PyError) -> [Address] {
    var references = try type.behaviour.tp_traverse(object, type, self)
    try visitAttributes(of: object, type) { references.append($0) }
    return references
  }

  /// The references in the struct of an object whose type is written in C: its members'.
  func memberReferences(of object: Address, _ type: TypeObject) throws(PyError) -> [Address] {
    var references: [Address] = []
    for member in type.layout.members where member.role == .reference {
      let value = try pointer(at: object + member.offset)
      if value != .null { references.append(value) }
    }
    return references
  }

  /// Shows what an object's `__slots__`, and its values outside a dict, refer to.
  func visitAttributes(
    of object: Address, _ type: TypeObject, _ body: (Address) throws(PyError) -> Void
  ) throws(PyError) {
    for descriptor in type.slots {
      let value = try pointer(at: try place(of: descriptor, in: object))
      if value != .null { try body(value) }
    }
    guard type.isHeapType, let values = try values(of: object, type),
      let keys = try cachedKeys(of: type)
    else { return }
    for number in 0..<(try get(c.keys.fields.dk_nentries, of: keys)) {
      let value = try value(number, of: values)
      if value != .null { try body(value) }
    }
  }
}
