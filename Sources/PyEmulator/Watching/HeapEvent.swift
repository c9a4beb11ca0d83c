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
