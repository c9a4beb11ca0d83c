import PyLayout

/// The cycle collector: `deduce_unreachable` and `gc_collect_main`, Python/gc.c (up to 3.12
/// Modules/gcmodule.c; free-threaded builds Python/gc_free_threading.c).
extension Heap {
  /// Finds the objects that only refer to one another, and ends them: `gc.collect()`.
  ///
  /// - Parameter generation: up to 3.13, the oldest that is looked at, 0 to 2.
  /// - Returns: how many objects were unreachable.
  /// - Throws: ``PyError`` `ValueError` for another generation.
  @discardableResult
  public func collect(generation: Int = 2) throws(PyError) -> Int {
    guard 0...2 ~= generation else { throw PyError(.valueError, "invalid generation") }
    let young = try candidates(upTo: generation)
    let unreachable = try unreachable(among: young)
    try untrackNeedless(young.filter { !unreachable.contains($0) })
    try keep(young.filter { !unreachable.contains($0) }, after: generation)
    try end(young.filter(unreachable.contains))
    return unreachable.count
  }

  /// The tracked objects of the generations, merged: `gc_list_merge`.
  private func candidates(upTo generation: Int) throws(PyError) -> [Address] {
    if build.isFreeThreaded {
      var tracked: [Address] = []
      for object in collectable.sorted() where try isTracked(object) { tracked.append(object) }
      return tracked
    }
    var objects: [Address] = []
    for number in (0...generation).reversed() {
      objects += try self.objects(in: generations[number])
    }
    return objects
  }

  /// `update_refs`, `subtract_refs`, `move_unreachable`: an object is reachable when it has more
  /// references than the candidates have to it, or when a reachable one refers to it.
  private func unreachable(among candidates: [Address]) throws(PyError) -> Set<Address> {
    var references: [Address: Int] = [:]
    for object in candidates {
      // An immortal object counts as one that is referred to from elsewhere
      guard case .mortal(let count) = try referenceCount(of: object) else {
        references[object] = .max / 2
        continue
      }
      references[object] = count
    }
    for object in candidates {
      for visited in try visit(object) { references[visited]? -= 1 }
    }
    var reachable = candidates.filter { references[$0, default: 0] > 0 }
    var unreachable = Set(candidates).subtracting(reachable)
    while let object = reachable.popLast() {
      for visited in try visit(object) where unreachable.remove(visited) != nil {
        reachable.append(visited)
      }
    }
    return unreachable
  }

  /// What `tp_traverse` visits.
  func visit(_ object: Address) throws(PyError) -> [Address] {
    let type = try type(of: object)
    guard type.haveGC else { return [] }
    if type.kind == .type { return try visitType(object) }
    var visited = try ownedReferences(of: object, type)
    if let dict = try existingDict(of: object, type) { visited.append(dict) }
    // bpo-40217, 3.9: an instance visits its class
    if type.isHeapType && build.version >= .v3_9 { visited.append(type.address) }
    return visited
  }

  /// `type_traverse`: a class refers to its bases and its attributes.
  private func visitType(_ object: Address) throws(PyError) -> [Address] {
    let type = try type(at: object)
    guard type.isHeapType else { return [] }
    return type.bases.map(\.address) + Array(type.attributes.values)
  }

  /// `untrack_tuples`, and up to 3.13 `untrack_dicts`: what can be in no cycle is not looked at again.
  private func untrackNeedless(_ objects: [Address]) throws(PyError) {
    for object in objects {
      let type = try type(of: object)
      guard type === builtin.tuple || type === builtin.dict && build.version < .v3_14 else {
        continue
      }
      if try !isNeeded(object, type) { try untrack(object) }
    }
  }

  /// Whether a tuple or a dict holds what could be in a cycle: `_PyTuple_MaybeUntrack`,
  /// `_PyDict_MaybeUntrack`.
  private func isNeeded(_ object: Address, _ type: TypeObject) throws(PyError) -> Bool {
    var held: [Address] = []
    if type === builtin.tuple {
      held = try items(ofTuple: object)
    } else {
      for entry in try entries(of: object) { held += [entry.key, entry.value] }
    }
    for item in held where try mayBeTracked(item) { return true }
    return false
  }

  /// The survivors grow older by one generation.
  private func keep(_ objects: [Address], after generation: Int) throws(PyError) {
    guard !build.isFreeThreaded else { return }
    let older = generations[min(generation + 1, 2)]
    for object in objects where try isTracked(object) {
      try unlink(gcHead(of: object))
      try link(gcHead(of: object), into: older)
      // 3.14: old objects carry the mark of the space they were visited in
      if gc.isIncremental { try setNext(of: gcHead(of: object), to: older, flags: 0) }
    }
  }

  /// `delete_garbage`: each object drops what it refers to, which ends the others.
  private func end(_ garbage: [Address]) throws(PyError) {
    for object in garbage { try incref(object) }
    for object in garbage {
      let type = try type(of: object)
      guard type.kind != .type else { continue }
      try clearReferences(of: object, type)
    }
    for object in garbage { try decref(object) }
  }

  /// `tp_clear`: the references go, the object stays.
  private func clearReferences(of object: Address, _ type: TypeObject) throws(PyError) {
    switch type.kind {
    case .list:
      let items = try ownedReferences(of: object, type)
      let buffer = try get(c.list.fields.ob_item, of: object)
      try set(c.list.fields.ob_base.ob_size, of: object, to: 0)
      try set(c.list.fields.ob_item, of: object, to: .null)
      try set(c.list.fields.allocated, of: object, to: 0)
      for item in items { try decref(item) }
      try freeItems(buffer)
    case .dict: try clearDict(object)
    case .set: try clearSet(object)
    default: break  // tuples and frozensets have no tp_clear
    }
    guard type.isHeapType || type.kind == .namespace else { return }
    if let place = try dictPlace(of: object, type), let dict = try existingDict(of: object, type) {
      try detach(dict, from: object, type)
      try setPointer(at: place, to: .null)
      try decref(dict)
    }
    if let values = try values(of: object, type), let keys = try cachedKeys(of: type) {
      for number in 0..<(try get(c.keys.fields.dk_nentries, of: keys)) {
        let value = try value(number, of: values)
        try setValue(number, of: values, to: .null)
        try xdecref(value)
      }
      if let place = countPlace(values) { try store(0, size: 1, at: place) }
    }
    for descriptor in type.mro.flatMap(\.descriptors) where descriptor.isSlot {
      let place = try place(of: descriptor, in: object)
      let value = try pointer(at: place)
      try setPointer(at: place, to: .null)
      try xdecref(value)
    }
  }
}
