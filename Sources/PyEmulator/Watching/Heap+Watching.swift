import PyLayout
import PyMemory

/// What happens in a heap while somebody watches.
extension Heap {
  /// Does some work, and then calls a function for each thing that happened in it, in order.
  ///
  /// Those who write are not asked: all bytes are compared at each block that comes or goes and at each
  /// object, so that what is written in between is one event a word, and a count that went up and down
  /// again is none. It takes a tenth of a millisecond each time; on free-threaded builds, whose allocator
  /// maps 32 MiB at once, some milliseconds.
  ///
  /// - Throws: what the work throws; what happened before was reported.
  public func watching<Answer>(
    _ report: (HeapEvent) -> Void, while work: () throws(PyError) -> Answer
  ) throws(PyError) -> Answer {
    noteWrites()
    let outer = watcher
    let inner = Watcher(MemoryImage(of: memory))
    watcher = inner
    defer {
      noteWrites()
      for event in inner.events { report(event) }
      outer?.events += inner.events
      outer?.image = inner.image
      watcher = outer
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
  /// The bytes as they were at the last event.
  var image: MemoryImage
  /// Objects whose head is being written: their first count is no change of one.
  var fresh: Set<Address> = []

  init(_ image: MemoryImage) { self.image = image }
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
    for write in memory.takeWrites(since: &watcher.image) {
      watcher.events.append(.written(write))
      if let event = count(write, watcher) { watcher.events.append(event) }
      if let event = tracking(write) { watcher.events.append(event) }
    }
    watcher.fresh = []
  }

  /// What a write says of an object's reference count.
  private func count(_ write: EmulatedMemory.Write, _ watcher: Watcher) -> HeapEvent? {
    guard let (object, old, new) = field(write, at: counts.offset, size: counts.size) else {
      return nil
    }
    return watcher.fresh.remove(object) != nil ? nil : .counted(object, from: old, to: new)
  }

  /// What a write says of whether the collector knows an object.
  private func tracking(_ write: EmulatedMemory.Write) -> HeapEvent? {
    if build.isFreeThreaded {
      guard let bits = c.object.fields.ob_gc_bits,
        let (object, old, new) = field(write, at: bits.offset.rawValue, size: bits.size),
        (old ^ new) & 1 != 0
      else { return nil }
      return .tracked(object, new & 1 != 0)
    }
    guard
      let (object, old, new) = field(write, at: (gc.refs ?? gc.next) - gc.size, size: pointerSize),
      let type = try? type(of: object), type.haveGC
    else { return nil }
    let untracked = gc.refs == nil ? 0 : gc.untracked
    let (was, isNow) = (old != untracked, new != untracked)
    return was == isNow ? nil : .tracked(object, isNow)
  }

  /// The field that is so many bytes from an object's start, if a write changed it: as a signed number.
  private func field(
    _ write: EmulatedMemory.Write, at offset: Int, size: Int
  ) -> (object: Address, old: Int, new: Int)? {
    for first in stride(from: 0, through: write.old.count - size, by: size) {
      let object = write.address + (first - offset)
      guard marks.contains(object) else { continue }
      let range = first..<first + size
      let (old, new) = (number(write.old[range]), number(write.new[range]))
      if old != new { return (object, old, new) }
    }
    return nil
  }

  /// The signed number that bytes make.
  private func number(_ bytes: ArraySlice<UInt8>) -> Int {
    let start: Int = bytes.last ?? 0 >= 0x80 ? -1 : 0
    return bytes.reversed().reduce(start) { $0 << 8 | Int($1) }
  }
}
