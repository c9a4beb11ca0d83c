import PyLayout

/// Lists, sets and dicts, which are made when the code runs.
extension Display {
  /// `compiler_list`, `starunpack_helper`
  mutating func list(_ values: [PyValue]) throws(PyError) -> Address {
    let build = heap.build
    let isConstant = values.allSatisfy(\.isConstant)
    let objects = try self.objects(values)
    defer { try? release(objects) }
    let way = ListState.way(ofDisplay: values.count, isConstant: isConstant, on: build)
    let list = try heap.newList(allocated: way == .atOnce ? values.count : 0)
    switch way {
    case .atOnce: try fill(list, with: objects)
    case .extended:
      let room = ListState.allocated(display: values.count, isConstant: true, on: build)
      try heap.reallocateItems(list, to: room)
      try fill(list, with: objects)
    case .oneByOne: for object in objects { try heap.append(object, to: list) }
    }
    return list
  }

  private func fill(_ list: Address, with objects: [Address]) throws(PyError) {
    try heap.set(heap.c.list.fields.ob_base.ob_size, of: list, to: objects.count)
    for (index, object) in objects.enumerated() {
      try heap.incref(object)
      try heap.setPointer(at: try heap.itemPlace(index, of: list), to: object)
    }
  }

  /// `compiler_set`
  mutating func set(_ values: [PyValue]) throws(PyError) -> Address {
    hasGivenWay = false
    let objects = try self.objects(values)
    defer { try? release(objects) }
    let set = try heap.newSet()
    let isMerged = SetState.isMerged(display: values.count, on: heap.build)
    guard isMerged && values.allSatisfy(\.isConstant) else {
      for object in objects { try heap.add(object, to: set) }
      return set
    }
    // Up to 3.13 merge_consts_recursive makes the constant anew
    var constant = try frozenset(of: objects)
    if heap.build.version < .v3_14 {
      let folded = constant
      constant = try frozenset(of: try heap.items(ofSet: folded).map(\.key))
      try heap.decref(folded)
    }
    if hasGivenWay {
      // intern_string_constants, Objects/codeobject.c, makes it anew once more
      let merged = constant
      constant = try frozenset(of: try heap.items(ofSet: merged).map(\.key))
      try heap.decref(merged)
    }
    try heap.merge(constant, into: set)
    try heap.decref(constant)
    return set
  }

  private func frozenset(of objects: [Address]) throws(PyError) -> Address {
    let frozenset = try heap.newSet(type: heap.builtin.frozenset)
    for object in objects { try heap.add(object, to: frozenset) }
    return frozenset
  }

  /// `compiler_dict`: from 3.10 on in chunks, of which those after the first are merged in.
  mutating func dict(_ pairs: [PyPair]) throws(PyError) -> Address {
    guard let size = DictState.displayChunk(on: heap.build) else {
      return try presizedDict(pairs[...])
    }
    var dict: Address?
    var rest = pairs[...]
    while !rest.isEmpty {
      let chunk = rest.prefix(size)
      rest = rest.dropFirst(chunk.count)
      let isAtOnce = DictState.isMadeAtOnce(display: chunk.count, on: heap.build)
      let made = isAtOnce ? try presizedDict(chunk) : try insertedDict(chunk)
      guard let first = dict else {
        dict = made
        continue
      }
      try heap.merge(made, intoDict: first)
      try heap.decref(made)
    }
    if let dict { return dict }
    return try heap.newDict()
  }

  /// `BUILD_MAP 0` and a `MAP_ADD` for each pair.
  private mutating func insertedDict(_ pairs: ArraySlice<PyPair>) throws(PyError) -> Address {
    let dict = try heap.newDict()
    for pair in pairs {
      let objects = try self.objects([pair.key, pair.value])
      try heap.setItem(dict, objects[0], objects[1])
      try release(objects)
    }
    return dict
  }

  /// `BUILD_MAP`, `BUILD_CONST_KEY_MAP`: `_PyDict_FromItems`
  private mutating func presizedDict(_ pairs: ArraySlice<PyPair>) throws(PyError) -> Address {
    let objects = try self.objects(pairs.flatMap { [$0.key, $0.value] })
    let isText = pairs.allSatisfy { if case .str = $0.key.content { true } else { false } }
    let dict = try heap.newDict(presizedFor: pairs.count, kind: isText ? .unicode : .general)
    for index in stride(from: 0, to: objects.count, by: 2) {
      try heap.setItem(dict, objects[index], objects[index + 1])
    }
    try release(objects)
    return dict
  }
}
