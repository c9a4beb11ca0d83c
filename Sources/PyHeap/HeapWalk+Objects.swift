internal import PyInspector
internal import PyLayout
internal import PyMemory

/// What looks like an object.
extension HeapWalk {
  /// Where in a block an object stands, if one does: behind what its type puts before it.
  ///
  /// - Parameter isListed: whether a free list leads there.
  mutating func object(in block: Int, isListed: Bool = false) -> UInt64? {
    for start in starts(of: block) {
      if let object = object(in: block, at: start, isListed) { return object }
    }
    return nil
  }

  /// Where what was asked for may begin in a block: behind the debug hooks, of which what goes on to `malloc`
  /// has two.
  func starts(of block: Int) -> [UInt64] {
    let start = table.start(of: block)
    return lead == 0 ? [start] : [start + lead, start + 2 * lead, start]
  }

  private mutating func object(
    in block: Int, at start: UInt64, _ isListed: Bool
  ) -> UInt64? {
    let size = table.size(of: block)
    let domain = table.domain(of: block)
    if domain == .mem { return nil }
    // In a head of the collector's an old type may be left
    let known = Self.prefix(of: domain, pointer: at.pointer)
    let all: [UInt64] = [at.gcHead + 2 * at.pointer, at.gcHead, 2 * at.pointer, 0]
    let prefixes = known.map { [$0] } ?? all
    for prefix in prefixes {
      guard Int(prefix) + 2 * pointer <= size else { continue }
      let object = start &+ prefix
      let type = word(object &+ at.ob_type)
      // A table of pointers has types in it as well; a free list's next one is of the same type
      let link = at.freeThreaded == nil ? word(object &+ at.ob_refcnt) : 0
      if !isListed, memory.run(of: link) != nil, word(link &+ at.ob_type) != type { continue }
      guard let number = plan(of: type, instance: object),
        UInt64(plans[number].facts.prefixSize) == prefix,
        // A number may happen to be a type's address. A str may be shorter than the largest of its kinds
        plans[number].facts.tp_basicsize <= size - Int(prefix) || plans[number].facts.kind == .str
      else { continue }
      // What the collector has was found; in free-threaded builds its objects have pages of their own
      if !isListed, plans[number].facts.flags.contains(.haveGC), !isFreed(object) {
        let state = word(object &- at.gcHead &+ at.gcState)
        if at.freeThreaded == nil ? !at.untracked.contains(state) : known == nil { continue }
      }
      // What only looks like an object has, as a rule, a size that makes no sense
      if !isFreed(object), !fits(object, number, in: size - Int(prefix)),
        (try? inspector.places.inspect(Address(rawValue: object))) == nil
      {
        continue
      }
      return object
    }
    return nil
  }

  /// Whether an object has a size that its block has room for, and the block, or none, that its kind owns.
  private func fits(_ object: UInt64, _ number: Int, in room: Int) -> Bool {
    let plan = plans[number]
    switch plan.way {
    case .list:
      let (items, count) = (word(object &+ at.list), word(object &+ at.ob_size))
      return items == 0 ? count == 0 : isBlock(items, of: count, by: at.pointer)
    case .dict where !at.is2:
      let (keys, used) = (word(object &+ at.ma_keys), word(object &+ at.ma_used))
      guard word(object &+ at.ma_values) == 0, let entries = entries(of: keys),
        used <= entries.count
      else { return false }
      return isBlock(keys, of: entries.first &- keys &+ entries.count &* entries.stride, by: 1)
    case .plain, .str, .tuple, .frame, .generator:
      guard plan.parts.isEmpty, let sizing = plan.sizing,
        let size = inspector.size(of: Address(rawValue: object), sizing)
      else { return false }
      return size - plan.facts.prefixSize <= room
    default: return false
    }
  }

  /// Whether a block begins at an address that has room for some items.
  private func isBlock(_ place: UInt64, of count: UInt64, by stride: UInt64) -> Bool {
    guard let block = table.block(at: place), starts(of: block).contains(place) else {
      return false
    }
    return count <= UInt64(table.size(of: block)) / stride
  }

  /// Whether an object waits in a free list: nobody refers to it or, from 3.14 on, the next one of the list
  /// stands in place of the count, `_PyFreeList_Push`, Include/internal/pycore_freelist.h.
  func isFreed(_ object: UInt64) -> Bool {
    if let place = at.freeThreaded?.ob_ref_shared {
      let local = memory.word(object &+ at.ob_refcnt, size: 4) ?? 0
      return local == 0 && word(object &+ place) >> UInt64(PyObject.sharedShift) == 0
    }
    let count = word(object &+ at.ob_refcnt)
    return count == 0 || memory.run(of: count) != nil
  }
}
