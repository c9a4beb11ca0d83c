import PyLayout

/// Lists, sets and dicts, which are made when the code runs.
extension Display {
  /// `compiler_list`, `starunpack_helper`
  mutating func list(_ values: [PyValue]) throws(PyError) -> Address {
    let build = heap.build
    let isConstant = values.allSatisfy(\.isConstant)
    let objects = try self.objects(values)
    defer { try? release(objects) }
    let isLong = values.count > Self.stackUseGuideline && build.version >= .v3_9
    // bpo-39320, 3.9: three constants or more are one tuple that extends an empty list
    if isConstant && values.count > 2 && build.version >= .v3_9
      && !(isLong && build.version >= .v3_14)
    {
      let list = try heap.newList(allocated: 0)
      let room =
        build.version < .v3_10
        ? ListState.allocated(for: values.count, from: 0, on: build)
        : (values.count + 1) & ~1  // list_preallocate_exact
      try heap.reallocateItems(list, to: room)
      try fill(list, with: objects)
      return list
    }
    if isLong {
      let list = try heap.newList(allocated: 0)
      for object in objects { try heap.append(object, to: list) }
      return list
    }
    let list = try heap.newList(allocated: values.count)
    try fill(list, with: objects)
    return list
  }

  /// `STACK_USE_GUIDELINE`, Python/compile.c
  private static let stackUseGuideline = 30

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
    let build = heap.build
    let isLong = values.count > Self.stackUseGuideline && build.version >= .v3_14
    guard values.allSatisfy(\.isConstant), values.count > 2, build.version >= .v3_9, !isLong
    else {
      for object in objects { try heap.add(object, to: set) }
      return set
    }
    // A constant frozenset that is merged into an empty set; merge_consts_recursive makes it anew
    let folded = try frozenset(of: objects)
    var constant = try frozenset(of: try heap.items(ofSet: folded).map(\.key))
    if hasGivenWay {
      // intern_string_constants, Objects/codeobject.c, makes it anew once more
      let merged = constant
      constant = try frozenset(of: try heap.items(ofSet: merged).map(\.key))
      try heap.decref(merged)
    }
    try heap.merge(constant, into: set)
    try heap.decref(constant)
    try heap.decref(folded)
    return set
  }

  private func frozenset(of objects: [Address]) throws(PyError) -> Address {
    let frozenset = try heap.newSet(type: heap.builtin.frozenset)
    for object in objects { try heap.add(object, to: frozenset) }
    return frozenset
  }

  /// `compiler_dict`: as if the pairs were inserted one by one.
  mutating func dict(_ pairs: [PyPair]) throws(PyError) -> Address {
    let dict = try heap.newDict()
    if heap.build.version < .v3_0 { try heap.presize2(dict, for: pairs.count) }
    for pair in pairs {
      let objects = try self.objects([pair.key, pair.value])
      try heap.setItem(dict, objects[0], objects[1])
      try release(objects)
    }
    return dict
  }
}
