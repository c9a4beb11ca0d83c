/// One object's whole block as a table: every byte from the pre-header to the last, holes included.
public struct BlockLayout: Hashable, Sendable {
  /// The rows in memory order, without gaps.
  public let rows: [FieldRow]

  /// Bytes from the first row to the last.
  public var size: Int { rows.reduce(0) { $0.adding($1.size) } }

  /// One run of bytes.
  package init(_ name: String, size: Int, cType: String) {
    self.init([FieldRow(name, offset: 0, size: size, cType: cType)], end: size)
  }

  /// Fills the gaps between `rows` with holes, and the rest up to `end` with padding.
  init(_ rows: [FieldRow], end: Int) {
    var filled: [FieldRow] = []
    var position = rows.first?.offset ?? 0
    func fill(to offset: Offset, _ name: String) {
      let gap = offset.rawValue - position.rawValue
      guard gap > 0 else { return }
      filled.append(
        FieldRow(name, offset: position, size: gap, cType: nil, role: .unused, purpose: .hole))
    }
    for row in rows {
      fill(to: row.offset, "hole")
      filled.append(row)
      position = row.offset + row.size
    }
    fill(to: Offset(rawValue: end), "padding")
    self.rows = filled
  }
}

extension PyType {
  /// An instance's whole block.
  ///
  /// - Parameters:
  ///   - items: what its items are called, and how many of them a row shows together.
  ///   - attributes: the names its inline values hold, when its type has inline values.
  ///   - capacity: how many values the inline values have.
  ///   - room: for how many the block has room; `nil` for as many as they have.
  public func block(
    items: [(name: String, count: Int)] = [], attributes: [String] = [], capacity: Int = 0,
    room: Int? = nil
  ) -> BlockLayout {
    var rows: [FieldRow] = []
    var end = -prefixSize
    func place(
      _ name: String, _ size: Int, _ cType: String, _ purpose: Purpose,
      role: FieldRole = .value
    ) {
      guard size > 0 else { return }
      rows.append(
        FieldRow(
          name, offset: Offset(rawValue: end), size: size, cType: cType, role: role,
          purpose: purpose))
      end = end.adding(size)
    }
    let pointer = build.pointerSize
    if hasPreHeader {
      // 3.11 keeps the values where 3.12 has the weakref list; neither moves the dict
      let first = build.version < .v3_12 ? "values" : "__weakref__"
      place(first, pointer, "PyObject *", .header)
      place("__dict__", pointer, "PyDictObject *", .header)
    }
    if flags.contains(.haveGC) { place("PyGC_Head", build.gcHeadSize, "PyGC_Head", .header) }
    place("PyObject_HEAD", PyObject.layout(on: build).size, "PyObject", .header)
    // What a class adds to a type with items comes after them, wherever its offset says it is
    rows += members.filter { $0.offset < itemsOffset }
    end = itemsOffset.rawValue
    for item in items {
      place(
        item.name, tp_itemsize.times(item.count.inMemory),
        tp_itemsize == pointer ? "PyObject *" : "char[]", .data)
    }
    let added = members.filter { $0.offset >= itemsOffset }
    // bytes ends with a zero that is no item, and that tp_basicsize counts; a frame's tp_basicsize
    // counts an item, up to 3.10
    let afterItems = tp_basicsize - itemsOffset.rawValue - added.reduce(0) { $0 + $1.size }
    let capacity = capacity.inMemory
    if tp_itemsize == 1 {
      place("closing zero", afterItems, "char", .bookkeeping)
    } else if tp_itemsize > 1 {
      place("spare item", afterItems, Ref.cName, .spare)
    }
    if !added.isEmpty { end = end.roundedUp(to: pointer) }
    for member in added {
      place(member.name, member.size, member.cType ?? "", member.purpose, role: member.role)
    }
    if flags.contains(.inlineValues) && capacity > 0 {
      let values = PyDictValues.layout(on: build)
      let start = end
      place("capacity, size, embedded, valid", 4, "uint8_t[4]", .bookkeeping)
      end = start + values.values.offset.rawValue
      for name in attributes { place(name, pointer, Ref.cName, .data, role: Ref.role) }
      place("spare", max(capacity - attributes.count, 0) * pointer, Ref.cName, .spare)
      place("insertion order", capacity, "uint8_t[\(capacity)]", .bookkeeping)
      end = start + values.blockSize(capacity: room ?? capacity)
    }
    return BlockLayout(rows, end: end)
  }
}
