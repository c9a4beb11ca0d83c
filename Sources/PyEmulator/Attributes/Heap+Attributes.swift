import PyLayout

/// Attributes by name: `PyObject_GenericGetAttr` and `_PyObject_GenericSetAttrWithDict`,
/// Objects/object.c
extension Heap {
  /// The type of an object.
  func type(of object: Address) throws(PyError) -> TypeObject {
    try type(at: try get(c.object.fields.ob_type, of: object))
  }

  /// The type whose object stands at an address.
  func type(at address: Address) throws(PyError) -> TypeObject {
    let bits = try get(c.type.fields.tp_dealloc, of: address).rawValue
    let number = Int(truncatingIfNeeded: bits) &- 1
    guard types.indices ~= number, types[number].address == address else {
      throw PyError(.systemError, "there is no type at \(address)")
    }
    return types[number]
  }

  /// Where a slot's value is in an instance: `PyMember_GetOne`, Python/structmember.c
  func place(of slot: Descriptor, in object: Address) throws(PyError) -> Address {
    guard slot.isAfterItems else { return object + slot.offset }
    return object + (slot.offset + (try get(c.varObject.fields.ob_size, of: object)) * pointerSize)
  }

  /// An attribute, a new reference: `PyObject_GenericGetAttr`.
  ///
  /// - Throws: ``PyError`` `AttributeError`.
  func attribute(_ object: Address, _ name: String) throws(PyError) -> Address {
    let type = try type(of: object)
    if name == "__class__" {
      try incref(type.address)
      return type.address
    }
    if let own = try type.behaviour.tp_getattro(object, name, type, self) { return own }
    if let descriptor = type.descriptor(name) {
      if descriptor.isSlot {
        let value = try pointer(at: place(of: descriptor, in: object))
        if value == .null { throw unset(name, type) }
        try incref(value)
        return value
      }
      if name == "__dict__", let dict = try dict(of: object) {
        try incref(dict)
        return dict
      }
      if name == "__weakref__", let place = weakrefPlace(of: object, type) {
        // subtype_getweakref, Objects/typeobject.c
        let known = try pointer(at: place)
        let weakref = known == .null ? singletons.none : known
        try incref(weakref)
        return weakref
      }
    }
    // namespace_members, Objects/namespaceobject.c
    if name == "__dict__", type.isSubclass(of: builtin.namespace), let dict = try dict(of: object) {
      try incref(dict)
      return dict
    }
    let key = try internedName(name)
    defer { try? decref(key) }
    if let value = try instanceAttribute(object, type, key) {
      try incref(value)
      return value
    }
    for ancestor in type.mro {
      if let value = ancestor.attributes[name] {
        try incref(value)
        return value
      }
    }
    if name == "__doc__" { return try doc(of: type) }
    throw missing(name, type)
  }

  private func instanceAttribute(
    _ object: Address, _ type: TypeObject, _ key: Address
  ) throws(PyError) -> Address? {
    if let dict = try existingDict(of: object, type) { return try item(dict, key) }
    guard let values = try values(of: object, type), let keys = try cachedKeys(of: type),
      let found = try find(key, hash: try hash(of: key), in: try self.keys(at: keys))
    else { return nil }
    let value = try value(found.number, of: values)
    return value == .null ? nil : value
  }

  /// Sets an attribute, or deletes it: `PyObject_GenericSetAttr`.
  ///
  /// - Parameter value: borrowed; `nil` to delete.
  /// - Throws: ``PyError`` `AttributeError`.
  func setAttribute(
    _ object: Address, _ name: String, to value: Address?
  ) throws(PyError) {
    let type = try type(of: object)
    if name == "__class__" { throw PyError(.notImplementedError, "\(name) is not set here") }
    if try type.behaviour.tp_setattro(object, name, value, type, self) { return }
    try setGenericAttribute(object, name, to: value, type)
  }

  /// `_PyObject_GenericSetAttrWithDict`, Objects/object.c
  func setGenericAttribute(
    _ object: Address, _ name: String, to value: Address?, _ type: TypeObject
  ) throws(PyError) {
    if let descriptor = type.descriptor(name), descriptor.isSlot {
      let place = try place(of: descriptor, in: object)
      let old = try pointer(at: place)
      if value == nil && old == .null { throw unset(name, type, on: .delete) }
      try xincref(value ?? .null)
      try setPointer(at: place, to: value ?? .null)
      return try xdecref(old)
    }
    if name == "__dict__", type.descriptor(name) != nil {
      guard let value else {
        throw PyError(.notImplementedError, "\(name) is not deleted here")
      }
      return try setDict(value, of: object, type)
    }
    if name == "__dict__", type.isSubclass(of: builtin.namespace) {
      throw PyError(.attributeError, "readonly attribute")
    }
    if name == "__weakref__", let owner = type.owner(ofDescriptor: name) {
      throw notWritable(name, owner)
    }
    // Every type has a text, or None
    let isInClass = name == "__doc__" || type.mro.contains { $0.attributes[name] != nil }
    guard let place = try dictPlace(of: object, type) else {
      throw isInClass ? readOnly(name, type) : missing(name, type, on: .set)
    }
    let key = try internedName(name)
    defer { try? decref(key) }
    if let dict = try existingDict(of: object, type) {
      // store_instance_attr_lock_held, 3.13, with inline values that a dict shows as well
      if build.version >= .v3_13, try values(of: object, type) != nil,
        let keys = try cachedKeys(of: type)
      {
        _ = try insertSplitKey(key, into: keys)
      }
      return try setInDict(dict, at: place, object, type, key, name, value)
    }
    if let values = try values(of: object, type), let keys = try cachedKeys(of: type) {
      if try store(value, key, name, in: values, keys, type) { return }
      // 3.13 makes a dict here too, finds nothing in it, and gives it up again
      if value == nil && build.version >= .v3_13 { throw missing(name, type, on: .delete) }
      // No room in the shared keys: the instance gets a dict of its own
      let dict = try materialize(keys, values)
      if build.version < .v3_12 { try setPointer(at: object + -type.prefixSize, to: .null) }
      try setPointer(at: place, to: dict)
      return try setInDict(dict, at: place, object, type, key, name, value)
    }
    // Only 2.7 makes no dict just to find nothing in it
    if value == nil && build.version < .v3_0 { throw missing(name, type, on: .get) }
    let dict =
      if let keys = try cachedKeys(of: type) { try newSplitDict(keys) } else { try newDict() }
    try setPointer(at: place, to: dict)
    try setInDict(dict, at: place, object, type, key, name, value)
  }

  /// `_PyObject_StoreInstanceAttribute`: whether the shared keys had or took the name.
  private func store(
    _ value: Address?, _ key: Address, _ name: String, in values: Pointer<PyDictValues>,
    _ keys: Pointer<PyDictKeysObject>, _ type: TypeObject
  ) throws(PyError) -> Bool {
    // It comes first, even where there is nothing to delete
    guard let number = try insertSplitKey(key, into: keys) else { return false }
    let old = try self.value(number, of: values)
    if old == .null && value == nil { throw missing(name, type, on: .delete) }
    try xincref(value ?? .null)
    try setValue(number, of: values, to: value ?? .null)
    if old == .null {
      try noteInsertion(number, in: values)
    } else if value == nil {
      try noteDeletion(number, in: values)
    }
    try xdecref(old)
    return true
  }

  /// The number of a name in shared keys, to which a new name is added; `nil` when there is no
  /// room.
  ///
  /// `insert_into_dictkeys`, Objects/dictobject.c; from 3.13 on `insert_split_key`.
  private func insertSplitKey(
    _ key: Address, into keys: Pointer<PyDictKeysObject>
  ) throws(PyError) -> Int? {
    let table = try self.keys(at: keys)
    let hash = try hash(of: key)
    if let found = try find(key, hash: hash, in: table) { return found.number }
    guard try get(c.keys.fields.dk_usable, of: keys) > 0 else { return nil }
    try incref(key)
    try append(key, hash: hash, value: .null, to: table)
    return try get(c.keys.fields.dk_nentries, of: keys) - 1
  }

  /// `_PyObjectDict_SetItem`: up to 3.10 a dict may take the class's shared keys with it.
  private func setInDict(
    _ dict: Address, at place: Address, _ object: Address, _ type: TypeObject, _ key: Address,
    _ name: String, _ value: Address?
  ) throws(PyError) {
    let shared = try cachedKeys(of: type)
    let keys = build.version < .v3_0 ? .null : try get(c.dict.fields.ma_keys, of: dict)
    let wasShared = build.version < .v3_11 && shared == keys
    guard let value else {
      let wasThere = try deleteItem(dict, key)
      // Found or not: a class of which attributes are deleted shares no keys any more
      if build.version < .v3_11, shared != nil { try loseCachedKeys(of: type) }
      if !wasThere { throw missing(name, type, on: .delete) }
      return
    }
    try setItem(dict, key, value)
    guard wasShared, let shared, try get(c.dict.fields.ma_keys, of: dict) != shared else { return }
    // The only dict that shared them takes its larger table along: make_keys_shared
    guard try get(c.keys.fields.dk_refcnt, of: shared) == 1, let new = try share(dict) else {
      return try loseCachedKeys(of: type)
    }
    try setCachedKeys(of: type, to: new)
    try decrefKeys(shared)
  }
}
