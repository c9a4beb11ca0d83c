import PyLayout
import PyMemory

/// The end of objects that stand side by side, as those do that one loop made and one list holds:
/// what each end would write is written at once.
extension Heap {
  /// Ends the last of a list's items, as many as only have to be unlinked and freed: one reference
  /// each, neighbours in one pool and in the collector's list, and all that they refer to immortal.
  ///
  /// - Parameters:
  ///   - count: how many items there are.
  ///   - items: where the first one is.
  /// - Returns: how many were ended.
  func finishNeighbours(
    _ count: Int, at items: Address, _ words: HeapWords
  ) throws(PyError) -> Int {
    guard count >= Self.fewNeighbours, gc.refs == nil, watcher == nil else { return 0 }
    let last = try words.pointer(at: items + (count - 1) &* pointerSize)
    let before = try words.pointer(at: items + (count - 2) &* pointerSize)
    guard before != .null, before < last, last.distance(from: before) <= Pymalloc.threshold,
      let ending = try ending(of: words.pointer(at: last + c.object.fields.ob_type.offset)),
      ending.haveGC
    else { return 0 }
    let stride = last.distance(from: before)
    let found = try neighbours(of: last, ending, stride: stride, upTo: count, items, words)
    let run = (first: last + -(found - 1) &* stride, stride: stride, count: found)
    let blocks = (first: run.first + -ending.prefixSize, stride: stride, count: found)
    guard found >= Self.fewNeighbours, try isRun(blocks, ending.domain),
      try dropType(ending, found)
    else { return 0 }
    try unlink(run, words)
    if ending.type == builtin.tuple.address {
      for index in 0..<found {
        let size = run.first + (index &* stride + c.varObject.fields.ob_size.offset.rawValue)
        thresholdState.remove(freeList(ofTuples: try words.ssize(at: size)))
      }
    } else {
      thresholdState.remove(found)
    }
    try store(series: .null, step: 0, at: run.first + counts.offset, stride: stride, count: found)
    try unmark(run)
    try freeRun(blocks)
    return found
  }

  /// Fewer are ended one by one.
  private static var fewNeighbours: Int { 4 }

  /// How many items up to the last one are such neighbours.
  @inline(__always) private func neighbours(
    of last: Address, _ ending: Ending, stride: Int, upTo count: Int, _ items: Address,
    _ words: HeapWords
  ) throws(PyError) -> Int {
    let inPool = UInt64(allocator.pymalloc.sizes.poolSize - 1)
    let pool = (last + -ending.prefixSize).rawValue | inPool
    var found = 0
    var object = last
    while found < count,
      try words.pointer(at: items + (count &- 1 &- found) &* pointerSize) == object,
      (object + -ending.prefixSize).rawValue | inPool == pool,
      try isLinked(object, found == 0 ? nil : object + stride, words),
      try isAlone(object, ending, words)
    {
      found &+= 1
      object = object + -stride
    }
    return found
  }

  /// Whether an object is in the collector's list, and there right before its neighbour.
  @inline(__always) private func isLinked(
    _ object: Address, _ neighbour: Address?, _ words: HeapWords
  ) throws(PyError) -> Bool {
    let next = try words.next(of: object + -gc.size, gc)
    guard let neighbour else { return next != .null }
    return next == neighbour + -gc.size
  }

  /// Whether an object's end would only be its own.
  @inline(__always) private func isAlone(
    _ object: Address, _ ending: Ending, _ words: HeapWords
  ) throws(PyError) -> Bool {
    guard try words.load(counts.size, at: object + counts.offset) == 1,
      try words.pointer(at: object + c.object.fields.ob_type.offset.rawValue) == ending.type,
      try hasNoCompany(object, ending, words)
    else { return false }
    var slots = ending.slots
    while slots != 0 {
      let slot = object + slots.trailingZeroBitCount &* pointerSize
      guard try areLasting(1, at: slot, words) else { return false }
      slots &= slots &- 1
    }
    if let values = ending.values {
      guard
        try areLasting(
          capacity(ofValues: object + values, words),
          at: object + (values + c.values.fields.values.offset.rawValue), words)
      else { return false }
    }
    guard let items = ending.items else { return true }
    let count = try words.ssize(at: object + c.varObject.fields.ob_size.offset.rawValue)
    return try areLasting(count, at: object + items, words)
  }

  /// Whether `count` references side by side are to immortal objects, or `NULL`.
  @inline(__always) private func areLasting(
    _ count: Int, at first: Address, _ words: HeapWords
  ) throws(PyError) -> Bool {
    var place = first
    for _ in 0..<max(count, 0) {
      let item = try words.pointer(at: place)
      if item != .null {
        let bits = try words.load(counts.size, at: item + counts.offset)
        guard counts.isImmortal(bits) else { return false }
      }
      place = place + pointerSize
    }
    return true
  }

  /// Gives up the references of `count` instances to their class; false, and nothing done, when it would
  /// end with them.
  private func dropType(_ ending: Ending, _ count: Int) throws(PyError) -> Bool {
    guard ending.isHeapType, case .mortal(let old) = try referenceCount(of: ending.type),
      let field = c.object.fields.ob_refcnt
    else { return true }
    guard old > count else { return false }
    try set(field, of: ending.type, to: old - count)
    return true
  }

  /// `_PyObject_GC_UNTRACK` of neighbours in the list.
  private func unlink(_ run: BlockRun, _ words: HeapWords) throws(PyError) {
    let first = gcHead(of: run.first)
    let last = first + (run.count - 1) * run.stride
    let (next, previous) = (try words.next(of: last, gc), try words.previous(of: first, gc))
    try words.setNext(of: previous, to: next, gc)
    try words.setPrevious(of: next, to: previous, gc)
    for word in [gc.next, gc.previous] {
      try store(series: .null, step: 0, at: first + word, stride: run.stride, count: run.count)
    }
  }

  private func isRun(_ blocks: BlockRun, _ domain: Allocator.Domain) throws(PyError) -> Bool {
    do throws(MemoryError) {
      return try allocator.isRun(blocks, domain)
    } catch {
      throw PyError(error)
    }
  }

  private func freeRun(_ blocks: BlockRun) throws(PyError) {
    do throws(MemoryError) {
      try allocator.pymalloc.freeRun(blocks)
    } catch {
      throw PyError(error)
    }
  }
}
