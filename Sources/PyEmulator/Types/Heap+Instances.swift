import PyLayout

/// Instances of classes: `object.__new__`, and the builtin types' own for their subclasses.
extension Heap {
  /// An instance without attributes; one of a subclass of a builtin type is empty, or zero.
  ///
  /// - Parameter items: how many items it has room for: digits, bytes.
  func newInstance(of type: TypeObject, items: Int = 0) throws(PyError) -> Address {
    let object = try allocateInstance(type, items: items)
    try makeContents(of: object, type)
    if build.version < .v3_13, type.layout.hasValuesFromStart,
      let keys = try cachedKeys(of: type)
    {
      try makeValues(of: object, type, keys)
    }
    switch type.kind {
    // A set is tracked when it is ready; msgspec tracks a struct once it holds what may be tracked
    case .set, .frozenset, .structure: break
    default: if type.haveGC { try track(object) }
    }
    return object
  }

  /// What the builtin type that a class extends puts into an empty instance.
  private func makeContents(of object: Address, _ type: TypeObject) throws(PyError) {
    switch type.kind {
    case .dict where build.version < .v3_0: try makeDict2(object)
    case .dict:
      // dict_new: until 3.10 a dict that is called for has a table of its own
      let keys =
        build.version < .v3_10
        ? try newKeys(slots: KeyTable.minimumSlots, kind: .unicode).address : try emptyKeys()
      try set(c.dict.fields.ma_keys, of: object, to: keys)
      if keys == singletons.emptyKeys {
        try set(c.dict.fields.ma_values, of: object, to: singletons.emptyValues)
      }
    case .set, .frozenset:
      try initializeSet(object)
      try track(object)
    case .exception: try makeArguments(of: object, [])
    case .int: try writeLong(object, isNegative: false, magnitude: [])
    case .cdata: try makeData(of: object, type)
    case .tuple:
      if let hash = c.tuple.fields.ob_hash { try set(hash, of: object, to: -1) }
    case .bytes: try set(c.bytes.fields.ob_shash, of: object, to: -1)
    case .bytearray: try emptyBuffer(ofBytearray: object)
    default: break
    }
  }

  /// 3.11, 3.12: `_PyObject_InitializeDict`, Objects/dictobject.c
  private func makeValues(
    of object: Address, _ type: TypeObject, _ keys: Address
  ) throws(PyError) {
    let capacity = try takeCapacity(from: keys)
    let values = try newValues(capacity: capacity)
    let block = object + -type.prefixSize
    if build.version < .v3_12 {
      try setPointer(at: block, to: values)
    } else {
      try setPointer(at: block + pointerSize, to: values + -1)
    }
  }

  /// For how many values there is room: `shared_keys_usable_size`, Objects/dictobject.c
  func room(of keys: Address) throws(PyError) -> Int {
    try get(c.keys.fields.dk_nentries, of: keys) + get(c.keys.fields.dk_usable, of: keys)
  }

  /// The values of the next instance: each one made takes one from `dk_usable`, down to 1.
  func takeCapacity(from keys: Address) throws(PyError) -> Int {
    let dk_usable = c.keys.fields.dk_usable
    let usable = try get(dk_usable, of: keys)
    if usable > 1 { try set(dk_usable, of: keys, to: usable - 1) }
    return try room(of: keys)
  }
}

extension PyType {
  /// 3.11, 3.12: whether `tp_new` is `object.__new__`, which makes the values.
  fileprivate var hasValuesFromStart: Bool {
    flags.contains(.managedDict) && solidBaseIsObject
  }
}
