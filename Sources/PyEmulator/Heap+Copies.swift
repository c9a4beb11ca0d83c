import PyLayout
import PyMemory

/// Many objects at once: the bytes of one are written again and again.
extension Heap {
  /// A list of so many objects like one, each with blocks of its own, holding the same references:
  /// what a loop that makes them leaves.
  ///
  /// The object is a tuple, or an instance of a class in any of its shapes. The work is done for each
  /// block, not for each field.
  ///
  ///     let points = try heap.makeCopies(of: point, count: 1_000_000)
  ///
  /// - Throws: ``PyError`` `TypeError` for another object, `ValueError` for a negative count.
  public func makeCopies(of object: Object, count: Int) throws(PyError) -> Object {
    guard count >= 0 else { throw PyError(.valueError, "a count is not negative: \(count)") }
    let original = try object.object(in: self).address
    let type = try type(of: original)
    guard type.kind == .tuple || type.isHeapType && type.kind == .object else {
      throw PyError(.typeError, "copies of '\(type.name)' objects are not made")
    }
    let list = Object(try newList(allocated: count), in: self)
    guard count > 0 else { return list }
    let mold = try Mold(of: original, type, in: self)
    var place = try itemPlace(0, of: try list.address)
    var left = count
    var last = Address.null
    if let young = generations.first { last = try previous(of: young) }
    while left > 0 {
      let run = try allocateRun(mold.size, count: left, domain(of: type))
      for index in 0..<run.count {
        let block = run.first + index * run.stride
        try move(mold.size, from: mold.start, to: block)
        let copy = block + type.prefixSize
        try mold.copyParts(to: copy, in: self)
        if !generations.isEmpty {
          try setNext(of: last, to: gcHead(of: copy))
          try setPrevious(of: gcHead(of: copy), to: last)
          last = gcHead(of: copy)
        } else {
          collectable.insert(copy)
        }
        try setPointer(at: place, to: copy)
        place = place + pointerSize
      }
      left -= run.count
    }
    if let young = generations.first {
      try setNext(of: last, to: young)
      try setPrevious(of: young, to: last)
    }
    try mold.addReferences(count, in: self)
    return list
  }

  private func allocateRun(
    _ size: Int, count: Int, _ domain: Allocator.Domain
  ) throws(PyError) -> (first: Address, stride: Int, count: Int) {
    do throws(MemoryError) {
      return try allocator.allocateRun(size, count: count, domain)
    } catch {
      throw PyError(error)
    }
  }
}

extension Heap {
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

  /// A copy starts with one reference.
  fileprivate func resetCount(of object: Address) throws(PyError) {
    if let field = c.object.fields.ob_refcnt { try set(field, of: object, to: 1) }
    if let field = c.object.fields.ob_ref_local { try set(field, of: object, to: 1) }
  }

  /// `Py_INCREF`, so many times.
  fileprivate func incref(_ object: Address, by count: Int) throws(PyError) {
    guard case .mortal(let old) = try referenceCount(of: object) else { return }
    if let field = c.object.fields.ob_refcnt { try set(field, of: object, to: old + count) }
    if let field = c.object.fields.ob_ref_local { try set(field, of: object, to: old + count) }
  }
}

/// What the copies of an object are made from.
private struct Mold {
  /// The object's own block.
  let start: Address
  let size: Int
  private let type: TypeObject
  private let original: Address
  /// The values that are a block of their own, and its size; `nil` where there are none.
  private let values: (address: Address, prefix: Int, size: Int)?
  /// The instance's dict, which shares its class's keys.
  private let dict: Address?
  /// What each copy refers to.
  private let references: [Address]

  init(of object: Address, _ type: TypeObject, in heap: Heap) throws(PyError) {
    original = object
    self.type = type
    start = object + -type.prefixSize
    size = try heap.requestedSize(of: start, heap.domain(of: type))
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

  /// The blocks that the object owns besides its own.
  func copyParts(to copy: Address, in heap: Heap) throws(PyError) {
    try heap.resetCount(of: copy)
    guard let values else { return }
    let block = try heap.allocate(values.size, .mem)
    try heap.move(values.size, from: values.address + -values.prefix, to: block)
    if let dict {
      let size = heap.c.dict.size
      let new = try heap.allocateObject(heap.builtin.dict, size: size)
      try heap.move(size, from: dict, to: new)
      try heap.resetCount(of: new)
      try heap.set(heap.c.dict.fields.ma_values, of: new, to: block)
      if try heap.isTracked(dict) { try heap.track(new) }
      if let place = try heap.dictPlace(of: copy, type) { try heap.setPointer(at: place, to: new) }
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

  /// Counts the references that so many copies hold.
  func addReferences(_ count: Int, in heap: Heap) throws(PyError) {
    for reference in references { try heap.incref(reference, by: count) }
    if type.isHeapType { try heap.incref(type.address, by: count) }
    if dict != nil, let keys = try heap.cachedKeys(of: type) {
      let field = heap.c.keys.fields.dk_refcnt
      try heap.set(field, of: keys, to: try heap.get(field, of: keys) + count)
    }
  }
}
