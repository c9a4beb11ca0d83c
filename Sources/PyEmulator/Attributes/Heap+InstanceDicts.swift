import PyLayout

/// The dicts and the values of instances: Objects/dictobject.c
extension Heap {
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
  func values(
    of object: Address, _ type: TypeObject
  ) throws(PyError) -> Pointer<PyDictValues>? {
    guard type.layout.flags.contains(.managedDict) else { return nil }
    let block = object + -type.prefixSize
    switch build.version {
    case ..<Version.v3_12:
      let values = try pointer(at: block)
      return values == .null ? nil : Pointer(values)
    case ..<Version.v3_13:
      // A tagged pointer in the dict's place: _PyDictOrValues_IsValues
      let tagged = try pointer(at: block + pointerSize)
      return tagged.rawValue & 1 == 0 ? nil : Pointer(tagged + 1)
    default:
      guard type.hasInlineValues else { return nil }
      let values = Pointer<PyDictValues>(object + type.layout.tp_basicsize)
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

  /// Gives an instance another dict: `PyObject_GenericSetDict`, Objects/object.c.
  ///
  /// - Parameter dict: borrowed.
  /// - Throws: ``PyError`` `TypeError` for what is no dict; `SystemError` where a dict was made of the
  ///   inline values, which it would have to take along: that is not emulated.
  func setDict(_ dict: Address, of object: Address, _ type: TypeObject) throws(PyError) {
    let given = try self.type(of: dict)
    guard given.mro.contains(where: { $0 === builtin.dict }) else {
      throw PyError(.typeError, "__dict__ must be set to a dictionary, not a '\(given.name)'")
    }
    guard let place = try dictPlace(of: object, type) else {
      throw PyError(.systemError, "'\(type.name)' has no __dict__")
    }
    let values = try values(of: object, type)
    var old: [Address] = []
    if let values, type.hasInlineValues {
      guard try existingDict(of: object, type) == nil, let keys = try cachedKeys(of: type) else {
        throw PyError(
          .systemError, "__dict__ over a dict of inline values cannot be set in the emulator")
      }
      // set_dict_inline_values, Objects/dictobject.c
      old = try splitEntries(try self.keys(at: keys), values).map(\.value)
      try abandonValues(values)
    } else {
      // What there was before, values included, becomes a dict and goes
      if values != nil { _ = try self.dict(of: object) }
      if let dict = try existingDict(of: object, type) { old = [dict] }
    }
    try incref(dict)
    try setPointer(at: place, to: dict)
    for object in old { try decref(object) }
  }

  /// PyObject_GenericGetDict, 3.11: a dict of its own where tp_new made no values.
  private var isPlain3_11: Bool { build.version.isSameSeries(as: .v3_11) }

  /// `make_dict_from_instance_attributes`, Objects/dictobject.c
  func materialize(
    _ keys: Pointer<PyDictKeysObject>, _ values: Pointer<PyDictValues>
  ) throws(PyError) -> Address {
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

  func incrementKeys(_ keys: Pointer<PyDictKeysObject>) throws(PyError) {
    let field = c.keys.fields.dk_refcnt
    try set(field, of: keys, to: try get(field, of: keys) + 1)
  }

  /// `new_dict_with_shared_keys`
  func newSplitDict(_ keys: Pointer<PyDictKeysObject>) throws(PyError) -> Address {
    let fields = c.keys.fields
    let capacity =
      build.version < .v3_11
      ? KeyTable.usableFraction(try self.keys(at: keys).slots)
      : try get(fields.dk_nentries, of: keys) + get(fields.dk_usable, of: keys)
    try incrementKeys(keys)
    return try newDict(keys: keys, values: try newValues(capacity: capacity), used: 0)
  }

  /// `ht_cached_keys`; `nil` for a type without.
  func cachedKeys(of type: TypeObject) throws(PyError) -> Pointer<PyDictKeysObject>? {
    guard type.isHeapType, let field = c.heapType.fields.ht_cached_keys else { return nil }
    let keys = try get(field, of: type.address)
    return keys == .null ? nil : keys
  }

  func setCachedKeys(
    of type: TypeObject, to keys: Pointer<PyDictKeysObject>
  ) throws(PyError) {
    guard let field = c.heapType.fields.ht_cached_keys else { return }
    try set(field, of: type.address, to: keys)
  }

  func loseCachedKeys(of type: TypeObject) throws(PyError) {
    guard let keys = try cachedKeys(of: type) else { return }
    try setCachedKeys(of: type, to: .null)
    try decrefKeys(keys)
  }

  /// `make_keys_shared`, up to 3.10: the dict becomes a split one again, its keys the class's.
  func share(_ dict: Address) throws(PyError) -> Pointer<PyDictKeysObject>? {
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
