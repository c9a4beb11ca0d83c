public import PyLayout

extension Inspector {
  /// `bytesio_sizeof`, Modules/_io/bytesio.c: with its `bytes`, unless somebody shares that.
  @inlinable func bytesioSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    let size = try basicsize(type)
    let buf = try pointer(object, at.streams.buf)
    if buf.rawValue == 0 { return size }
    if let buf_size = at.streams.buf_size { return try size + count(object, buf_size, "buf_size") }
    return try references(to: buf) > 1 ? size : size + bytesSize(buf)
  }

  /// What `sys.getsizeof` answers for a `bytes` that another object owns. Whatever stands there in memory that is
  /// damaged, its own owner, say, is not asked for a rule of its own.
  @inlinable func bytesSize(_ bytes: Address) throws(Reason) -> Int {
    try objectSize(bytes, typeAddress(of: bytes))
  }

  /// `buffered_sizeof`, Modules/_io/bufferedio.c
  @inlinable func bufferedSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    let isThere = try pointer(object, at.streams.buffer).rawValue != 0
    let buffer = isThere ? try count(object, at.streams.buffer_size, "buffer_size") : 0
    return try basicsize(type) + buffer
  }

  /// `Pickler.__sizeof__`, Modules/_pickle.c
  @inlinable func picklerSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    var size = try basicsize(type)
    let memo = try pointer(object, at.streams.pickler_memo)
    if memo.rawValue != 0 {
      // PyMemoEntry: a key and a number
      size +=
        try at.streams.memoTable
        + count(memo, at.streams.mt_allocated, "mt_allocated") * 2 * at.pointer
    }
    let output = try pointer(object, at.streams.output_buffer)
    return output.rawValue == 0 ? size : try size + bytesSize(output)
  }

  /// `Unpickler.__sizeof__`, Modules/_pickle.c
  @inlinable func unpicklerSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    let fields = at.streams.unpickler
    var size = try basicsize(type)
    if try pointer(object, fields.memo).rawValue != 0 {
      size += try count(object, fields.memo_size, "memo_size") * at.pointer
    }
    if try pointer(object, fields.marks).rawValue != 0 {
      size += try count(object, fields.marks_size, "marks_size") * at.pointer
    }
    size += try stringSize(object, fields.input_line)
    size += try stringSize(object, fields.encoding)
    return try size + stringSize(object, fields.errors)
  }

  /// `_queue_SimpleQueue___sizeof___impl`, Modules/_queuemodule.c (3.15): with its ring of items.
  @inlinable func simplequeueSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    try basicsize(type) + count(object, at.streams.items_cap, "items_cap") * at.pointer
  }

  /// `PyCStgDict_sizeof`, Modules/_ctypes/stgdict.c: its own fields are counted twice.
  @inlinable func stgdictSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    try basicsize(type) + dictTableSize(object) + at.streams.stgdict.own + stgInfoSize(object)
  }

  /// `CType_Type_sizeof`, Modules/_ctypes/_ctypes.c (3.13 on): members are counted, keys are not.
  @inlinable func ctypeSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    try objectSize(object, type) + stgInfoSize(object)
  }

  /// What the description of a ctypes type points to.
  @inlinable func stgInfoSize(_ object: Address) throws(Reason) -> Int {
    let fields = at.streams.stgdict
    var size = try stringSize(object, fields.format)
    size += try int(object, fields.ndim, "ndim") * at.pointer
    if try pointer(object, fields.elements).rawValue == 0 { return size }
    return try size + (count(object, fields.length, "length") + 1) * at.pointer
  }

  /// `parser_sizeof`, Modules/parsermodule.c, over `_PyNode_SizeOf`, Parser/node.c
  @inlinable func syntaxTreeSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    let root = try pointer(object, at.streams.st_node)
    if root.rawValue == 0 { return try basicsize(type) }
    var size = try basicsize(type) + at.streams.node
    var waiting = [root]
    while let node = waiting.popLast() {
      guard waiting.count < 1 << 24 else { throw .noObject("a syntax tree goes on and on") }
      size += try stringSize(node, at.streams.n_str)
      let children = try pointer(node, at.streams.n_child)
      let count = try int(node, at.streams.n_nchildren, "n_nchildren")
      if children.rawValue == 0 { continue }
      size += Self.allocatedNodes(count) * at.streams.node
      for index in 0..<count { waiting.append(place(children, index * at.streams.node)) }
    }
    return size
  }

  /// `XXXROUNDUP`, Parser/node.c
  @inlinable static func allocatedNodes(_ count: Int) -> Int {
    if count <= 1 { return count }
    if count <= 128 { return (count + 3) / 4 * 4 }
    var room = 256
    while room < count { room *= 2 }
    return room
  }

  /// Bytes of the C string that a field points to, its end included; 0 where there is none.
  @inlinable func stringSize(_ base: Address, _ offset: Int) throws(Reason) -> Int {
    let string = try pointer(base, offset)
    if string.rawValue == 0 { return 0 }
    var length = 0
    while try bits(string, length, 1) != 0 {
      length += 1
      guard length < Self.maximumCount else { throw .noObject("a string goes on and on") }
    }
    return length + 1
  }

  /// `Py_REFCNT`, Include/object.h (3.14: Include/refcount.h)
  @inlinable func references(to object: Address) throws(Reason) -> Int {
    guard let shared = at.ob_ref_shared else {
      return Int(truncatingIfNeeded: try bits(object, at.ob_refcnt, at.refcount))
    }
    return try PyObject.count(
      local: Int(bits(object, at.ob_ref_local, 4)), shared: ssize(object, shared))
  }
}
