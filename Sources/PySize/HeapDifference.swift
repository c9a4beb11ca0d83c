public import PyEmulator
public import PyInspector
public import PyLayout
import PyMemory

/// What became of a heap from one snapshot to a later one: blocks, objects, and each field of an object
/// that is another.
///
///     let before = try heap.snapshot()
///     try list.append(4)
///     print(try heap.snapshot().difference(from: before))
public struct HeapDifference: Hashable, Sendable {
  /// A field of an object that was and is there, with other bytes than before.
  public struct Change: Hashable, Sendable {
    /// The object.
    public let object: Address
    /// Its type's name.
    public let type: String
    /// Which of its blocks the field is in.
    public let part: String
    /// The field as it was.
    public let old: Block.Field
    /// The field as it is.
    public let new: Block.Field
  }

  /// Blocks that are in use now and were not.
  public let allocated: [HeapSnapshot.Block]
  /// Blocks that were in use and are not.
  public let freed: [HeapSnapshot.Block]
  /// Objects that are there now and were not, with the names of their types.
  public let made: [Address: String]
  /// Objects that are gone, with the names of their types.
  public let ended: [Address: String]
  /// The fields that are others, in the order of their objects' addresses.
  public let changes: [Change]
}

extension HeapSnapshot {
  /// What became of the heap since an earlier snapshot of it.
  ///
  /// Only what differs is looked at: the time is that of comparing the bytes, and of inspecting the
  /// objects that changed.
  ///
  /// - Throws: ``WhatError/unreadable(_:)`` where an object that changed cannot be inspected,
  ///   ``WhatError/raised(_:)`` for a snapshot of another heap: an address means something in its own.
  public func difference(from earlier: HeapSnapshot) throws(WhatError) -> HeapDifference {
    guard earlier.heap == heap else {
      throw .raised(
        PyError(.systemError, "a snapshot of one heap has no difference from another's"))
    }
    let (old, new) = (Set(earlier.objects), Set(objects))
    let (before, after) = (Reader(earlier), Reader(self))
    var changes: [HeapDifference.Change] = []
    for object in changedObjects(since: earlier) where old.contains(object) && new.contains(object)
    {
      changes += try inspecting { () throws(InspectionError) in
        try after.changes(of: object, since: before)
      }
    }
    let (blocksBefore, blocksNow) = (Set(earlier.blocks.map(\.address)), Set(blocks.map(\.address)))
    return HeapDifference(
      allocated: blocks.filter { !blocksBefore.contains($0.address) },
      freed: earlier.blocks.filter { !blocksNow.contains($0.address) },
      made: after.types(of: new.subtracting(old)), ended: before.types(of: old.subtracting(new)),
      changes: changes)
  }

  /// The objects whose bytes differ, or those of a block that they point at, by their addresses.
  private func changedObjects(since earlier: HeapSnapshot) -> [Address] {
    var changed: Set<Address> = []
    var parts: Set<HeapSnapshot.Block> = []
    for range in memory.differences(from: earlier.memory) {
      for snapshot in [self, earlier] {
        let (objects, part) = snapshot.owners(of: range.lowerBound)
        changed.formUnion(objects)
        if let part { parts.insert(part) }
      }
    }
    // A block that is no object's own: whoever points at it, from another such block maybe
    for snapshot in [self, earlier] { changed.formUnion(snapshot.holders(of: parts)) }
    return changed.sorted()
  }

  /// The objects in the block that an address is in, or the block itself where none is; outside of all
  /// blocks, the object before the address.
  private func owners(of address: Address) -> ([Address], HeapSnapshot.Block?) {
    let next = blocks.partitioningIndex { $0.address > address }
    if next > 0 {
      let block = blocks[next - 1]
      let end = Address(rawValue: block.address.rawValue + UInt64(max(block.given, 1)))
      if address < end {
        let first = objects.partitioningIndex { $0 >= block.address }
        let last = objects.partitioningIndex { $0 >= end }
        return first == last ? ([], block) : (Array(objects[first..<last]), nil)
      }
    }
    let after = objects.partitioningIndex { $0 > address }
    return (after > 0 ? [objects[after - 1]] : [], nil)
  }

  /// The objects that have a pointer into one of these blocks, or into one that has such a pointer and is
  /// no object's own either: the blocks of a deque, the nodes of an `OrderedDict`.
  private func holders(of parts: Set<Block>) -> Set<Address> {
    var found: Set<Address> = []
    var waiting: Set<Block> = []
    forEachPointer(into: parts) { _, objects, part in
      found.formUnion(objects)
      if let part, !parts.contains(part) { waiting.insert(part) }
    }
    if waiting.isEmpty { return found }
    // A chain may be long: all links are looked for at once
    var holders: [Block: (objects: Set<Address>, parts: Set<Block>)] = [:]
    forEachPointer(into: Set(blocks).subtracting(parts)) { target, objects, part in
      holders[target, default: ([], [])].objects.formUnion(objects)
      if let part { holders[target]?.parts.insert(part) }
    }
    var seen = parts.union(waiting)
    while let part = waiting.popFirst() {
      guard let holder = holders[part] else { continue }
      found.formUnion(holder.objects)
      for part in holder.parts where seen.insert(part).inserted { waiting.insert(part) }
    }
    return found
  }

  /// Calls a function for each pointer into one of these blocks: with that block, and with the owners of
  /// the place where it stands.
  private func forEachPointer(
    into parts: Set<Block>, _ body: (_ target: Block, _ objects: [Address], _ part: Block?) -> Void
  ) {
    let parts = parts.sorted { $0.address < $1.address }
    guard let first = parts.first?.address, let last = parts.last else { return }
    let end = last.address.rawValue + UInt64(last.given)
    memory.forEachWord(of: build.pointerSize) { place, word in
      guard word >= first.rawValue, word < end else { return }
      let index = parts.partitioningIndex { $0.address.rawValue > word }
      guard index > 0, word - parts[index - 1].address.rawValue < UInt64(parts[index - 1].given)
      else { return }
      let (objects, part) = owners(of: place)
      body(parts[index - 1], objects, part)
    }
  }
}

extension Array {
  /// The index of the first element of which something is true, where it is true of all behind it too.
  fileprivate func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// An inspector of a snapshot's objects.
private struct Reader {
  private let inspector: Inspector<MemoryImage>

  init(_ snapshot: HeapSnapshot) { inspector = Inspector(snapshot.build, reading: snapshot.memory) }

  func types(of objects: Set<Address>) -> [Address: String] {
    var types: [Address: String] = [:]
    for object in objects {
      types[object] = (try? inspector.inspect(object).type.tp_name) ?? "object"
    }
    return types
  }

  /// The fields of an object that are others than they were.
  func changes(
    of object: Address, since earlier: Reader
  ) throws(InspectionError) -> [HeapDifference.Change] {
    let (new, old) = (try inspector.inspect(object), try earlier.inspector.inspect(object))
    var changes: [HeapDifference.Change] = []
    for block in new.blocks {
      guard let before = old.blocks.first(where: { $0.part == block.part }) else { continue }
      var fields = before.fields[...]
      for field in block.fields {
        fields = fields.drop { $0.offset < field.offset }
        guard let known = fields.first, known.offset == field.offset, known.size == field.size,
          known.bytes != field.bytes
        else { continue }
        changes.append(
          HeapDifference.Change(
            object: object, type: new.type.tp_name, part: block.part, old: known, new: field))
      }
    }
    return changes
  }
}

extension HeapDifference: CustomStringConvertible {
  /// A line for each change: what moved, what counts otherwise, what is there and what is not any more.
  public var description: String {
    var lines = changes.map { change in
      "\(change.type) at \(change.object): \(change.part == "instance" ? "" : "\(change.part) ")"
        + describe(change)
    }
    lines += made.sorted { $0.key < $1.key }.map { "\($1) at \($0) is new" }
    lines += ended.sorted { $0.key < $1.key }.map { "\($1) at \($0) is gone" }
    lines += allocated.map { "a block of \($0.given) at \($0.address) is in use" }
    lines += freed.map { "a block of \($0.given) at \($0.address) is free" }
    return lines.joined(separator: "\n")
  }

  /// `ob_item moved from a block of 32 to one of 64`, `allocated 4 to 8`
  private func describe(_ change: Change) -> String {
    let name = change.new.row.label
    if change.new.role == .part, let old = change.old.target, let new = change.new.target {
      let from = freed.first { $0.holds(old) }
      let to = allocated.first { $0.holds(new) }
      switch (from, to) {
      case (let from?, let to?):
        return "\(name) moved from a block of \(from.given) to one of \(to.given)"
      case (nil, let to?): return "\(name) has a block of \(to.given)"
      case (let from?, nil): return "\(name) gave its block of \(from.given) up"
      case (nil, nil): break
      }
    }
    let (old, new) = (change.old.text, change.new.text)
    if old != new { return "\(name) \(old) to \(new)" }
    let (from, to) = (Address(rawValue: change.old.bits), Address(rawValue: change.new.bits))
    return
      "\(name) \(new), \(change.new.role == .gcLink ? "linked elsewhere: " : "")\(from) to \(to)"
  }
}

extension HeapSnapshot.Block {
  fileprivate func holds(_ address: Address) -> Bool {
    address >= self.address && address.rawValue - self.address.rawValue < UInt64(given)
  }
}

extension Block.Field {
  /// Its value, or where it points.
  fileprivate var text: String {
    value ?? target.map { $0 == .null ? "NULL" : "\($0)" } ?? "\(bits)"
  }
}
