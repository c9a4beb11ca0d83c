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
    try place(slot.offset, isAfterItems: slot.isAfterItems, in: object)
  }

  /// The place so many bytes from an instance, or from the end of its items, on.
  @inline(__always) func place(
    _ offset: Int, isAfterItems: Bool, in object: Address
  ) throws(PyError) -> Address {
    guard isAfterItems else { return object + offset }
    return object + (offset + (try get(c.varObject.fields.ob_size, of: object)) * pointerSize)
  }

  /// What a name stands for in a type's instances.
  @inline(__always) private func lookup(
    _ name: String, in type: Address
  ) throws(PyError) -> Lookup {
    if let known = attributeCache.find(name, in: type) { return known }
    return try newLookup(name, in: try self.type(at: type))
  }

  @inline(never) private func newLookup(
    _ name: String, in type: TypeObject
  ) throws(PyError) -> Lookup {
    let lookup =
      switch type.lookup(name) {
      // object leaves all but its own to PyObject_GenericGetAttr
      case _ where type.kind != .object || name == "__class__": Lookup(kind: .other)
      case .descriptor(let slot, _)? where slot.isSlot && !slot.isAfterItems:
        Lookup(kind: .slot, offset: slot.offset)
      case .descriptor?: Lookup(kind: .other)
      case .value?, nil: Lookup(kind: .plain)
      }
    attributeCache.add(name, in: type.address, lookup)
    return lookup
  }

  /// A new reference to the interned string of a name, which the next one who asks finds at once.
  private func key(_ name: String, _ lookup: Lookup) throws(PyError) -> Address {
    if lookup.key != .null {
      try incref(lookup.key)
      return lookup.key
    }
    let key = try internedName(name)
    attributeCache.note(key, of: name)
    return key
  }

  /// The value of a slot, a new reference; `nil` where it has none: `PyMember_GetOne`.
  @inline(__always) func slotValue(at place: Address) throws(PyError) -> Address? {
    let value = try pointer(at: place)
    guard value != .null else { return nil }
    try incref(value)
    return value
  }

  /// Gives a slot a value, whose reference becomes the object's: `PyMember_SetOne`,
  /// Python/structmember.c
  @inline(__always) func setSlot(
    at place: Address, taking value: Address, _ words: HeapWords
  ) throws(PyError) {
    let old = try words.pointer(at: place)
    try words.setPointer(at: place, to: value)
    if old != .null { try decref(old, words) }
  }

  /// Takes the value of a slot away; false where there is none.
  func deleteSlot(at place: Address) throws(PyError) -> Bool {
    let old = try pointer(at: place)
    guard old != .null else { return false }
    try setPointer(at: place, to: .null)
    try decref(old)
    return true
  }

  /// An attribute, a new reference: `PyObject_GenericGetAttr`.
  ///
  /// - Throws: ``PyError`` `AttributeError`.
  func attribute(_ object: Address, _ name: String) throws(PyError) -> Address {
    let address = try pointer(at: object + c.object.fields.ob_type.offset.rawValue)
    let lookup = try lookup(name, in: address)
    if lookup.kind == .slot, let value = try slotValue(at: object + lookup.offset) { return value }
    let type = try type(at: address)
    if lookup.kind == .slot { throw unset(name, type) }
    if name == "__class__" {
      try incref(address)
      return address
    }
    if let own = try type.behaviour.tp_getattro(object, name, type, self) { return own }
    return try genericAttribute(object, name, lookup, type)
  }

  /// `PyObject_GenericGetAttr`, Objects/object.c
  private func genericAttribute(
    _ object: Address, _ name: String, _ lookup: Lookup, _ type: TypeObject
  ) throws(PyError) -> Address {
    let found = type.lookup(name)
    if case .descriptor(let descriptor, _)? = found {
      if descriptor.isSlot {
        guard let value = try slotValue(at: try place(of: descriptor, in: object)) else {
          throw unset(name, type)
        }
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
    let key = try key(name, lookup)
    defer { try? decref(key) }
    if let value = try instanceAttribute(object, type, key) {
      try incref(value)
      return value
    }
    if case .value(let value)? = found {
      try incref(value)
      return value
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

  /// Sets an attribute: `PyObject_GenericSetAttr`.
  ///
  /// - Returns: whether the reference to the value was taken over.
  /// - Throws: ``PyError`` `AttributeError`.
  func setAttribute(
    _ object: Address, _ name: String, taking value: Address
  ) throws(PyError) -> Bool {
    let words = words
    let type = try words.pointer(at: object + c.object.fields.ob_type.offset.rawValue)
    let lookup = try lookup(name, in: type)
    if lookup.kind == .slot {
      try setSlot(at: object + lookup.offset, taking: value, words)
      return true
    }
    if lookup.kind == .plain,
      try setInlineValue(of: object, type, lookup, name, taking: value, words)
    {
      return true
    }
    try changeAttribute(object, name, to: value, lookup)
    return false
  }

  /// Deletes an attribute: `PyObject_GenericSetAttr`.
  ///
  /// - Throws: ``PyError`` `AttributeError`.
  func deleteAttribute(_ object: Address, _ name: String) throws(PyError) {
    let type = try pointer(at: object + c.object.fields.ob_type.offset.rawValue)
    try changeAttribute(object, name, to: nil, try lookup(name, in: type))
  }

  /// Sets an attribute to a borrowed value, or deletes it for `nil`.
  private func changeAttribute(
    _ object: Address, _ name: String, to value: Address?, _ lookup: Lookup
  ) throws(PyError) {
    let type = try type(of: object)
    if name == "__class__" { throw PyError(.notImplementedError, "\(name) is not set here") }
    if try type.behaviour.tp_setattro(object, name, value, type, self) { return }
    try setGenericAttribute(object, name, to: value, type, lookup)
  }

  /// `store_instance_attr_lock_held`, Objects/dictobject.c, where an instance without a dict has its values
  /// inside and the shared keys have the name already; false, and nothing done, for another one.
  @inline(__always) private func setInlineValue(
    of object: Address, _ type: Address, _ lookup: Lookup, _ name: String,
    taking value: Address, _ words: HeapWords
  ) throws(PyError) -> Bool {
    guard lookup.key != .null, let ending = try ending(of: type), let offset = ending.values,
      let dict = ending.dict, try words.pointer(at: object + dict) == .null
    else { return false }
    let values = object + offset
    let fields = c.values.fields
    guard try words.load(1, at: values + fields.valid.offset.rawValue) != 0,
      let number = try number(of: lookup, name, type, words)
    else { return false }
    let place = values + (fields.values.offset.rawValue &+ number &* pointerSize)
    let old = try words.pointer(at: place)
    try words.setPointer(at: place, to: value)
    if old != .null {
      try decref(old, words)
      return true
    }
    // _PyDictValues_AddToInsertionOrder
    let size = values + fields.size.offset.rawValue
    let before = try words.load(1, at: size)
    let capacity = try words.load(1, at: values + fields.capacity.offset.rawValue)
    let order =
      fields.values.offset.rawValue
      &+ Int(truncatingIfNeeded: capacity &* UInt64(truncatingIfNeeded: pointerSize) &+ before)
    try words.store(UInt64(truncatingIfNeeded: number), size: 1, at: values + order)
    try words.store(before &+ 1, size: 1, at: size)
    return true
  }

  /// The number of a name in the shared keys of a class, which is mostly the one that it had last.
  @inline(__always) private func number(
    of lookup: Lookup, _ name: String, _ type: Address, _ words: HeapWords
  ) throws(PyError) -> Int? {
    guard let cached = c.heapType.fields.ht_cached_keys,
      let log2 = c.keys.fields.dk_log2_index_bytes
    else { return nil }
    let keys = try words.pointer(at: type + cached.offset.rawValue)
    let size = try words.load(1, at: keys + log2.offset.rawValue)
    let entry =
      keys
      + (c.keys.size &+ 1 << Int(truncatingIfNeeded: size & 63)
        &+ lookup.offset &* c.unicodeEntry.size)
    let key = try words.pointer(at: entry + c.unicodeEntry.fields.me_key.offset.rawValue)
    if key == lookup.key { return lookup.offset }
    return try newNumber(of: lookup, name, type, Pointer(keys))
  }

  @inline(never) private func newNumber(
    of lookup: Lookup, _ name: String, _ type: Address, _ keys: Pointer<PyDictKeysObject>
  ) throws(PyError) -> Int? {
    let key = lookup.key
    guard let found = try find(key, hash: try hash(of: key), in: try self.keys(at: keys)) else {
      return nil
    }
    attributeCache.note(found.number, of: name, in: type)
    return found.number
  }

  /// `_PyObject_GenericSetAttrWithDict`, Objects/object.c
  func setGenericAttribute(
    _ object: Address, _ name: String, to value: Address?, _ type: TypeObject,
    _ lookup: Lookup = Lookup(kind: .other)
  ) throws(PyError) {
    let found = type.lookup(name)
    if case .descriptor(let descriptor, _)? = found {
      if descriptor.isSlot {
        let place = try place(of: descriptor, in: object)
        if let value {
          try incref(value)
          return try setSlot(at: place, taking: value, words)
        }
        if try deleteSlot(at: place) { return }
        throw unset(name, type, on: .delete)
      }
      if name == "__dict__" {
        guard let value else {
          throw PyError(.notImplementedError, "\(name) is not deleted here")
        }
        return try setDict(value, of: object, type)
      }
    }
    if name == "__dict__", type.isSubclass(of: builtin.namespace) {
      throw PyError(.attributeError, "readonly attribute")
    }
    if name == "__weakref__", let owner = type.owner(ofDescriptor: name) {
      throw notWritable(name, owner)
    }
    // Every type has a text, or None
    var isInClass = name == "__doc__"
    if case .value? = found { isInClass = true }
    guard let place = try dictPlace(of: object, type) else {
      throw isInClass ? readOnly(name, type) : missing(name, type, on: .set)
    }
    let key = try key(name, lookup)
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
