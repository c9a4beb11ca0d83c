public import PyLayout
public import PyMemory

/// A heap as it was at one time: its bytes, its blocks, its objects.
public struct HeapSnapshot: Hashable, Sendable {
  /// A block in use.
  public struct Block: Hashable, Sendable {
    /// Its first byte.
    public let address: Address
    /// Bytes that were asked for.
    public let asked: Int
    /// Bytes that the allocator gave.
    public let given: Int
  }

  /// The CPython of the heap.
  public let build: Build
  /// All bytes.
  public let memory: MemoryImage
  /// The blocks in use, by their addresses.
  public let blocks: [Block]
  /// Where objects start, those that CPython's executable holds among them.
  public let objects: [Address]
  /// Whose it is.
  package let heap: HeapIdentity
}

/// What makes two heaps two, of which the addresses may be the same.
package final class HeapIdentity: Hashable, Sendable {
  package static func == (one: HeapIdentity, other: HeapIdentity) -> Bool { one === other }
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension Heap {
  /// The heap as it is now.
  ///
  /// - Throws: ``PyError`` where its pools cannot be read.
  public func snapshot() throws(PyError) -> HeapSnapshot {
    HeapSnapshot(
      build: build, memory: MemoryImage(of: memory), blocks: try blocks(), objects: marks.all,
      heap: identity)
  }

  /// The blocks in use, by their addresses.
  ///
  /// - Throws: ``PyError`` where the allocator's pools cannot be read.
  public func blocks() throws(PyError) -> [HeapSnapshot.Block] {
    do throws(MemoryError) {
      return try allocator.usedBlocks().map {
        HeapSnapshot.Block(address: $0, asked: $1, given: $2)
      }
    } catch {
      throw PyError(error)
    }
  }

  /// All objects, by their addresses: those that CPython's executable holds among them, small ints and
  /// types and `None`.
  ///
  /// - Throws: ``PyError`` where a reference to one cannot be counted.
  public var objects: [Object] {
    get throws(PyError) { try newReferences(to: marks.all) }
  }

  /// The objects that an object refers to, each as often as it does: what `gc.get_referents` answers, and
  /// what `tp_traverse` leaves out, its type among them.
  ///
  /// Of a class these are its bases and the values of its attributes, to which CPython has it refer by way of
  /// a tuple and a dict; `__bases__`, `__mro__`, `__dict__` and the descriptors in it are no objects here.
  ///
  /// - Throws: ``PyError`` for an object of another heap, or a released one.
  public func references(of object: Object) throws(PyError) -> [Object] {
    try newReferences(to: try references(of: try own(object).address))
  }

  /// The objects that refer to an object, each once: `gc.get_referrers`, of objects without a GC head too.
  ///
  /// - Throws: ``PyError`` for an object of another heap, or a released one.
  public func referrers(of object: Object) throws(PyError) -> [Object] {
    let target = try own(object).address
    var found: [Address] = []
    for candidate in marks.all where try references(of: candidate).contains(target) {
      found.append(candidate)
    }
    return try newReferences(to: found)
  }

  /// What an object refers to, borrowed.
  func references(of object: Address) throws(PyError) -> [Address] {
    let type = try type(of: object)
    var references = try ownedReferences(of: object, type)
    if type.kind == .type {
      let described = try self.type(at: object)
      if described.isHeapType {
        references += described.bases.map(\.address)
        references += described.attributes.values.sorted { $0.rawValue < $1.rawValue }
      }
    } else if let dict = try existingDict(of: object, type) {
      references.append(dict)
    }
    references.append(type.address)
    return references
  }
}

extension Allocator {
  /// Every block in use, by its address: bytes asked for, and bytes given.
  func usedBlocks() throws(MemoryError) -> [(Address, Int, Int)] {
    let extra = hooks[Domain.object.rawValue]
    var blocks: [(Address, Int, Int)] = []
    func add(_ block: Address, _ asked: Int, _ given: Int) {
      blocks.append((block + (extra?.headSize ?? 0), asked - (extra?.extraBytes ?? 0), given))
    }
    try pymalloc.forEachBlock(add)
    for (block, asked) in malloc.inUse { add(block, asked, try malloc.blockSize(at: block)) }
    for (block, asked) in segments.inUse {
      guard let given = try bareBlock(at: block, .object)?.given else { continue }
      add(block, asked, given)
    }
    return blocks.sorted { $0.0 < $1.0 }
  }
}

extension PymallocHeap {
  /// Calls a function with each block in use: its address, bytes asked for, bytes given.
  func forEachBlock(_ body: (Address, Int, Int) -> Void) throws(MemoryError) {
    for arena in arenas.entries where arena.address != .null {
      for pool in carvedPools(of: arena) where try words.uint(at: pool + count) > 0 {
        let sizeClass = try words.uint(at: pool + szidx)
        let size = sizes.blockSize(ofClass: sizeClass)
        var block = pool + sizes.poolOverhead
        for _ in 0..<sizes.blocksPerPool(ofClass: sizeClass) {
          if let unasked = try marks.unasked(of: block) { body(block, size - unasked, size) }
          block = block + size
        }
      }
    }
  }
}
