import PyLayout

/// How the instances of a class begin, in numbers made once: what `PyType_GenericAlloc`,
/// Objects/typeobject.c, and `_PyObject_Init`, Include/internal/pycore_object.h, find in the type.
struct Beginning {
  let type: Address
  let domain: Allocator.Domain
  /// Bytes before the object.
  let prefixSize: Int
  let haveGC: Bool
  /// Bytes of the block, the values inside the object left out.
  let size: Int
  /// Bytes to the inline values, and where the class's pointer to the shared keys is; `nil` where there are
  /// none.
  let values: (offset: Int, keys: Address)?

  /// The beginning of a class's instances; `nil` where there is more to do than these numbers tell.
  init?(of type: TypeObject) {
    let layout = type.layout
    guard type.kind == .object, type.isHeapType, layout.tp_itemsize == 0 else { return nil }
    // More words in the head, a list of all objects, values in a block of their own
    guard !layout.build.isFreeThreaded, PyObject.layout(on: layout.build)._ob_next == nil,
      layout.build.version >= .v3_13 || !layout.makesValues
    else { return nil }
    self.type = type.address
    domain = type.domain
    prefixSize = type.prefixSize
    haveGC = type.haveGC
    size = prefixSize + type.variableSize(items: 1)
    let keys = PyHeapTypeObject.layout(on: layout.build).ht_cached_keys
    values =
      type.hasInlineValues ? keys.map { (layout.tp_basicsize, type.address + $0.offset) } : nil
  }
}

extension Heap {
  /// An instance without attributes of a class whose ``Beginning`` is known, while nobody watches and
  /// the collector does not run by itself: a few loads and stores, as in CPython.
  @inline(__always) func newInstance(_ beginning: Beginning) throws(PyError) -> Address {
    var size = beginning.size
    var capacity = 0
    if let values = beginning.values {
      let room = try takeCapacity(from: Pointer(try pointer(at: values.keys)))
      size += inlineValuesSize(capacity: room.before)
      capacity = room.after
    }
    let block = try allocateQuietly(size, beginning.domain)
    let object = block + beginning.prefixSize
    let words = words
    try words.clear(size, at: block)
    // A count, the flags that share its word in 3.14, and the type
    try words.setPointers(at: object, to: Address(rawValue: 1), beginning.type)
    try mark(object)
    try count(beginning.type, 1, words)
    if let values = beginning.values {
      let values = object + values.offset
      try words.store(
        UInt64(truncatingIfNeeded: capacity), size: 1,
        at: values + c.values.fields.capacity.offset.rawValue)
      try words.store(1, size: 1, at: values + c.values.fields.embedded.offset.rawValue)
      try words.store(1, size: 1, at: values + c.values.fields.valid.offset.rawValue)
    }
    guard beginning.haveGC else { return object }
    thresholdState.add(1)
    // _PyObject_GC_TRACK, of a GC head that was not written yet
    let head = object + -gc.size
    let young = generations[0]
    let place = young + gc.previous
    let link = try words.pointer(at: place).rawValue
    let last = Address(rawValue: link & ~gc.previousFlags)
    try words.setPointer(
      at: place, to: Address(rawValue: head.rawValue | link & gc.previousFlags))
    try words.setNext(of: last, to: head, gc)
    try words.setPointers(
      at: head + gc.next, to: Address(rawValue: young.rawValue | gc.nextFlags), last)
    if let refs = gc.refs { try words.setSsize(at: head + refs, to: gc.reachable) }
    return object
  }
}

extension Heap {
  /// Bytes of inline values: computed once for as many as shared keys name.
  @inline(__always) func inlineValuesSize(capacity: Int) -> Int {
    inlineValuesSizes.indices ~= capacity
      ? inlineValuesSizes[capacity] : c.values.blockSize(capacity: capacity)
  }
}
