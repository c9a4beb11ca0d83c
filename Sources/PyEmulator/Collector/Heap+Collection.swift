import PyLayout
import PyMemory

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
    // "already collecting, don't do anything": a callback may ask
    guard !isCollecting else { return 0 }
    isCollecting = true
    defer { isCollecting = false }
    thresholdState.begin(generation)
    let young = try candidates(upTo: generation)
    let suspects = try suspects(among: young)
    var unreachable: [Address] = []
    var survivors = 0
    let words = words
    for object in young {
      if suspects.isUnreached(object) {
        unreachable.append(object)
      } else {
        if try !untrackNeedless(object, words, isFull: generation == 2) { survivors += 1 }
      }
    }
    thresholdState.note(generation, survivors: survivors, on: build)
    let apart = build.isFreeThreaded ? nil : try setApart(unreachable)
    try keep(young, after: generation)
    let older = build.isFreeThreaded ? nil : generations[min(generation + 1, 2)]
    let freed = try handleWeakrefs(to: &unreachable, suspects, older)
    let found = unreachable.count
    try end(unreachable)
    // "object is still alive, move it, it may die later"
    if let apart, let older { try mergeList(apart, into: older) }
    return found + freed
  }

  /// `handle_weakrefs`: the weak references to garbage are cleared, and those are told that are no
  /// garbage themselves.
  ///
  /// From gh-135552, 3.15, on, those without a callback are cleared once the others were told, so that what
  /// a callback takes through them is no garbage any more.
  ///
  /// - Parameter older: the list that survivors go to; `nil` where there are no lists.
  /// - Returns: how many weak references ended as they were told, which CPython counts with the garbage.
  private func handleWeakrefs(
    to garbage: inout [Address], _ suspects: Suspects, _ older: Address?
  ) throws(PyError) -> Int {
    let areSharedClearedLater = build.version >= .v3_15
    var waiting: [Address] = []
    for object in garbage {
      let type = try type(of: object)
      // bpo-38006: one that is garbage refers to what may end before it
      if type.kind == .weakref, !areSharedClearedLater { try clearWeakref(object) }
      guard type.kind != .type else { continue }
      for weakref in try weakrefs(to: object, type) {
        let hasCallback = try get(c.weakref.fields.wr_callback, of: weakref) != .null
        if hasCallback || !areSharedClearedLater { try clearWeakref(weakref) }
        guard hasCallback, !suspects.isUnreached(weakref) else { continue }
        try incref(weakref)
        waiting.append(weakref)
      }
    }
    var freed = 0
    for weakref in waiting {
      let callback = try get(c.weakref.fields.wr_callback, of: weakref)
      handleCallback(try newReference(to: callback), try newReference(to: weakref))
      if try referenceCount(of: weakref) == .mortal(1) {
        freed += 1
      } else if let older {
        try unlink(gcHead(of: weakref))
        try link(gcHead(of: weakref), into: older)
      }
      try decref(weakref)
    }
    guard areSharedClearedLater else { return freed }
    if !waiting.isEmpty {
      // handle_resurrected_objects
      let again = try self.suspects(among: garbage)
      garbage = garbage.filter(again.isUnreached)
    }
    for object in garbage {
      let type = try type(of: object)
      if type.kind == .weakref { try clearWeakref(object) }
      guard type.kind != .type else { continue }
      for weakref in try weakrefs(to: object, type) { try clearWeakref(weakref) }
    }
    return freed
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
  private func suspects(among candidates: [Address]) throws(PyError) -> Suspects {
    var suspects = Suspects(in: (memory.start, memory.mappedCount), pointerSize: pointerSize)
    let words = words
    for object in candidates {
      suspects.add(object, references: try countedReferences(to: object, words))
    }
    for object in candidates { try visit(object, words) { suspects.subtract($0) } }
    var waiting: [Address] = []
    for object in candidates where suspects.isHeldFromOutside(object) {
      guard suspects.reach(object) else { continue }
      waiting.append(object)
      while let next = waiting.popLast() {
        try visit(next, words) { if suspects.reach($0) { waiting.append($0) } }
      }
    }
    return suspects
  }

  /// How many references there are; many to an immortal object, which counts as one that is referred to
  /// from elsewhere.
  @inline(__always) private func countedReferences(
    to object: Address, _ words: HeapWords
  ) throws(PyError) -> Int {
    if build.isFreeThreaded {
      guard case .mortal(let count) = try referenceCount(of: object) else { return .max }
      return count
    }
    let place = object + counts.offset
    let bits = try words.word(at: place, isWide: counts.size == 8)
    return counts.isImmortal(bits) ? .max : Int(truncatingIfNeeded: bits)
  }

  /// `untrack_tuples`, and up to 3.13, where all generations are looked at, `untrack_dicts`: what can be
  /// in no cycle is not looked at again. Whether it was untracked.
  @inline(__always)
  private func untrackNeedless(
    _ object: Address, _ words: HeapWords, isFull: Bool
  ) throws(PyError) -> Bool {
    let type = try words.pointer(at: object + c.object.fields.ob_type.offset.rawValue)
    guard
      type == builtin.tuple.address
        || type == builtin.dict.address && build.version < .v3_14 && isFull
    else { return false }
    // _PyTuple_MaybeUntrack, _PyDict_MaybeUntrack
    if type == builtin.tuple.address {
      let count = try words.ssize(at: object + c.tuple.fields.ob_base.ob_size.offset.rawValue)
      var place = object + c.tuple.fields.ob_item.offset.rawValue
      for _ in 0..<max(count, 0) {
        let item = try words.pointer(at: place)
        if item != .null, try mayBeTracked(item, words) { return false }
        place = place + pointerSize
      }
      if build.isFreeThreaded { try untrack(object) } else { try words.untrack(object, gc) }
      return true
    }
    if build.version < .v3_0 {
      for entry in try entries(of: object) {
        if try mayBeTracked(entry.key, words) { return false }
        if try mayBeTracked(entry.value, words) { return false }
      }
    } else {
      var isNeeded = false
      try visit(dict: object, words) { (item) throws(PyError) in
        if !isNeeded { isNeeded = try mayBeTracked(item, words) }
      }
      if isNeeded { return false }
    }
    if build.isFreeThreaded { try untrack(object) } else { try words.untrack(object, gc) }
    return true
  }

  /// Moves the unreachable objects out of their lists into one of their own, whose head it returns.
  private func setApart(_ unreachable: [Address]) throws(PyError) -> Address? {
    guard !unreachable.isEmpty else { return nil }
    if condemned == .null {
      condemned = try statics.allocate(c.gcHead.size)
      try setNext(of: condemned, to: condemned)
      try setPrevious(of: condemned, to: condemned)
    }
    for object in unreachable {
      try unlink(gcHead(of: object))
      try link(gcHead(of: object), into: condemned)
    }
    return condemned
  }

  /// The survivors grow older by one generation.
  private func keep(_ objects: [Address], after generation: Int) throws(PyError) {
    guard !build.isFreeThreaded else { return }
    let older = generations[min(generation + 1, 2)]
    for number in (0...generation).reversed() where generations[number] != older {
      try mergeList(generations[number], into: older)
    }
    // 3.14: old objects carry the mark of the space they were visited in
    guard gc.isIncremental else { return }
    for object in objects where try isTracked(object) {
      let head = gcHead(of: object)
      try setNext(of: head, to: try next(of: head), flags: 0)
    }
  }

  /// `gc_list_merge`: all of one list is put behind another.
  private func mergeList(_ list: Address, into other: Address) throws(PyError) {
    let (first, last) = (try next(of: list), try previous(of: list))
    guard first != list else { return }
    let end = try previous(of: other)
    try setNext(of: end, to: first)
    try setPrevious(of: first, to: end)
    try setNext(of: last, to: other)
    try setPrevious(of: other, to: last)
    try setNext(of: list, to: list)
    try setPrevious(of: list, to: list)
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

  /// `tp_clear`, `subtype_clear`: the references go, the object stays.
  private func clearReferences(of object: Address, _ type: TypeObject) throws(PyError) {
    try type.behaviour.tp_clear(object, type, self)
    if type.isHeapType { try clearAttributes(of: object, type) }
  }

  /// The attributes go: those in a dict, in values, in slots.
  func clearAttributes(of object: Address, _ type: TypeObject) throws(PyError) {
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
    for descriptor in type.slots {
      let place = try place(of: descriptor, in: object)
      let value = try pointer(at: place)
      try setPointer(at: place, to: .null)
      try xdecref(value)
    }
  }
}
