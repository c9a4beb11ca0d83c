import PyLayout
import PyMemory

/// Many objects at once: the bytes of one are written again and again.
extension Heap {
  /// A list of `count` objects like one, each with blocks of its own, holding the same references:
  /// what a loop that makes them leaves.
  ///
  /// The object is a tuple, or an instance of a class in any of its shapes. The work is done for a
  /// pool of blocks at a time, not for each field.
  ///
  ///     let points = try heap.makeCopies(of: point, count: 1_000_000)
  ///
  /// - Throws: ``PyError`` `TypeError` for another object, `ValueError` for a negative count.
  public func makeCopies(of object: Object, count: Int) throws(PyError) -> Object {
    guard count >= 0 else { throw PyError(.valueError, "a count is not negative: \(count)") }
    let mold = try Mold(of: try own(object).address, in: self)
    expect(count, of: mold)
    let list = Object(try newList(allocated: count), in: self)
    var made = 0
    while made < count {
      let run = try allocateRun(mold.size, count: count - made, domain(of: mold.type))
      try mold.makeCopies(in: run, self)
      let place = try itemPlace(made, of: try list.address)
      try store(
        series: run.first + mold.type.prefixSize, step: run.stride, at: place,
        stride: pointerSize, count: run.count)
      made += run.count
      if mold.type.haveGC { try noteCopies(run.count, of: mold) }
    }
    return list
  }

  private func noteCopies(_ count: Int, of mold: Mold) throws(PyError) {
    guard isOneByOne else { return thresholdState.add(count) }
    try noteAllocation(of: mold.type, size: mold.size)
    if thresholdState.isDue { runDueCollection() }
  }

  /// Tells the memory what `count` copies and the list of them will take.
  private func expect(_ count: Int, of mold: Mold) {
    let size = build.allocatedSize(of: mold.size, in: domain(of: mold.type)) + pointerSize
    let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
    guard !overflow else { return }
    marks.expect(bytes, behind: memory.mappedCount)
    allocator.expect(bytes)
  }

  /// Whether somebody looks in between.
  private var isOneByOne: Bool { watcher != nil || thresholdState.isEnabled }

  private func allocateRun(
    _ size: Int, count: Int, _ domain: Allocator.Domain
  ) throws(PyError) -> BlockRun {
    do throws(MemoryError) {
      let run = try allocator.allocateRun(size, count: isOneByOne ? 1 : count, domain)
      note(allocated: run.first, domain)
      return run
    } catch {
      throw PyError(error)
    }
  }

  /// Writes addresses, each `step` bytes after the one before, to places `stride` bytes apart.
  func store(
    series first: Address, step: Int, at place: Address, stride: Int, count: Int
  ) throws(PyError) {
    do throws(MemoryError) {
      try memory.store(
        series: first.rawValue, step: step, size: pointerSize, at: place, stride: stride,
        count: count)
    } catch {
      throw PyError(error)
    }
  }

  fileprivate func copy(
    _ size: Int, from source: Address, to run: BlockRun
  ) throws(PyError) {
    do throws(MemoryError) {
      try memory.copy(size, from: source, to: run.first, stride: run.stride, times: run.count)
    } catch {
      throw PyError(error)
    }
  }

  /// The bytes that a block was asked for with.
  fileprivate func requestedSize(
    of block: Address, _ domain: Allocator.Domain = .mem
  ) throws(PyError) -> Int {
    do throws(AllocatorError) {
      return try allocator.requestedSize(of: block, domain)
    } catch {
      throw PyError(.systemError, "\(error)")
    }
  }

  /// `Py_INCREF`, `count` times.
  fileprivate func incref(_ object: Address, by count: Int) throws(PyError) {
    guard case .mortal(let old) = try referenceCount(of: object) else { return }
    if let field = c.object.fields.ob_refcnt { try set(field, of: object, to: old + count) }
    if let field = c.object.fields.ob_ref_local { try set(field, of: object, to: old + count) }
  }

  /// `gc_list_append` for objects side by side, the first of which is the list's last.
  fileprivate func linkNeighbours(_ first: Address, stride: Int, count: Int) throws(PyError) {
    guard count > 1, let young = generations.first else { return }
    let head = gcHead(of: first)
    let last = head + (count - 1) * stride
    let flags = try pointer(at: head + gc.next).rawValue & gc.nextFlags
    let next = Address(rawValue: (head + stride).rawValue | flags)
    try store(series: next, step: stride, at: head + gc.next, stride: stride, count: count - 1)
    try store(
      series: head, step: stride, at: head + (stride + gc.previous), stride: stride,
      count: count - 1)
    try setNext(of: last, to: young)
    try setPrevious(of: young, to: last)
  }
}

/// What the copies of an object are made from.
private struct Mold {
  let type: TypeObject
  /// Bytes of the object's own block.
  let size: Int
  private let original: Address
  /// The values that are a block of their own, and its size; `nil` where there are none.
  private let values: (address: Pointer<PyDictValues>, prefix: Int, size: Int)?
  /// The instance's dict, which shares its class's keys.
  private let dict: Address?
  /// What each copy refers to.
  private let references: [Address]

  init(of object: Address, in heap: Heap) throws(PyError) {
    original = object
    type = try heap.type(of: object)
    guard type.kind == .tuple || type.isHeapType && type.kind == .object,
      object != heap.singletons.emptyTuple
    else { throw PyError(.typeError, "copies of '\(type.name)' objects are not made") }
    size = try heap.requestedSize(of: object + -type.prefixSize, heap.domain(of: type))
    dict = type.isHeapType ? try heap.existingDict(of: object, type) : nil
    if let dict {
      guard heap.build.version < .v3_11, heap.build.version >= .v3_0,
        try heap.get(heap.c.dict.fields.ma_values, of: dict) != .null
      else { throw PyError(.typeError, "copies of an object with a dict of its own are not made") }
      let address = try heap.get(heap.c.dict.fields.ma_values, of: dict)
      let slots = try heap.keys(at: try heap.get(heap.c.dict.fields.ma_keys, of: dict)).slots
      values = (address, 0, KeyTable.usableFraction(slots) * heap.pointerSize)
    } else if let own = try heap.values(of: object, type), try !heap.isEmbedded(own) {
      let prefix = Int(try heap.load(1, at: own + -1))
      values = (own, prefix, try heap.requestedSize(of: own + -prefix))
    } else {
      values = nil
    }
    var references = try heap.ownedReferences(of: object, type)
    if let dict { references += try heap.ownedReferences(of: dict, heap.builtin.dict) }
    self.references = references
  }

  /// Fills blocks with copies: the first one is made as an object is, the others are its bytes.
  func makeCopies(
    in run: BlockRun, _ heap: Heap
  ) throws(PyError) {
    let first = run.first + type.prefixSize
    try heap.move(size, from: original + -type.prefixSize, to: run.first)
    try makeOwn(first, in: heap)
    let others = (first: run.first + run.stride, stride: run.stride, count: run.count - 1)
    try heap.copy(size, from: run.first, to: others)
    try heap.mark((first: first, stride: run.stride, count: run.count))
    if type.haveGC { try heap.linkNeighbours(first, stride: run.stride, count: run.count) }
    if values != nil || heap.refchain != .null || heap.build.isFreeThreaded {
      for index in 0..<run.count {
        let copy = first + index * run.stride
        if index > 0 { try heap.addToRefchain(copy) }
        if type.haveGC && heap.build.isFreeThreaded { heap.collectable.insert(copy) }
        try copyParts(to: copy, in: heap)
      }
    }
    try addReferences(run.count, in: heap)
  }

  /// Makes a block that holds the original's bytes a new object: its head, and what is only its own.
  private func makeOwn(_ copy: Address, in heap: Heap) throws(PyError) {
    try heap.makeHead(of: copy, type: type)
    // makeHead counts the reference to the class, and so will addReferences
    if type.isHeapType { try heap.decref(type.address) }
    if let place = heap.weakrefPlace(of: copy, type) { try heap.setPointer(at: place, to: .null) }
    if type.kind == .tuple, let hash = heap.c.tuple.fields.ob_hash {
      try heap.set(hash, of: copy, to: -1)
    }
    if type.haveGC {
      try heap.makeGCHead(of: copy)
      try heap.track(copy)
    }
  }

  /// The blocks that the object owns besides its own.
  private func copyParts(to copy: Address, in heap: Heap) throws(PyError) {
    guard let values else { return }
    let block = try heap.allocate(values.size, .mem)
    try heap.move(values.size, from: values.address + -values.prefix, to: block)
    if let dict {
      let size = heap.c.dict.size
      let type = heap.builtin.dict
      let new = try heap.allocateObject(type, size: size)
      try heap.move(size, from: dict, to: new)
      try heap.makeHead(of: new, type: type)
      try heap.set(heap.c.dict.fields.ma_values, of: new, to: Pointer(block))
      if try heap.isTracked(dict) { try heap.track(new) }
      if let place = try heap.dictPlace(of: copy, self.type) {
        try heap.setPointer(at: place, to: new)
      }
    } else {
      let pointer = block + values.prefix
      let first = copy + -type.prefixSize
      if heap.build.version < .v3_12 {
        try heap.setPointer(at: first, to: pointer)
      } else {
        try heap.setPointer(at: first + heap.pointerSize, to: pointer + -1)
      }
    }
  }

  /// Counts the references that `count` copies hold.
  private func addReferences(_ count: Int, in heap: Heap) throws(PyError) {
    for reference in references { try heap.incref(reference, by: count) }
    if type.isHeapType { try heap.incref(type.address, by: count) }
    if dict != nil, let keys = try heap.cachedKeys(of: type) {
      let field = heap.c.keys.fields.dk_refcnt
      try heap.set(field, of: keys, to: try heap.get(field, of: keys) + count)
    }
  }
}
