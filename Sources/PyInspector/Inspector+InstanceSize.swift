internal import PyLayout

extension Inspector {
  /// The bytes asked for an object, from `ob_refcnt` on.
  ///
  /// `PyType_GenericAlloc`, Objects/typeobject.c, for classes: whole pointers, and one item more
  /// than the object has. What is written in C asks for what it needs.
  func instanceSize(_ object: Address, _ type: TypeFacts) throws(Reason) -> Int {
    let basicsize = type.tp_basicsize
    if type.kind == .type {
      guard try word(object, at.type.tp_flags) & 1 << 9 != 0 else { return layouts.type.size }
      return try basicsize + (count(object, at.ob_size, "ob_size") + 1) * type.tp_itemsize
    }
    let items = try items(object, type)
    if type.flags.contains(.heapType) {
      let count = type.hasItems ? items + 1 : 0
      let size = (basicsize + count * type.tp_itemsize).roundedUp(to: at.pointer)
      return try size + inlineValuesSize(object, type)
    }
    switch type.kind {
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

  /// How many items an object has.
  func items(_ object: Address, _ type: TypeFacts) throws(Reason) -> Int {
    if !type.hasItems { return 0 }
    return try type.kind == .int || type.kind == .bool
      ? digits(object) : count(object, at.ob_size, "ob_size")
  }

  /// Where the inline values start: `_PyObject_InlineValues`, Include/internal/pycore_object.h
  func inlineValuesOffset(_ type: TypeFacts) -> Int? {
    guard type.flags.contains(.inlineValues) && type.tp_itemsize == 0 else { return nil }
    return type.tp_basicsize.roundedUp(to: at.pointer)
  }

  private func inlineValuesSize(_ object: Address, _ type: TypeFacts) throws(Reason) -> Int {
    guard let offset = inlineValuesOffset(type) else { return 0 }
    let capacity = try bits(object, offset + layouts.values.capacity.offset.rawValue, 1)
    return layouts.values.blockSize(capacity: Int(capacity))
  }

  /// The words before an object: the pre-header of managed pointers, and the GC head.
  func claimHeads(_ type: TypeFacts, _ open: inout OpenBlock) {
    guard open.lead > 0 else { return }
    if type.flags.contains(.haveGC) && at.type.gcHead > 0 {
      for row in layouts.gcHead.rows {
        let offset = row.offset.rawValue - at.type.gcHead
        let bits = open.bits(offset, row.size)
        open.claim(
          row.label, offset, row.size, row.role(bits), Meaning(build: build).of(row.name, bits),
          row.cType)
      }
    }
  }
}
