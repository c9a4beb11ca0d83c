internal import PyLayout

extension Inspector {
  /// The values of a split dict or an instance in a block of their own; `nil` where there is none.
  func valuesBlock(
    _ values: Address, keys: Address, _ names: [String]
  ) throws(Reason) -> Block? {
    if build.version < .v3_11 {
      // empty_values, Objects/dictobject.c, is no block: its keys have room for none
      let count = try valuesCapacity(keys)
      if count == 0 { return nil }
      var open = try read("values", values, count * at.pointer)
      claimValues(0, count, names, &open)
      return open.closed()
    }
    if build.version < .v3_13 { return try prefixedValuesBlock(values, keys: keys, names) }
    if try bits(values, layouts.values.embedded.offset.rawValue, 1) != 0 { return nil }
    let capacity = Int(try bits(values, layouts.values.capacity.offset.rawValue, 1))
    let size = layouts.values.blockSize(capacity: capacity)
    var open = try read("values", values, size)
    claimPyDictValues(0, names, &open)
    return open.closed()
  }

  /// `new_values`, Objects/dictobject.c (3.11, 3.12): before the values the order of insertion,
  /// backwards, how many are set, and how long all that is.
  ///
  /// The block does not say how many values it has room for: it is at least as many as its keys
  /// have room for now, and at most as many as there are bytes for the order. Its class's keys are
  /// not always those it was made by.
  private func prefixedValuesBlock(
    _ values: Address, keys: Address, _ names: [String]
  ) throws(Reason) -> Block {
    let lead = Int(try bits(values, -1, 1))
    let used = Int(try bits(values, -2, 1))
    guard lead >= at.pointer, lead % at.pointer == 0, used + 2 <= lead else {
      throw .implausible("the size of a values block's prefix", lead)
    }
    let most = lead - 2
    let least = min(most, max(try valuesCapacity(keys), lead - 1 - at.pointer))
    // The allocator's account may tell them apart
    let start = place(values, -lead)
    let given = allocatedSize(ofBlockAt: start, asked: lead + least * at.pointer, in: .mem)
    let possible = (least...most).filter { capacity in
      guard let given else { return true }
      return build.allocatedSize(of: lead + capacity * at.pointer, in: .mem) == given
    }
    let capacity = possible.first ?? least
    var open = try read("values", values, capacity * at.pointer, lead: lead)
    open.isAtLeast = possible.count != 1
    open.claim(
      "insertion order, last first", -2 - used, used, .value, open.listed(-2 - used, used),
      UInt8.cName, purpose: .bookkeeping)
    open.claim("size", -2, 1, .value, "\(used) set", purpose: .bookkeeping)
    open.claim("prefix size", -1, 1, .value, purpose: .bookkeeping)
    claimValues(0, capacity, names, &open)
    return open.closed {
      $0.lowerBound < 0 ? .init(name: "insertion order, spare") : .padding
    }
  }

  /// The fields of values inside an instance, from 3.13 on; none of values in a block of their own.
  func embeddedValues(at values: Address, names: [String]) throws(Reason) -> [Block.Field] {
    if try bits(values, layouts.values.embedded.offset.rawValue, 1) == 0 { return [] }
    let capacity = Int(try bits(values, layouts.values.capacity.offset.rawValue, 1))
    var open = try read("values", values, layouts.values.blockSize(capacity: capacity))
    claimPyDictValues(0, names, &open)
    return open.closed().fields
  }

  /// `PyDictValues`, 3.13 on: in a block of its own or inside an instance.
  ///
  /// - Parameter areVisited: whether `tp_traverse` visits them.
  func claimPyDictValues(
    _ base: Int, _ names: [String], areVisited: Bool = true, _ open: inout OpenBlock
  ) {
    let layout = layouts.values
    // Values in a block of their own are a dict's, and nobody sets `valid` of them: new_values
    let isEmbedded = open.bits(base + layout.embedded.offset.rawValue, 1) != 0
    for row in layout.rows.dropLast() {
      let isUnset = row.name == "valid" && !isEmbedded
      open.claim(row, at: base, isUsed: !isUnset)
    }
    let capacity = Int(open.bits(base + layout.capacity.offset.rawValue, 1))
    let size = Int(open.bits(base + layout.fields.size.offset.rawValue, 1))
    let start = base + layout.values.offset.rawValue
    // A dict with a table of its own has taken over what an instance's refer to
    let isValid = !isEmbedded || open.bits(base + layout.valid.offset.rawValue, 1) != 0
    claimValues(start, capacity, names, isValid: isValid, areVisited: areVisited, &open)
    let order = start + capacity * at.pointer
    let used = min(size, capacity)
    open.claim(
      "insertion order", order, used, .value, open.listed(order, used), UInt8.cName,
      purpose: .bookkeeping)
    open.claim(
      "insertion order, spare", order + used, capacity - used, .unused, nil, UInt8.cName)
  }

  /// Values side by side, each with the name it has in the shared keys.
  private func claimValues(
    _ base: Int, _ count: Int, _ names: [String], isValid: Bool = true, areVisited: Bool = true,
    _ open: inout OpenBlock
  ) {
    for index in 0..<count {
      let offset = base + index * at.pointer
      let target = Address(rawValue: open.bits(offset, at.pointer))
      let name = index < names.count ? names[index] : "spare"
      guard isValid && target != .null else {
        let state = target == .null ? "not set" : "stale"
        open.claim("values[\(index)]", offset, at.pointer, .unused, "\(name), \(state)", Ref.cName)
        continue
      }
      open.claim(
        "values[\(index)]", offset, at.pointer, .reference,
        "\(name): \(note(target) ?? "?")", isVisited: areVisited)
    }
  }
}
