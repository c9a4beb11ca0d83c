internal import PyLayout

extension Inspector {
  /// What an object has beyond its struct: members, dict and weakref pointers, inline values.
  ///
  /// - Returns: the values block that an instance of 3.11 or 3.12 owns.
  func claimAttributes(
    _ object: Address, _ type: TypeFacts, _ open: inout OpenBlock
  ) throws(Reason) -> [Block] {
    for base in try bases(type.address).reversed() {
      try claimMembers(of: base, object, type, &open)
    }
    try claimPointers(object, type, &open)
    let names = try sharedNames(type)
    var visitsDict = true
    if let offset = inlineValuesOffset(type) {
      let isValid = open.bits(offset + layouts.values.valid.offset.rawValue, 1) != 0
      let isDicts = PyDictValues.areVisitedByDict(on: build)
      let hasDict = open.bits(-type.prefixSize + at.pointer, at.pointer) != 0
      visitsDict = isDicts || !isValid
      claimPyDictValues(offset, names, areVisited: !(isDicts && hasDict), &open)
    }
    return try claimPreHeader(object, type, names, visitsDict: visitsDict, &open)
  }

  /// The names of the values of a class's instances.
  private func sharedNames(_ type: TypeFacts) throws(Reason) -> [String] {
    guard type.flags.contains(.managedDict), type.flags.contains(.heapType),
      let keys = try cachedKeys(type.address)
    else { return [] }
    return try names(keys)
  }

  /// `ht_cached_keys`
  func cachedKeys(_ type: Address) throws(Reason) -> Address? {
    guard let field = at.type.ht_cached_keys else { return nil }
    let keys = try pointer(type, field)
    return keys == .null ? nil : keys
  }

  /// A `PyMemberDef`, as far as it describes a field.
  struct Member {
    let name: Address
    let type: UInt64
    let offset: Int
    let flags: UInt64
  }

  /// Looks at the `tp_members` of one type, in their order.
  func members(
    of type: Address, _ look: (Member) throws(Reason) -> Void
  ) throws(Reason) {
    let layout = layouts.member
    var member = try pointer(type, layouts.type.tp_members.offset.rawValue)
    if member == .null { return }
    for _ in 0..<Self.maximumDepth {
      let name = try pointer(member, layout.name.offset.rawValue)
      if name == .null { return }
      try look(
        Member(
          name: name, type: try bits(member, layout.type.offset.rawValue, 4),
          offset: try ssize(member, layout.offset.offset.rawValue),
          flags: try bits(member, layout.flags.offset.rawValue, 4)))
      member = place(member, layout.size)
    }
    throw .noObject("tp_members goes on and on")
  }

  /// The `tp_members` of one type: slots, and the fields that a type written in C shows.
  private func claimMembers(
    of base: Address, _ object: Address, _ type: TypeFacts, _ open: inout OpenBlock
  ) throws(Reason) {
    let behind =
      build.version < .v3_15 ? 0 : try items(object, type) * type.tp_itemsize
    try members(of: base) { member throws(Reason) in
      var offset = member.offset
      guard let kind = PyMemberDef.MemberType(rawValue: member.type), offset > 0,
        offset <= 1 << 30
      else { return }
      if member.flags & UInt64(PyMemberDef.afterItems) != 0 { offset += behind }
      // Those are no attributes: claimPointers
      if offset == type.tp_dictoffset || offset == type.tp_weaklistoffset { return }
      let text = try string(at: member.name)
      // The names by which specs give their offsets: PyType_FromSpec, Objects/typeobject.c
      if text.hasPrefix("__") && text.hasSuffix("offset__") { return }
      let size = kind.size(on: build)
      try load(&open, offset, size)
      let bits = open.bits(offset, size)
      let isObject = kind.isObject
      open.claimFree(
        text, offset, size, isObject ? .reference : .value,
        isObject ? bits == 0 ? "not set" : note(Address(rawValue: bits)) : nil,
        kind.cName)
    }
  }

  /// The dict and weakref pointers among an object's fields: `_PyObject_GetDictPtr`,
  /// Objects/object.c, and `PyObject_GET_WEAKREFS_LISTPTR`.
  private func claimPointers(
    _ object: Address, _ type: TypeFacts, _ open: inout OpenBlock
  ) throws(Reason) {
    var dict = type.tp_dictoffset
    if dict < 0 && !type.flags.contains(.managedDict) && build.version < .v3_12 {
      // Counted from the end of the items: _PyObject_VAR_SIZE
      let items = try items(object, type)
      dict += (type.tp_basicsize + items * type.tp_itemsize).roundedUp(to: at.pointer)
    }
    if type.tp_dictoffset != 0 && dict > 0 {
      let target = Address(rawValue: open.bits(dict, at.pointer))
      open.claimFree(
        "__dict__", dict, at.pointer, .reference, note(target),
        Pointer<PyDictObject>.cName, purpose: .bookkeeping)
    }
    if type.tp_weaklistoffset > 0 {
      let target = Address(rawValue: open.bits(type.tp_weaklistoffset, at.pointer))
      open.claimFree(
        "__weakref__", type.tp_weaklistoffset, at.pointer, .borrowed, note(target),
        WeakRef.cName)
    }
  }

  /// The two words before the GC head: Include/internal/pycore_object.h, `MANAGED_DICT_OFFSET`.
  private func claimPreHeader(
    _ object: Address, _ type: TypeFacts, _ names: [String], visitsDict: Bool,
    _ open: inout OpenBlock
  ) throws(Reason) -> [Block] {
    guard type.flags.hasPreHeader else { return [] }
    let gc = type.flags.contains(.haveGC) ? at.type.gcHead : 0
    let first = open.bits(-gc - 2 * at.pointer, at.pointer)
    let second = open.bits(-gc - at.pointer, at.pointer)
    let hasDict = type.flags.contains(.managedDict)
    var values: UInt64 = 0
    var dict = second
    if build.version < .v3_12 {
      values = first
    } else if build.version < .v3_13 && hasDict && second & 1 != 0 {
      // _PyDictOrValues_GetValues: the lowest bit is a tag, one below the address
      values = second &+ 1
      dict = 0
    }
    var blocks: [Block] = []
    if values != 0, let keys = try cachedKeys(type.address) {
      let block = try valuesBlock(Address(rawValue: values), keys: keys, names)
      if let block { blocks.append(block) }
    }
    if build.version < .v3_12 {
      open.claim(
        "values", -gc - 2 * at.pointer, at.pointer, .part, nil, Pointer<PyDictValues>.cName)
    } else {
      let weak = Address(rawValue: first)
      open.claim(
        "__weakref__", -gc - 2 * at.pointer, at.pointer,
        type.flags.contains(.managedWeakref) ? .borrowed : .unused, note(weak),
        WeakRef.cName)
    }
    let areTagged = dict == 0 && values != 0 && build.version >= .v3_12
    open.claim(
      "__dict__", -gc - at.pointer, at.pointer,
      areTagged ? .part : hasDict ? .reference : .unused,
      areTagged ? "values, tagged" : note(Address(rawValue: dict)),
      areTagged ? "PyDictOrValues" : hasDict ? Pointer<PyDictObject>.cName : nil,
      target: areTagged ? Address(rawValue: values) : nil,
      isVisited: hasDict && !areTagged && visitsDict)
    return blocks
  }
}
