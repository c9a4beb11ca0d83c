import PyLayout
import PyMemory

/// The words of a heap's memory. A function that makes many accesses takes it once: what is mapped
/// is then known to it, and not asked for each time.
struct HeapWords {
  let window: EmulatedMemory.Window
  let pointerSize: Int

  /// The pointer at an address.
  @inline(__always) func pointer(at address: Address) throws(PyError) -> Address {
    Address(rawValue: try word(at: address, isWide: pointerSize == 8))
  }

  /// Sets the pointer at an address.
  @inline(__always) func setPointer(
    at address: Address, to value: Address
  ) throws(PyError) {
    try store(word: value.rawValue, isWide: pointerSize == 8, at: address)
  }

  /// Sets two pointers, one behind the other.
  @inline(__always) func setPointers(
    at address: Address, to first: Address, _ second: Address
  ) throws(PyError) {
    do throws(MemoryError) {
      try window.store(
        words: first.rawValue, second.rawValue, isWide: pointerSize == 8, at: address)
    } catch {
      throw PyError(error)
    }
  }

  /// The signed number, as wide as a pointer, at an address.
  @inline(__always) func ssize(at address: Address) throws(PyError) -> Int {
    let bits = try pointer(at: address).rawValue
    return pointerSize == 4 ? Int(Int32(truncatingIfNeeded: bits)) : Int(truncatingIfNeeded: bits)
  }

  /// Sets the signed number, as wide as a pointer, at an address.
  @inline(__always) func setSsize(at address: Address, to value: Int) throws(PyError) {
    try setPointer(at: address, to: Address(rawValue: UInt64(truncatingIfNeeded: value)))
  }

  /// The number at an address that has 8 bytes where it is wide, or else 4.
  @inline(__always) func word(at address: Address, isWide: Bool) throws(PyError) -> UInt64 {
    do throws(MemoryError) {
      return try window.word(at: address, isWide: isWide)
    } catch {
      throw PyError(error)
    }
  }

  /// Sets such a number.
  @inline(__always) func store(
    word bits: UInt64, isWide: Bool, at address: Address
  ) throws(PyError) {
    do throws(MemoryError) {
      try window.store(word: bits, isWide: isWide, at: address)
    } catch {
      throw PyError(error)
    }
  }

  /// Sets `count` bytes to 0.
  @inline(__always) func clear(_ count: Int, at address: Address) throws(PyError) {
    do throws(MemoryError) { try window.clear(count, at: address) } catch { throw PyError(error) }
  }

  @inline(__always) func load(_ size: Int, at address: Address) throws(PyError) -> UInt64 {
    do throws(MemoryError) {
      return try window.bits(at: address, size: size)
    } catch {
      throw PyError(error)
    }
  }

  @inline(__always) func store(_ bits: UInt64, size: Int, at address: Address) throws(PyError) {
    do throws(MemoryError) {
      try window.store(bits, size: size, at: address)
    } catch {
      throw PyError(error)
    }
  }
}

/// The links of a GC head.
extension HeapWords {
  @inline(__always) func next(of head: Address, _ gc: GCWords) throws(PyError) -> Address {
    Address(rawValue: try pointer(at: head + gc.next).rawValue & ~gc.nextFlags)
  }

  @inline(__always) func previous(of head: Address, _ gc: GCWords) throws(PyError) -> Address {
    Address(rawValue: try pointer(at: head + gc.previous).rawValue & ~gc.previousFlags)
  }

  @inline(__always) func setNext(
    of head: Address, to next: Address, flags: UInt64? = nil, _ gc: GCWords
  ) throws(PyError) {
    let place = head + gc.next
    let kept = gc.nextFlags == 0 ? 0 : try pointer(at: place).rawValue & gc.nextFlags
    try setPointer(at: place, to: Address(rawValue: next.rawValue | (flags ?? kept)))
  }

  @inline(__always) func setPrevious(
    of head: Address, to previous: Address, _ gc: GCWords
  ) throws(PyError) {
    let place = head + gc.previous
    let flags = gc.previousFlags == 0 ? 0 : try pointer(at: place).rawValue & gc.previousFlags
    try setPointer(at: place, to: Address(rawValue: previous.rawValue | flags))
  }

  /// `gc_list_remove`, without clearing the head's own words.
  @inline(__always) func unlink(_ head: Address, _ gc: GCWords) throws(PyError) {
    let next = try next(of: head, gc)
    let previous = try previous(of: head, gc)
    try setNext(of: previous, to: next, gc)
    try setPrevious(of: next, to: previous, gc)
  }

  /// `_PyObject_GC_UNTRACK` of an object that has a GC head, tracked or not.
  @inline(__always) func untrack(_ object: Address, _ gc: GCWords) throws(PyError) {
    let head = object + -gc.size
    if let refs = gc.refs {
      guard try ssize(at: head + refs) != gc.untracked else { return }
      try setSsize(at: head + refs, to: gc.untracked)
    } else {
      guard try pointer(at: head + gc.next).rawValue != 0 else { return }
    }
    try unlink(head, gc)
    try setPointer(at: head + gc.next, to: .null)
    guard gc.refs == nil else { return }
    // _PyGC_PREV_MASK_FINALIZED stays: what was finalized once is not finalized again
    let finalized = try pointer(at: head + gc.previous).rawValue & 1
    try setPointer(at: head + gc.previous, to: Address(rawValue: finalized))
  }
}
