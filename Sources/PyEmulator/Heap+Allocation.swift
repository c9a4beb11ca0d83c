import PyLayout
import PyMemory

/// Blocks of objects: `PyObject_Malloc` and what stands before the object.
extension Heap {
  /// A block for an object of the type, everything before `ob_refcnt` written; the rest is stale.
  ///
  /// `_PyObject_GC_New`, Python/gc.c, and `PyObject_New`.
  ///
  /// - Parameters:
  ///   - size: bytes from `ob_refcnt` on.
  /// - Returns: where `ob_refcnt` is.
  func allocateObject(_ type: TypeObject, size: Int) throws(PyError) -> Address {
    let prefix = type.prefixSize
    let block = try allocate(prefix + size, domain(of: type))
    if type.hasPreHeader {
      try store(0, size: pointerSize, at: block)
      try store(0, size: pointerSize, at: block + pointerSize)
    }
    let object = block + prefix
    if type.haveGC { try makeGCHead(of: object) }
    if type.haveGC && build.isFreeThreaded { collectable.insert(object) }
    if type.haveGC { try noteAllocation(of: type, size: size) }
    return object
  }

  /// Gives an object's block back: `PyObject_GC_Del`, `PyObject_Free`.
  func freeObject(_ object: Address, _ type: TypeObject) throws(PyError) {
    try forget(object, type)
    try free(object + -type.prefixSize, domain(of: type))
  }

  /// `_Py_ForgetReference`: no object is there any more.
  func forget(_ object: Address, _ type: TypeObject) throws(PyError) {
    if let next = c.object.fields._ob_next, let prev = c.object.fields._ob_prev {
      let after = try get(next, of: object)
      let before = try get(prev, of: object)
      try set(next, of: before, to: after)
      try set(prev, of: after, to: before)
      // _Py_ForgetReference leaves no trace of where it was
      try set(next, of: object, to: .null)
      try set(prev, of: object, to: .null)
    }
    if type.haveGC && build.isFreeThreaded { collectable.remove(object) }
    if type.haveGC { try noteEnd(of: object, type) }
    try unmark(object)
  }

  /// Notes that an object starts at an address.
  @inline(__always) func mark(_ object: Address) throws(PyError) {
    do throws(MemoryError) { try marks.set(object) } catch { throw PyError(error) }
  }

  /// Notes that none starts there any more.
  @inline(__always) func unmark(_ object: Address) throws(PyError) {
    if watcher != nil { noteWrites() }
    do throws(MemoryError) { try marks.clear(object) } catch { throw PyError(error) }
  }

  /// Notes that objects start side by side.
  func mark(_ run: BlockRun) throws(PyError) {
    do throws(MemoryError) { try marks.set(run) } catch { throw PyError(error) }
  }

  /// Notes that none of them starts there any more.
  func unmark(_ run: BlockRun) throws(PyError) {
    do throws(MemoryError) { try marks.clear(run) } catch { throw PyError(error) }
  }

  func domain(of type: TypeObject) -> Allocator.Domain { type.domain }

  /// An instance with all its fields zero: `PyType_GenericAlloc`, Objects/typeobject.c
  ///
  /// - Parameter items: how many items it is made for; it gets room for one more, as CPython gives.
  func allocateInstance(_ type: TypeObject, items: Int = 0) throws(PyError) -> Address {
    let size = type.variableSize(items: items + 1)
    var inline: Int?
    var inlineSize = 0
    if type.hasInlineValues, let keys = try cachedKeys(of: type) {
      // The room is asked for before one is taken from it: _PyType_AllocNoTrack
      let capacity = try takeCapacity(from: keys)
      inlineSize = inlineValuesSize(capacity: capacity.before)
      inline = capacity.after
    }
    let object = try allocateObject(type, size: size + inlineSize)
    try fill(0, at: object, count: size + inlineSize)
    if type.layout.tp_itemsize > 0, type.kind != .int {
      try set(c.varObject.fields.ob_size, of: object, to: items)
    }
    try makeHead(of: object, type: type)
    if let inline { try makeInlineValues(of: object, type, capacity: inline) }
    return object
  }

  /// An object of a type written in C, all fields 0 and `NULL`, that the collector does not know yet.
  func newStruct(_ type: TypeObject, items: Int = 0) throws(PyError) -> Address {
    let size = type.variableSize(items: items)
    let object = try allocateObject(type, size: size)
    try fill(0, at: object, count: size)
    try makeHead(of: object, type: type)
    return object
  }

  func allocate(_ size: Int, _ domain: Allocator.Domain) throws(PyError) -> Address {
    do throws(MemoryError) {
      let block = try allocator.allocate(size, domain)
      if watcher != nil { note(allocated: block, domain) }
      return block
    } catch {
      throw PyError(error)
    }
  }

  /// The same, for small blocks while nobody watches.
  @inline(__always)
  func allocateQuietly(_ size: Int, _ domain: Allocator.Domain) throws(PyError) -> Address {
    do throws(MemoryError) {
      if let block = try allocator.allocateSmall(size, domain) { return block }
    } catch {
      throw PyError(error)
    }
    return try allocate(size, domain)
  }

  func free(_ address: Address, _ domain: Allocator.Domain) throws(PyError) {
    do throws(AllocatorError) {
      let size = watcher == nil ? 0 : try allocator.requestedSize(of: address, domain)
      try allocator.free(address, domain)
      if watcher != nil { note(freed: address, size, domain) }
    } catch {
      throw PyError(.systemError, "\(error)")
    }
  }

  /// Frees the block that a pointer leads to.
  func free<T>(_ pointer: Pointer<T>, _ domain: Allocator.Domain) throws(PyError) {
    try free(pointer.address, domain)
  }

  func reallocate(
    _ address: Address, to size: Int, _ domain: Allocator.Domain
  ) throws(PyError) -> Address {
    do throws(AllocatorError) {
      let old = watcher == nil ? 0 : try allocator.requestedSize(of: address, domain)
      let block = try allocator.reallocate(address, to: size, domain)
      if watcher != nil && (block != address || old != size) {
        note(freed: address, old, domain)
        note(allocated: block, domain)
      }
      return block
    } catch {
      if case .memory(let error) = error.reason { throw PyError(error) }
      throw PyError(.systemError, "\(error)")
    }
  }

  /// Where buffers and tables are: `PyMem_Malloc`'s, which is pymalloc since bpo-26249, 3.6.
  var buffers: Allocator.Domain { .mem }
}

extension TypeObject {
  /// Who is asked for the blocks of instances.
  var domain: Allocator.Domain { layout.domain }

  /// `_PyObject_VAR_SIZE`, in bytes.
  func variableSize(items: Int) -> Int {
    let size = layout.tp_basicsize + layout.tp_itemsize * items
    return size.roundedUp(to: layout.build.pointerSize)
  }
}
