internal import PyLayout
internal import PyMemory

/// Where objects of the standard library's modules have what they own, on one build: offsets in bytes.
struct ModuleOffsets {
  let b_ptr: UInt64
  let b_needsfree: UInt64
  let extra: UInt64
  let attrib: UInt64
  let length: UInt64
  let children: UInt64
  /// A `BytesIO`'s bytes, which are no object in 2.7.
  let buf: UInt64
  /// The ring buffer of a `SimpleQueue`, and how many of its places are taken from which one on: from 3.13 on.
  let ring: (items: UInt64, get_idx: UInt64, items_cap: UInt64, num_items: UInt64)?

  init(_ build: Build) {
    let data = CDataObject.layout(on: build)
    let extra = ElementObjectExtra.layout(on: build)
    b_ptr = data.b_ptr.place
    b_needsfree = data.b_needsfree.place
    self.extra = ElementObject.layout(on: build).extra.place
    attrib = extra.attrib.place
    length = extra.length.place
    children = extra.children.place
    buf = bytesio.layout(on: build).buf?.place ?? 0
    let queue = simplequeueobject.layout(on: build)
    if let items = queue.items, let first = queue.get_idx, let room = queue.items_cap,
      let used = queue.num_items
    {
      ring = (items.place, first.place, room.place, used.place)
    } else {
      ring = nil
    }
  }
}

extension HeapWalk {
  /// A ctypes object's data, where it has a block of its own: `PyCData_MallocBuffer`, Modules/_ctypes/_ctypes.c
  mutating func followCData(_ object: UInt64) {
    if memory.word(object &+ modules.b_needsfree, size: 4) ?? 0 != 0 {
      own(word(object &+ modules.b_ptr))
    }
  }

  /// An element's attributes and children: `element_gc_traverse`, Modules/_elementtree.c
  mutating func followElement(_ object: UInt64) {
    let extra = word(object &+ modules.extra)
    if extra == 0 { return }
    own(extra)
    visit(word(extra &+ modules.attrib))
    let children = word(extra &+ modules.children)
    // The first ones have room inside
    if table.block(at: children) != table.block(at: extra) { own(children) }
    followItems(children, word(extra &+ modules.length))
  }

  /// The bytes that a `BytesIO` counts as its own, as long as nobody else has them: `SHARED_BUF`,
  /// Modules/_io/bytesio.c
  mutating func followBytesIO(_ object: UInt64) {
    let bytes = word(object &+ modules.buf)
    if isTelling || hasManyReferences(bytes) { visit(bytes) } else { own(bytes) }
  }

  /// Whether several refer to an object; of counts of 8 bytes the higher ones are flags, or 0.
  private func hasManyReferences(_ object: UInt64) -> Bool {
    var count = memory.word(object &+ at.ob_refcnt, size: 4) ?? 0
    if let place = at.freeThreaded?.ob_ref_shared {
      count &+= word(object &+ place) >> UInt64(PyObject.sharedShift)
    }
    return count > 1
  }

  /// What waits in a `SimpleQueue`: `RingBuf_Get`, Modules/_queuemodule.c. What goes past the last place goes on at
  /// the first.
  mutating func followSimpleQueue(_ object: UInt64) {
    guard let ring = modules.ring else { return }
    let items = word(object &+ ring.items)
    let room = word(object &+ ring.items_cap)
    let (first, used) = (word(object &+ ring.get_idx), word(object &+ ring.num_items))
    own(items)
    guard first < room else { return }
    let behind = min(used, room - first)
    followItems(items &+ first &* at.pointer, behind)
    followItems(items, used - behind)
  }
}
