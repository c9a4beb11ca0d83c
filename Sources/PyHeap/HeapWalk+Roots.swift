internal import PyLayout
internal import PyMemory

extension HeapWalk {
  /// Visits what the collector has in its lists, and says how many that are, and how many are frozen.
  ///
  /// - Throws: ``HeapError`` where a list does not close both ways, or has what is no object, in a picture of
  ///   several moments.
  mutating func visitTracked(
    _ runtime: Runtime, _ damage: inout Damage
  ) throws(HeapError) -> (Int, Int) {
    if let place = at.freeThreaded?.ob_gc_bits { return visitTracked(bitsAt: place) }
    return (try visit(runtime.generations, &damage), try visit(runtime.permanent, &damage))
  }

  /// The same where each object says of itself whether it is tracked, and frozen: `gc_visit_heaps`,
  /// Python/gc_free_threading.c.
  private mutating func visitTracked(bitsAt place: UInt64) -> (Int, Int) {
    var (tracked, frozen) = (0, 0)
    for pool in table.pools {
      guard let before = Self.prefix(of: pool.domain, pointer: at.pointer) else { continue }
      for index in 0..<Int(pool.count) where table.labels[pool.number + index] != .free {
        let object = pool.first + UInt64(index) * pool.size + lead + before
        let bits = byte(object + place)
        guard bits & PyObject.isTracked != 0 else { continue }
        visit(object)
        if bits & PyObject.isFrozen == 0 { tracked += 1 } else { frozen += 1 }
      }
    }
    return (tracked, frozen)
  }

  /// Bytes from the start of what was asked for to the object, in pages whose blocks are all objects that the
  /// collector may know; `nil` in others.
  static func prefix(of domain: AllocatorDomain?, pointer: UInt64) -> UInt64? {
    switch domain {
    case .gcObject: 0
    case .gcObjectWithPreHeader: 2 * pointer
    default: nil
    }
  }

  /// Takes up what is in pages of objects alone, and nobody has referred to.
  mutating func visitObjectPages() {
    for pool in table.pools {
      guard Self.prefix(of: pool.domain, pointer: at.pointer) != nil else { continue }
      for block in pool.number..<pool.number + Int(pool.count)
      where table.labels[block] == .unexplained {
        guard let object = object(in: block) else { continue }
        if isFreed(object) { table.label(block, .freeList) } else { visit(object) }
      }
    }
    follow()
  }

  /// Visits the objects of lists, and says how many there are.
  private mutating func visit(
    _ lists: [Address], _ damage: inout Damage
  ) throws(HeapError) -> Int {
    var count = 0
    for head in lists {
      let head = head.rawValue
      let forth = try visit(from: head, to: head, by: 0, &damage)
      count += forth.count
      guard let last = forth.last else { continue }
      let link = word(last) & ~3
      try damage.leaveOut(
        .lists, "a list of the collector",
        Damage.Fault(
          what: "does not close at \(Address(rawValue: link))", isNotCopied: picture.lacks(link)))
      // What is behind comes from the other end
      count += try visit(from: head, to: last, by: at.pointer, &damage).count
    }
    return count
  }

  /// Visits a list's objects from one of its ends as far as neighbours name each other: `_gc_next` of one is
  /// `_gc_prev` of the next.
  ///
  /// - Parameter field: where the link onwards stands.
  /// - Returns: how many there are, and the last one where it does not lead to the end.
  private mutating func visit(
    from head: UInt64, to end: UInt64, by field: UInt64, _ damage: inout Damage
  ) throws(HeapError) -> (count: Int, last: UInt64?) {
    var (count, previous) = (0, head)
    while true {
      let link = word(previous &+ field) & ~3
      guard link != 0, word(link &+ (at.pointer - field)) & ~3 == previous else {
        return (count, previous)
      }
      if link == end { return (count, nil) }
      previous = link
      let object = link &+ at.gcHead
      if table.block(at: object) != nil, word(object &+ at.ob_type) == 0 {
        try damage.leaveOut(
          .lists, "a list of the collector",
          Damage.Fault(what: "has no object at \(Address(rawValue: object))"))
        continue
      }
      visit(object)
      count += 1
    }
  }

  /// Key tables of classes that nobody owned.
  mutating func ownSharedKeys() {
    for keys in sharedKeys { own(keys) }
    sharedKeys = []
  }

  /// Labels the blocks of 2.7's ints and floats of which none lives. Each block begins with the next one of its
  /// list: `PyIntBlock`, Objects/intobject.c.
  mutating func labelNumberBlocks() {
    if numbers.isEmpty { return }
    let sizes = Set(numbers.keys.map { table.size(of: $0) })
    var previous: [Int: Int] = [:]
    for block in table.firstChunk..<table.labels.count
    where table.labels[block] == .unexplained && sizes.contains(table.size(of: block)) {
      let next = word(table.start(of: block) &+ lead)
      if let next = table.block(at: next) { previous[next] = block }
    }
    for block in numbers.keys {
      var next: Int? = block
      // Those behind it, and those before it
      while let block = next {
        next = table.block(at: word(table.start(of: block) &+ lead))
        guard let next, sizes.contains(table.size(of: next)), table.labels[next] == .unexplained
        else { break }
        table.label(next, .freeList)
      }
      next = block
      while let block = next {
        next = previous[block]
        guard let next, table.labels[next] == .unexplained else { break }
        table.label(next, .freeList)
      }
    }
  }
}
