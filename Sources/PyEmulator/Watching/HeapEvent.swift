public import PyLayout
public import PyMemory

/// Something that happened in a heap.
public enum HeapEvent: Hashable, Sendable {
  /// A block was handed out, of which so many bytes were asked for.
  case allocated(Address, size: Int, AllocatorDomain)
  /// A block was given back.
  case freed(Address, size: Int, AllocatorDomain)
  /// An object's reference count changed.
  case counted(Address, from: Int, to: Int)
  /// An object was entered into the collector's list, or taken out.
  case tracked(Address, Bool)
  /// Bytes were written: those of the events above among them. Without them, nothing in the heap's memory
  /// changes.
  case written(EmulatedMemory.Write)
}

extension HeapEvent: CustomStringConvertible {
  /// What happened, in a line: `allocated 64 bytes at 0x…`, `+1 to 3: object at 0x…`.
  public var description: String { text { _ in "object" } }

  /// The line, with what an object is called.
  fileprivate func text(_ name: (Address) -> String) -> String {
    switch self {
    case .allocated(let block, let size, _): "allocated \(size) bytes at \(block)"
    case .freed(let block, let size, _): "freed \(size) bytes at \(block)"
    case .counted(let object, let old, let new):
      "\(new < old ? "-" : "+")\((new &- old).magnitude) to \(new): \(name(object)) at \(object)"
    case .tracked(let object, let isTracked):
      "\(isTracked ? "tracked" : "untracked"): \(name(object)) at \(object)"
    case .written(let write): "wrote \(write.new.count) bytes at \(write.address)"
    }
  }
}

extension Heap {
  /// What happened, in a line, and to what, as long as that is there: `+1 to 3: list at 0x…`.
  public func describe(_ event: HeapEvent) -> String {
    event.text { marks.contains($0) ? (try? type(of: $0).name) ?? "object" : "object" }
  }
}
