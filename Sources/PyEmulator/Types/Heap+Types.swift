import PyLayout

/// Type objects in memory: Objects/typeobject.c
extension Heap {
  /// Writes the type objects that are there from the start.
  func makeBuiltinTypes() throws(PyError) {
    for type in builtin.all {
      try register(type)
      try writeType(type, metatype: builtin.type.address)
      try makeLasting(type)
      try makeImmortal(type.address)
    }
  }

  /// A type that a package made, not a class statement.
  func addType(_ type: TypeObject) throws(PyError) {
    try register(type)
    try writeType(type, metatype: builtin.type.address)
    try makeLasting(type)
    try makeImmortal(type.address)
  }

  /// `PyObject_HEAD_INIT`: the reference that a static type has from the start.
  private func makeLasting(_ type: TypeObject) throws(PyError) {
    guard let count = c.object.fields.ob_refcnt else { return }
    try set(count, of: type.address, to: 1)
  }

  /// Gives a type its number.
  private func register(_ type: TypeObject) throws(PyError) {
    try mark(type.address)
    types.append(type)
    noteEnding(of: type, number: endings.count)
    try store(
      UInt64(types.count), size: pointerSize,
      at: type.address + c.type.fields.tp_dealloc.offset)
  }

  /// Notes how instances of a type end, once its descriptors are known.
  private func noteEnding(of type: TypeObject, number: Int) {
    // Taken out and put back: a property that is only ever assigned is read without a check of
    // exclusive access
    var noted = endings
    endings = []
    if number == noted.count { noted.append(nil) }
    noted[number] = Ending(of: type)
    endings = noted
  }

  /// Writes the fields that say how instances are laid out.
  private func writeType(_ type: TypeObject, metatype: Address) throws(PyError) {
    let fields = c.type.fields
    let address = type.address
    try set(fields.ob_base.ob_base.ob_type, of: address, to: metatype)
    let name = try statics.allocate(type.name.utf8.count + 1)
    try write(Array(type.name.utf8) + [0], at: name)
    try set(fields.tp_name, of: address, to: name)
    try set(fields.tp_basicsize, of: address, to: type.layout.tp_basicsize)
    try set(fields.tp_itemsize, of: address, to: type.layout.tp_itemsize)
    try set(fields.tp_dictoffset, of: address, to: type.layout.tp_dictoffset)
    try set(fields.tp_weaklistoffset, of: address, to: type.layout.tp_weaklistoffset)
    let flags = type.layout.flags.union(type.behaviour.isBase ? .baseType : [])
    let subclass = type.behaviour.subclass(on: build)
    try store(
      UInt64(flags.rawValue) | (subclass?.flag ?? 0), size: pointerSize,
      at: address + fields.tp_flags.offset)
    try set(fields.tp_base, of: address, to: type.base?.address ?? .null)
    if !type.isHeapType && type.behaviour.hasSizeof(on: build) { try writeSizeof(of: address) }
  }

  /// `tp_methods` of a type that has a `__sizeof__`: that one alone, which is called by nobody.
  private func writeSizeof(of type: Address) throws(PyError) {
    let method = PyMethodDef.layout(on: build)
    let methods = try statics.allocate(2 * method.size)
    let name = try statics.allocate(16)
    try write(Array("__sizeof__".utf8), at: name)
    try set(method.fields.ml_name, of: methods, to: name)
    try set(c.type.fields.tp_methods, of: type, to: methods)
  }

  /// A class statement: `type_new`, Objects/typeobject.c
  ///
  /// - Parameters:
  ///   - name: the class's name.
  ///   - bases: its bases; `object` when there are none.
  ///   - slots: `__slots__`, `nil` for none.
  ///   - staticAttributes: the names stored to `self` in the body's functions, in any order.
  ///   - dropped: flags that a metaclass takes away again.
  /// - Throws: ``PyError`` where CPython raises.
  func makeType(
    _ name: String, bases: [TypeObject], slots: [String]?, staticAttributes: [String] = [],
    without dropped: PyType.Flags = []
  ) throws(PyError) -> TypeObject {
    if name.unicodeScalars.contains("\0") {
      throw PyError(.valueError, "type name must not contain null characters")
    }
    guard name.isIdentifier else {
      throw PyError(.valueError, "a class's name is an identifier, not '\(name)'")
    }
    for slot in slots ?? [] where !slot.isIdentifier {
      throw PyError(.typeError, "__slots__ must be identifiers")
    }
    let bases = bases.isEmpty ? [builtin.object] : bases
    for base in bases where !base.behaviour.isBase {
      throw PyError(.typeError, "type '\(base.name)' is not an acceptable base type")
    }
    if let metaclass = bases.first(where: { $0.kind == .type }) {
      throw PyError(
        .notImplementedError,
        "a class over '\(metaclass.name)' is a metaclass, which is not made here")
    }
    let layout: PyType
    do throws(TypeError) {
      layout = try PyType(class: name, bases: bases.map(\.layout), slots: slots)
        .without(dropped)
    } catch {
      throw PyError(.typeError, error.description)
    }
    let own = layout.ownMembers
    for (index, base) in bases.enumerated() where bases[..<index].contains(where: { $0 === base }) {
      // check_duplicates
      throw PyError(.typeError, "duplicate base class \(base.name)")
    }
    let address = try allocateInstance(builtin.type, items: own.count)
    let type = TypeObject(
      layout, bases[layout.baseIndex ?? 0].behaviour, at: address, bases: bases)
    type.mro = try linearized(type, name)
    try register(type)
    try writeType(type, metatype: builtin.type.address)
    let fields = c.heapType.fields
    let nameObject = try internedName(name)
    try set(fields.ht_name, of: address, to: nameObject)
    // type_new_set_names: tp_name is the name's UTF-8
    if build.version >= .v3_0 { try cacheUTF8(of: nameObject) }
    if let field = fields.ht_qualname { try set(field, of: address, to: try internedName(name)) }
    try makeCachedKeys(of: type, staticAttributes)
    type.descriptors = layout.ownDescriptors
    noteEnding(of: type, number: endings.count - 1)
    type.beginning = Beginning(of: type)
    // They stand behind the class: PyHeapType_GET_MEMBERS
    try writeMembers(
      own, of: address, at: address + c.heapType.size,
      flags: layout.areSlotsAfterItems ? PyMemberDef.afterItems : 0)
    for base in bases { try incref(base.address) }
    // type_new_set_doc
    if type.descriptor("__doc__") == nil {
      try incref(singletons.none)
      setAttribute("__doc__", of: type, to: singletons.none)
    }
    try track(address)
    return type
  }

  /// The `PyMemberDef`s of fields, which are slots or what a struct has: `tp_members`.
  func writeMembers(
    _ members: [FieldRow], of type: Address, at first: Address, flags: Int = 0
  ) throws(PyError) {
    let layout = c.member
    for (index, member) in members.enumerated() {
      let kind = PyMemberDef.MemberType(of: member) ?? .objectEx
      let place = first + index * layout.size
      let name = try statics.allocate(member.name.utf8.count + 1)
      try write(Array(member.name.utf8) + [0], at: name)
      try set(layout.fields.name, of: place, to: name)
      try set(layout.fields.type, of: place, to: Int(kind.rawValue))
      try set(layout.fields.offset, of: place, to: member.offset.rawValue)
      try set(layout.fields.flags, of: place, to: flags)
    }
    try set(c.type.fields.tp_members, of: type, to: Pointer(first))
  }

  /// `_PyDict_NewKeysForClass`: the keys that the dicts of its instances share.
  private func makeCachedKeys(
    of type: TypeObject, _ staticAttributes: [String]
  ) throws(PyError) {
    let cached = CachedKeys(of: type.layout, staticAttributes: staticAttributes)
    guard let field = c.heapType.fields.ht_cached_keys, let names = cached.names else { return }
    let keys = try newKeys(
      slots: cached.slots, kind: .split, usable: names.count + cached.usable)
    try set(field, of: type.address, to: keys.address)
    for name in names {
      let key = try internedName(name)
      try append(key, hash: try hash(of: key), value: .null, to: keys)
    }
  }

  /// `mro_implementation`: C3.
  private func linearized(_ type: TypeObject, _ name: String) throws(PyError) -> [TypeObject] {
    var sequences = type.bases.map(\.mro) + [type.bases]
    var order = [type]
    while true {
      sequences.removeAll(where: \.isEmpty)
      if sequences.isEmpty { return order }
      let next = sequences.lazy.compactMap(\.first).first { candidate in
        !sequences.contains { $0.dropFirst().contains { $0 === candidate } }
      }
      guard let next else {
        // set_mro_error names what each sequence has in front
        var names: [String] = []
        for front in sequences.compactMap(\.first) where !names.contains(front.name) {
          names.append(front.name)
        }
        let space = build.version < .v3_13 ? "\n" : " "
        throw PyError(
          .typeError,
          "Cannot create a consistent method resolution\(space)order (MRO) for bases "
            + names.joined(separator: ", "))
      }
      order.append(next)
      for index in sequences.indices where sequences[index].first === next {
        sequences[index].removeFirst()
      }
    }
  }
}

extension PyType {
  /// The slots that the class itself adds, in memory order.
  fileprivate var ownMembers: [FieldRow] {
    let inherited = Set((base?.members ?? []).map(\.offset))
    return members.filter { !inherited.contains($0.offset) && $0.purpose == .data }
  }

  /// Whether its slots stand behind its items: `type_new_descriptors`, Objects/typeobject.c, 3.15
  fileprivate var areSlotsAfterItems: Bool { tp_itemsize != 0 && build.version >= .v3_15 }

  /// The descriptors of the class's own `__dict__` that stand for places in its instances.
  fileprivate var ownDescriptors: [Descriptor] {
    var own = ownMembers.map {
      Descriptor(
        name: $0.name, offset: $0.offset.rawValue, isSlot: true,
        isAfterItems: areSlotsAfterItems)
    }
    if tp_dictoffset != 0, base?.tp_dictoffset == 0 {
      own.append(.init(name: "__dict__", offset: tp_dictoffset, isSlot: false))
    }
    if tp_weaklistoffset != 0, base?.tp_weaklistoffset == 0 {
      own.append(.init(name: "__weakref__", offset: tp_weaklistoffset, isSlot: false))
    }
    return own
  }
}

extension String {
  /// Whether it is a Python identifier: `str.isidentifier`, as far as ASCII and letters go.
  var isIdentifier: Bool {
    guard let first = unicodeScalars.first else { return false }
    guard first == "_" || first.properties.isXIDStart else { return false }
    return unicodeScalars.dropFirst().allSatisfy { $0.properties.isXIDContinue }
  }
}
