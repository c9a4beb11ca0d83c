import PyLayout
import PyMemory

/// What happens in a heap while somebody watches.
extension Heap {
  /// Does some work, and calls a function for each thing that happens in it, in order.
  ///
  /// A heap that is watched writes byte by byte what it otherwise writes many at a time: it is some ten
  /// times slower.
  ///
  /// - Throws: what the work throws; what happened before was reported.
  public func watching<Answer>(
    _ report: (HeapEvent) -> Void, while work: () throws(PyError) -> Answer
  ) throws(PyError) -> Answer {
    let outer = watcher
    let inner = Watcher()
    watcher = inner
    memory.isJournaled = true
    defer {
      noteWrites()
      for event in inner.events { report(event) }
      outer?.events += inner.events
      watcher = outer
      memory.isJournaled = outer != nil
    }
    return try work()
  }

  /// The things that happen in some work, in order.
  ///
  /// - Throws: what the work throws.
  public func events(of work: () throws(PyError) -> Void) throws(PyError) -> [HeapEvent] {
    var events: [HeapEvent] = []
    try watching({ events.append($0) }, while: work)
    return events
  }
}

/// What a heap keeps while it is watched.
final class Watcher {
  var events: [HeapEvent] = []
  /// Objects whose head is being written: their first count is no change of one.
  var fresh: Set<Address> = []
}

extension Heap {
  /// Notes that a block was handed out.
  func note(allocated block: Address, _ domain: AllocatorDomain) {
    guard let watcher else { return }
    noteWrites()
    // Where nothing is asked for, some allocators are asked for a byte
    let size = (try? allocator.requestedSize(of: block, domain)) ?? 0
    watcher.events.append(.allocated(block, size: size, domain))
  }

  /// Notes that a block is given back.
  func note(freed block: Address, _ size: Int, _ domain: AllocatorDomain) {
    guard let watcher else { return }
    noteWrites()
    watcher.events.append(.freed(block, size: size, domain))
  }

  /// Notes that an object's head is about to be written.
  func noteBirth(of object: Address) {
    noteWrites()
    watcher?.fresh.insert(object)
  }

  /// Notes what was written since the last event, while the same objects are there.
  func noteWrites() {
    guard let watcher else { return }
    for write in memory.takeWrites() {
      watcher.events.append(.written(write))
      if let event = count(write, watcher) ?? tracking(write) { watcher.events.append(event) }
    }
  }

  /// What a write says of an object's reference count.
  private func count(_ write: EmulatedMemory.Write, _ watcher: Watcher) -> HeapEvent? {
    let object = write.address + -counts.offset
    guard write.old.count == counts.size, marks.contains(object) else { return nil }
    if watcher.fresh.remove(object) != nil { return nil }
    return .counted(object, from: number(write.old), to: number(write.new))
  }

  /// What a write says of whether the collector knows an object.
  private func tracking(_ write: EmulatedMemory.Write) -> HeapEvent? {
    let (old, new) = (number(write.old), number(write.new))
    if build.isFreeThreaded {
      guard let bits = c.object.fields.ob_gc_bits, write.old.count == bits.size else { return nil }
      let object = write.address + -bits.offset.rawValue
      guard marks.contains(object), (old ^ new) & 1 != 0 else { return nil }
      return .tracked(object, new & 1 != 0)
    }
    guard write.old.count == pointerSize else { return nil }
    let object = write.address + (gc.size - (gc.refs ?? gc.next))
    guard marks.contains(object), let type = try? type(of: object), type.haveGC else { return nil }
    let (was, isNow) =
      gc.refs == nil ? (old != 0, new != 0) : (old != gc.untracked, new != gc.untracked)
    return was == isNow ? nil : .tracked(object, isNow)
  }

  /// The signed number that bytes make.
  private func number(_ bytes: [UInt8]) -> Int {
    guard let last = bytes.last, bytes.count <= 8 else { return 0 }
    let start: Int = last >= 0x80 ? -1 : 0
    return bytes.reversed().reduce(start) { $0 << 8 | Int($1) }
  }
}
