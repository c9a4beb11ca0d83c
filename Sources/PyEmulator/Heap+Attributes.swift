import PyLayout

/// Attributes by name: `PyObject_GenericGetAttr` and `_PyObject_GenericSetAttrWithDict`,
/// Objects/object.c; the dicts of instances: Objects/dictobject.c
extension Heap {
  /// The type of an object.
  func type(of object: Address) throws(PyError) -> TypeObject {
    try type(at: try get(c.object.fields.ob_type, of: object))
  }

  /// The type whose object stands at an address.
  func type(at address: Address) throws(PyError) -> TypeObject {
    let number = Int(try get(c.type.fields.tp_dealloc, of: address).rawValue) - 1
    guard types.indices ~= number, types[number].address == address else {
      throw PyError(.systemError, "there is no type at \(address)")
    }
    return types[number]
  }

  /// Where the pointer to an instance's dict is; `nil` when its type has none.
  func dictPlace(of object: Address, _ type: TypeObject) throws(PyError) -> Address? {
    if type.layout.flags.contains(.managedDict) {
      // Behind the first word of the pre-header: the values (3.11), or the weakref list
      return object + (pointerSize - type.prefixSize)
    }
    let offset = type.layout.tp_dictoffset
    if offset >= 0 { return offset == 0 ? nil : object + offset }
    // _PyObject_GetDictPtr: behind the items, the last word of the instance
    let items = abs(try get(c.varObject.fields.ob_size, of: object))
    return object + (type.variableSize(items: items) + offset)
  }

  /// Where the values of an instance without a dict are; `nil` when there are none.
  func values(of object: Address, _ type: TypeObject) throws(PyError) -> Address? {
    guard type.layout.flags.contains(.managedDict) else { return nil }
    let block = object + -type.prefixSize
    switch build.version {
    case ..<Version.v3_12:
      let values = try pointer(at: block)
      return values == .null ? nil : values
    case ..<Version.v3_13:
      // A tagged pointer in the dict's place: _PyDictOrValues_IsValues
      let tagged = try pointer(at: block + pointerSize)
      return tagged.rawValue & 1 == 0 ? nil : tagged + 1
    default:
      guard type.hasInlineValues else { return nil }
      let values = object + type.layout.tp_basicsize
      return try get(c.values.fields.valid, of: values) == 0 ? nil : values
    }
  }

  /// The dict of an instance, borrowed; `nil` when it was not made yet.
  func existingDict(of object: Address, _ type: TypeObject) throws(PyError) -> Address? {
    guard let place = try dictPlace(of: object, type) else { return nil }
    let dict = try pointer(at: place)
    return dict == .null || dict.rawValue & 1 != 0 ? nil : dict
  }

  /// The dict of an instance, made when there is none: `__dict__`, `PyObject_GenericGetDict`.
  ///
  /// - Returns: a borrowed reference; `nil` when the type has no dict.
  func dict(of object: Address) throws(PyError) -> Address? {
    let type = try type(of: object)
    guard let place = try dictPlace(of: object, type) else { return nil }
    if let dict = try existingDict(of: object, type) { return dict }
    let dict: Address
    if let values = try values(of: object, type), let keys = try cachedKeys(of: type) {
      dict = try materialize(keys, values)
      if build.version < .v3_12 { try setPointer(at: object + -type.prefixSize, to: .null) }
    } else if let keys = try cachedKeys(of: type), !isPlain3_11 {
      dict = try newSplitDict(keys)
    } else {
      dict = try newDict()
    }
    try setPointer(at: place, to: dict)
    return dict
  }

  /// PyObject_GenericGetDict, 3.11: a dict of its own where tp_new made no values.
  private var isPlain3_11: Bool { build.version.isSameSeries(as: .v3_11) }

  /// `make_dict_from_instance_attributes`, Objects/dictobject.c
  private func materialize(_ keys: Address, _ values: Address) throws(PyError) -> Address {
    let table = try self.keys(at: keys)
    var used = 0
    var isTrackable = false
    for number in 0..<(try get(c.keys.fields.dk_nentries, of: keys)) {
      let value = try value(number, of: values)
      guard value != .null else { continue }
      used += 1
      if try mayBeTracked(value) { isTrackable = true }
    }
    try incrementKeys(table.address)
    let dict = try newDict(keys: keys, values: values, used: used)
    if isTrackable, try !isTracked(dict) { try track(dict) }
    return dict
  }

  private func incrementKeys(_ keys: Address) throws(PyError) {
    let field = c.keys.fields.dk_refcnt
    try set(field, of: keys, to: try get(field, of: keys) + 1)
  }

  /// `new_dict_with_shared_keys`
  private func newSplitDict(_ keys: Address) throws(PyError) -> Address {
    let fields = c.keys.fields
    let capacity =
      build.version < .v3_11
      ? KeyTable.usableFraction(try self.keys(at: keys).slots)
      : try get(fields.dk_nentries, of: keys) + get(fields.dk_usable, of: keys)
    try incrementKeys(keys)
    return try newDict(keys: keys, values: try newValues(capacity: capacity), used: 0)
  }

  /// `ht_cached_keys`; `nil` for a type without.
  func cachedKeys(of type: TypeObject) throws(PyError) -> Address? {
    guard type.isHeapType, let field = c.heapType.fields.ht_cached_keys else { return nil }
    let keys = try get(field, of: type.address)
    return keys == .null ? nil : keys
  }

  /// An attribute, a new reference: `PyObject_GenericGetAttr`.
  ///
  /// - Throws: ``PyError`` `AttributeError`.
  func attribute(_ object: Address, _ name: String) throws(PyError) -> Address {
    let type = try type(of: object)
    if let descriptor = type.descriptor(name) {
      if type.kind == .cInts { return try cInt(descriptor, of: object) }
      if descriptor.isSlot {
        let value = try pointer(at: object + descriptor.offset)
        if value == .null { throw unset(name, type) }
        try incref(value)
        return value
      }
      if name == "__dict__", let dict = try dict(of: object) {
        try incref(dict)
        return dict
      }
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
    if type.kind == .cInts, let descriptor = type.descriptor(name) {
      return try setCInt(descriptor, of: object, to: value)
    }
    if let descriptor = type.descriptor(name), descriptor.isSlot {
      let place = object + descriptor.offset
      let old = try pointer(at: place)
      if value == nil && old == .null { throw unset(name, type, on: .delete) }
      try xincref(value ?? .null)
      try setPointer(at: place, to: value ?? .null)
      return try xdecref(old)
    }
    let isInClass = type.mro.contains { $0.attributes[name] != nil }
    guard let place = try dictPlace(of: object, type) else {
      throw isInClass ? readOnly(name, type) : missing(name, type, on: .set)
    }
    let key = try internedName(name)
    defer { try? decref(key) }
    if let dict = try existingDict(of: object, type) {
      return try setInDict(dict, at: place, object, type, key, name, value)
    }
    if let values = try values(of: object, type), let keys = try cachedKeys(of: type) {
      if try store(value, key, name, in: values, keys, type) { return }
      // No room in the shared keys: the instance gets a dict of its own
      let dict = try materialize(keys, values)
      if build.version < .v3_12 { try setPointer(at: object + -type.prefixSize, to: .null) }
      try setPointer(at: place, to: dict)
      return try setInDict(dict, at: place, object, type, key, name, value)
    }
    // 2.7 makes no dict to find nothing in it
    if value == nil { throw missing(name, type, on: build.version < .v3_0 ? .get : .delete) }
    let dict =
      if let keys = try cachedKeys(of: type) { try newSplitDict(keys) } else { try newDict() }
    try setPointer(at: place, to: dict)
    try setInDict(dict, at: place, object, type, key, name, value)
  }

  /// `_PyObject_StoreInstanceAttribute`: whether the shared keys had or took the name.
  private func store(
    _ value: Address?, _ key: Address, _ name: String, in values: Address, _ keys: Address,
    _ type: TypeObject
  ) throws(PyError) -> Bool {
    let table = try self.keys(at: keys)
    let hash = try hash(of: key)
    var number = try find(key, hash: hash, in: table)?.number
    if number == nil {
      guard value != nil else { throw missing(name, type, on: .delete) }
      guard try get(c.keys.fields.dk_usable, of: keys) > 0 else { return false }
      number = try get(c.keys.fields.dk_nentries, of: keys)
      try incref(key)
      try append(key, hash: hash, value: .null, to: table)
    }
    guard let number else { return false }
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

  /// `_PyObjectDict_SetItem`: up to 3.10 a dict may take the class's shared keys with it.
  private func setInDict(
    _ dict: Address, at place: Address, _ object: Address, _ type: TypeObject, _ key: Address,
    _ name: String, _ value: Address?
  ) throws(PyError) {
    let shared = try cachedKeys(of: type)
    let keys = build.version < .v3_0 ? .null : try get(c.dict.fields.ma_keys, of: dict)
    let wasShared = build.version < .v3_11 && shared == keys
    guard let value else {
      guard try deleteItem(dict, key) else { throw missing(name, type, on: .delete) }
      if build.version < .v3_11, shared != nil { try loseCachedKeys(of: type) }
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

  private func setCachedKeys(of type: TypeObject, to keys: Address) throws(PyError) {
    guard let field = c.heapType.fields.ht_cached_keys else { return }
    try set(field, of: type.address, to: keys)
  }

  private func loseCachedKeys(of type: TypeObject) throws(PyError) {
    guard let keys = try cachedKeys(of: type) else { return }
    try setCachedKeys(of: type, to: .null)
    try decrefKeys(keys)
  }

  /// `make_keys_shared`, up to 3.10: the dict becomes a split one again, its keys the class's.
  private func share(_ dict: Address) throws(PyError) -> Address? {
    let fields = c.dict.fields
    let keys = try keys(at: try get(fields.ma_keys, of: dict))
    guard keys.kind != .general, let lookup = c.keys.fields.dk_lookup else { return nil }
    let values = try newValues(capacity: KeyTable.usableFraction(keys.slots))
    for number in 0..<(try get(c.keys.fields.dk_nentries, of: keys.address)) {
      let place = keys.entry(number) + keys.valueOffset
      try setValue(number, of: values, to: try pointer(at: place))
      try setPointer(at: place, to: .null)
    }
    try store(3, size: pointerSize, at: keys.address + lookup.offset)
    try set(fields.ma_values, of: dict, to: values)
    try incrementKeys(keys.address)
    return keys.address
  }
}
