import PyLayout

/// `collections.OrderedDict`, 3.x: Objects/odictobject.c. A dict, and a chain of nodes that keeps the
/// order of its keys.
struct OrderedDict {
  let address: Address
  private let heap: Heap
  private var fields: PyODictObject { heap.c.odict.fields }
  private var nodeFields: _odictnode { heap.c.odictNode.fields }

  init(_ address: Address, in heap: Heap) {
    self.address = address
    self.heap = heap
  }

  private typealias Node = Pointer<_odictnode>

  private var first: Node {
    get throws(PyError) { try heap.get(fields.od_first, of: address) }
  }

  private var last: Node {
    get throws(PyError) { try heap.get(fields.od_last, of: address) }
  }

  private var keys: Keys {
    get throws(PyError) { try heap.keys(at: try heap.get(heap.c.dict.fields.ma_keys, of: address)) }
  }

  private func changeState() throws(PyError) {
    let state = try heap.get(fields.od_state, of: address)
    try heap.set(fields.od_state, of: address, to: Int(truncatingIfNeeded: state &+ 1))
  }

  /// The keys in their order, borrowed: `_odict_FOREACH`.
  func orderedKeys() throws(PyError) -> [Address] {
    var keys: [Address] = []
    var node = try first
    while node != .null {
      keys.append(try heap.get(nodeFields.key, of: node))
      node = try heap.get(nodeFields.next, of: node)
    }
    return keys
  }

  /// The keys with their values in their order, borrowed.
  func orderedEntries() throws(PyError) -> [Heap.Entry] {
    var entries: [Heap.Entry] = []
    for key in try orderedKeys() {
      guard let value = try heap.item(address, key) else { throw heap.missing(key: key) }
      entries.append(Heap.Entry(key: key, value: value, hash: nil))
    }
    return entries
  }
}

// Where the nodes are
extension OrderedDict {
  /// `_odict_get_index_raw`: the number of a key's entry in the dict, or that of the next new one.
  private func number(of key: Address, _ hash: Int, in keys: Keys) throws(PyError) -> Int {
    if let found = try heap.find(key, hash: hash, in: keys) { return found.number }
    return try heap.get(heap.c.keys.fields.dk_nentries, of: keys.address)
  }

  /// `_odict_get_index`: the place in `od_fast_nodes` of a key, which is made anew when the dict has
  /// another table.
  private func place(of key: Address, _ hash: Int) throws(PyError) -> Address {
    let keys = try keys
    let sentinel = try heap.get(fields.od_resize_sentinel, of: address)
    let size = try heap.get(fields.od_fast_nodes_size, of: address)
    if sentinel.address != keys.address.address || size != keys.slots { try resize(for: keys) }
    let number = try number(of: key, hash, in: keys)
    return try heap.get(fields.od_fast_nodes, of: address) + number * heap.pointerSize
  }

  /// `_odict_resize`
  private func resize(for keys: Keys) throws(PyError) {
    let size = keys.slots * heap.pointerSize
    let new = Pointer<Pointer<_odictnode>>(try heap.allocate(size, heap.buffers))
    try heap.fill(0, at: new.address, count: size)
    var node = try first
    while node != .null {
      let number = try number(
        of: heap.get(nodeFields.key, of: node), heap.get(nodeFields.hash, of: node), in: keys)
      try heap.setPointer(at: new + number * heap.pointerSize, to: node.address)
      node = try heap.get(nodeFields.next, of: node)
    }
    let old = try heap.get(fields.od_fast_nodes, of: address)
    if old != .null { try heap.free(old, heap.buffers) }
    try heap.set(fields.od_fast_nodes, of: address, to: new)
    try heap.set(fields.od_fast_nodes_size, of: address, to: keys.slots)
    try heap.set(fields.od_resize_sentinel, of: address, to: Pointer(keys.address.address))
  }

  /// `_odict_find_node_hash`: a key's node and where `od_fast_nodes` has it; `nil` when it is not there.
  private func find(_ key: Address, _ hash: Int) throws(PyError) -> (node: Node, place: Address)? {
    if try first == .null { return nil }
    let place = try place(of: key, hash)
    let node = Node(try heap.pointer(at: place))
    return node == .null ? nil : (node, place)
  }
}

// The chain
extension OrderedDict {
  /// `_odict_add_tail`; `_odict_add_head`, where the node is to be the first.
  private func link(_ node: Node, asLast isLast: Bool = true) throws(PyError) {
    let end = isLast ? try last : try first
    let (inward, outward) =
      isLast ? (nodeFields.prev, nodeFields.next) : (nodeFields.next, nodeFields.prev)
    try heap.set(inward, of: node.address, to: end)
    try heap.set(outward, of: node.address, to: .null)
    if end == .null {
      try heap.set(isLast ? fields.od_first : fields.od_last, of: address, to: node)
    } else {
      try heap.set(outward, of: end.address, to: node)
    }
    try heap.set(isLast ? fields.od_last : fields.od_first, of: address, to: node)
    try changeState()
  }

  /// `_odict_remove_node`
  private func unlink(_ node: Node) throws(PyError) {
    let next = try heap.get(nodeFields.next, of: node)
    let prev = try heap.get(nodeFields.prev, of: node)
    if try first == node {
      try heap.set(fields.od_first, of: address, to: next)
    } else if prev != .null {
      try heap.set(nodeFields.next, of: prev.address, to: next)
    }
    if try last == node {
      try heap.set(fields.od_last, of: address, to: prev)
    } else if next != .null {
      try heap.set(nodeFields.prev, of: next.address, to: prev)
    }
    try heap.set(nodeFields.prev, of: node.address, to: .null)
    try heap.set(nodeFields.next, of: node.address, to: .null)
    try changeState()
  }

  /// `_odict_add_new_node`, once the dict has the key.
  private func addNode(_ key: Address, _ hash: Int) throws(PyError) {
    let place = try place(of: key, hash)
    guard try heap.pointer(at: place) == .null else { return }
    let node = Node(try heap.allocate(heap.c.odictNode.size, heap.buffers))
    try heap.incref(key)
    try heap.set(nodeFields.key, of: node.address, to: key)
    try heap.set(nodeFields.hash, of: node, to: hash)
    try link(node)
    try heap.setPointer(at: place, to: node.address)
  }

  /// `_odict_clear_node`: whether the key had a node.
  @discardableResult
  private func clearNode(_ key: Address, _ hash: Int) throws(PyError) -> Bool {
    guard let (node, place) = try find(key, hash) else { return false }
    try heap.setPointer(at: place, to: .null)
    try unlink(node)
    try free(node)
    return true
  }

  /// `_odictnode_DEALLOC`
  private func free(_ node: Node) throws(PyError) {
    try heap.decref(try heap.get(nodeFields.key, of: node))
    try heap.free(node, heap.buffers)
  }

  /// `_odict_clear_nodes`
  func clearNodes() throws(PyError) {
    let table = try heap.get(fields.od_fast_nodes, of: address)
    if table != .null { try heap.free(table, heap.buffers) }
    try heap.set(fields.od_fast_nodes, of: address, to: .null)
    try heap.set(fields.od_fast_nodes_size, of: address, to: 0)
    try heap.set(fields.od_resize_sentinel, of: address, to: .null)
    var node = try first
    try heap.set(fields.od_first, of: address, to: .null)
    try heap.set(fields.od_last, of: address, to: .null)
    // gh-119004, 3.12.7
    if heap.build.version >= Version(3, 12, 7) { try changeState() }
    while node != .null {
      let next = try heap.get(nodeFields.next, of: node)
      try free(node)
      node = next
    }
  }
}

// What its methods do
extension OrderedDict {
  /// `PyODict_SetItem`. The dict takes references of its own, and the node another one.
  ///
  /// - Throws: ``PyError`` `TypeError` when the key is unhashable.
  func setItem(_ key: Address, _ value: Address) throws(PyError) {
    let hash = try heap.hash(of: key)
    try heap.setItem(address, key, value)
    try addNode(key, hash)
  }

  /// `PyODict_DelItem`: whether it was there.
  func deleteItem(_ key: Address) throws(PyError) -> Bool {
    try clearNode(key, try heap.hash(of: key))
    return try heap.deleteItem(address, key)
  }

  /// `_odict_popkey`: a new reference to the value.
  ///
  /// - Throws: ``PyError`` `KeyError`, `TypeError` when the key is unhashable.
  func pop(_ key: Address) throws(PyError) -> Address {
    guard try clearNode(key, try heap.hash(of: key)), let value = try heap.item(address, key) else {
      throw heap.missing(key: key)
    }
    try heap.incref(value)
    _ = try heap.deleteItem(address, key)
    return value
  }

  /// `OrderedDict_popitem_impl`: a new reference to a tuple of key and value.
  ///
  /// - Throws: ``PyError`` `KeyError` when it is empty.
  func popitem(last isLast: Bool) throws(PyError) -> Address {
    let node = isLast ? try last : try first
    guard node != .null else { throw PyError(.keyError, "'dictionary is empty'") }
    let key = try heap.get(nodeFields.key, of: node)
    try heap.incref(key)
    let value = try pop(key)
    let item = try heap.makeTuple([key, value])
    try heap.decref(key)
    try heap.decref(value)
    return item
  }

  /// `OrderedDict_move_to_end_impl`
  ///
  /// - Throws: ``PyError`` `KeyError`, `TypeError` when the key is unhashable.
  func moveToEnd(_ key: Address, last isLast: Bool) throws(PyError) {
    let end = isLast ? try last : try first
    guard end != .null else { throw heap.missing(key: key) }
    if try heap.get(nodeFields.key, of: end) == key { return }
    guard let (node, _) = try find(key, try heap.hash(of: key)) else {
      throw heap.missing(key: key)
    }
    if node == end { return }
    try unlink(node)
    try link(node, asLast: isLast)
  }

  /// `odict_clear`
  func clear() throws(PyError) {
    try heap.clearDict(address)
    try clearNodes()
  }

  /// `mutablemapping_update_arg`
  ///
  /// - Throws: ``PyError`` `TypeError`, `ValueError` for what is no pair.
  func update(from value: Object) throws(PyError) {
    let other = try value.address
    if let entries = try heap.orderedEntries(of: other) {
      for entry in entries { try setItem(entry.key, entry.value) }
      return
    }
    for pair in try value.items {
      let items = try pair.items
      guard items.count == 2 else {
        // mutablemapping_add_pairs
        let (least, plural) = items.isEmpty ? (0, "s") : (1, "")
        throw PyError(
          .valueError,
          items.count > 2
            ? "too many values to unpack (expected 2)"
            : "need more than \(least) value\(plural) to unpack")
      }
      try setItem(try items[0].address, try items[1].address)
    }
  }

  /// A new reference to a copy, of the same type: `odict_copy`.
  func copy() throws(PyError) -> Address {
    let copy = OrderedDict(try heap.newInstance(of: try heap.type(of: address)), in: heap)
    for entry in try orderedEntries() { try copy.setItem(entry.key, entry.value) }
    return copy.address
  }
}

extension Heap {
  /// The entries of a dict in the order in which it is iterated over; `nil` for another object.
  func orderedEntries(of object: Address) throws(PyError) -> [Entry]? {
    switch try type(of: object).kind {
    case .dict: try entries(of: object)
    case .odict: try OrderedDict(object, in: self).orderedEntries()
    default: nil
    }
  }
}
