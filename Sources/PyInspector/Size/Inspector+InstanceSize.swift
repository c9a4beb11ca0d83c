internal import PyLayout

extension Inspector {
  /// The bytes asked for an object, from `ob_refcnt` on.
  ///
  /// `PyType_GenericAlloc`, Objects/typeobject.c, for classes: whole pointers, and one item more
  /// than the object has. What is written in C asks for what it needs, by `PyObject_NewVar`.
  func instanceSize(_ object: Address, _ type: TypeFacts) throws(Reason) -> Int {
    let basicsize = type.tp_basicsize
    if type.kind == .type {
      guard try isHeapType(object) else { return layouts.type.size }
      return try basicsize + (count(object, at.ob_size, "ob_size") + 1) * type.tp_itemsize
    }
    // From 3.11 on the frame is in the block, and there is no ob_size; before it is an object of
    // its own
    if at.code.co_nlocalsplus != nil {
      if type.kind == .generator { return try generatorSize(object, type.address) }
      if type.kind == .frame { return try frameSize(object, type.address) }
    }
    let items = try items(object, type)
    if type.flags.contains(.heapType) {
      let least = type.kind == .int ? PyLongObject.leastDigits(on: build) : 0
      let count = type.hasItems ? max(items, least) + (type.isUsers ? 1 : 0) : 0
      let size = (basicsize + count * type.tp_itemsize).roundedUp(to: at.pointer)
      return try size + inlineValuesSize(object, type, behind: size).size
    }
    switch type.kind {
    // PyType_GenericAlloc, as for classes
    case .bytes where type.isBytesInC:
      return (basicsize + (items + 1) * type.tp_itemsize).roundedUp(to: at.pointer)
    case .time, .datetime:
      // new_time_ex2, Modules/_datetimemodule.c: without a tzinfo there is no room for one
      let tzinfo = layouts.tzinfo(of: type.kind)
      return try bits(object, layouts.hastzinfo, 1) == 0 ? tzinfo : basicsize
    case .int, .bool:
      // A single digit is always there from 3.0 on: _PyLong_New, Objects/longobject.c
      if is2 && type.kind == .bool { return basicsize }
      return layouts.int.ob_digit.offset.rawValue + max(items, is2 ? 0 : 1) * at.int.digit
    case .str where !is2:
      let state = try state(object)
      guard state.isCompact else { return basicsize }
      let length = try count(object, at.str.length, "length")
      return (state.isASCII ? at.str.ascii : at.str.compact) + (length + 1) * max(state.kind, 1)
    default:
      return basicsize + items * type.tp_itemsize
    }
  }

  /// How many items an object's block has.
  func items(_ object: Address, _ type: TypeFacts) throws(Reason) -> Int {
    // From 3.11 on variables and stack are items that no ob_size counts
    if !type.hasItems || frameStart(type.kind) != nil { return 0 }
    if type.kind == .int || type.kind == .bool { return try digits(object) }
    let count = try count(object, at.ob_size, "ob_size")
    return type.kind == .tuple ? max(count, try fields(ofStruct: type)) : count
  }

  /// The fields of a struct sequence such as `os.stat_result`, of which `ob_size` counts those
  /// alone that indexing shows: its type has a member for each, `initialize_members`,
  /// Objects/structseq.c; 0 for other types.
  private func fields(ofStruct type: TypeFacts) throws(Reason) -> Int {
    guard !is2, !type.isUsers, type.tp_name.contains(".") else { return 0 }
    let items = layouts.tuple.ob_item.offset.rawValue
    var fields = 0
    try members(of: type.address) { member throws(Reason) in
      if member.offset >= items { fields = max(fields, (member.offset - items) / at.pointer + 1) }
    }
    return fields
  }

  /// The same; 0 where it cannot be read.
  package func structFields(_ type: TypeFacts) -> Int { (try? fields(ofStruct: type)) ?? 0 }

  /// Where the inline values start: `_PyObject_InlineValues`, Include/internal/pycore_object.h
  package func inlineValuesOffset(_ type: TypeFacts) -> Int? {
    guard type.flags.contains(.inlineValues) && type.tp_itemsize == 0 else { return nil }
    return type.tp_basicsize.roundedUp(to: at.pointer)
  }

  /// The inline values' bytes, with the room for one value more that was asked for where making the
  /// instance took one from the class's `dk_usable`, down to 1: `_PyType_AllocNoTrack`,
  /// Objects/typeobject.c.
  ///
  /// The class's keys do not show it for an instance that another class has made, and not of the
  /// last value; the allocator's account does, unless both are of one size to it.
  ///
  /// - Returns: the bytes, and whether more may have been asked for.
  func inlineValuesSize(
    _ object: Address, _ type: TypeFacts, behind size: Int
  ) throws(Reason) -> (size: Int, isAtLeast: Bool) {
    guard let offset = inlineValuesOffset(type) else { return (0, false) }
    let capacity = Int(try bits(object, offset + layouts.values.capacity.offset.rawValue, 1))
    let values = layouts.values.blockSize(capacity: capacity)
    let more = layouts.values.blockSize(capacity: capacity + 1)
    let domain = AllocatorDomain.gcObjectWithPreHeader
    let request = type.prefixSize + size
    let given = allocatedSize(
      ofBlockAt: place(object, -type.prefixSize), asked: request + values, in: domain)
    let least = build.allocatedSize(of: request + values, in: domain)
    let most = build.allocatedSize(of: request + more, in: domain)
    if least == most || given == nil { return (values, true) }
    return (given == most ? more : values, false)
  }

  /// The words before an object: the pre-header of managed pointers, and the GC head.
  func claimHeads(_ type: TypeFacts, _ open: inout OpenBlock) {
    guard open.lead > 0 else { return }
    if type.flags.contains(.haveGC) && at.type.gcHead > 0 {
      for row in layouts.gcHead.rows {
        let bits = open.bits(row.offset.rawValue - at.type.gcHead, row.size)
        open.claim(row, at: -at.type.gcHead, Meaning(build: build).of(row.name, bits))
      }
    }
  }
}
