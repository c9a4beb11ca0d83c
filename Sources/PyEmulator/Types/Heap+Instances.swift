import PyLayout

/// Instances of classes: `object.__new__`, and the builtin types' own for their subclasses.
extension Heap {
  /// An instance without attributes; one of a subclass of a builtin type is empty, or zero.
  ///
  /// - Parameter items: how many items it has room for: digits, bytes.
  func newInstance(of type: TypeObject, items: Int = 0) throws(PyError) -> Address {
    // Who watches is told of each write in its place
    if let beginning = type.beginning, watcher == nil, !thresholdState.isEnabled {
      return try newInstance(beginning)
    }
    let object = try allocateInstance(type, items: items)
    try type.behaviour.tp_new(object, type, self)
    if build.version < .v3_13, type.layout.makesValues,
      let keys = try cachedKeys(of: type)
    {
      try makeValues(of: object, type, keys)
    }
    // dict_new: a dict is tracked once it needs to be; gh-127010, 3.14: from the start
    let isPlainDict = type === builtin.dict && build.version < .v3_14
    if type.haveGC && !type.behaviour.tracksLater && !isPlainDict { try track(object) }
    return object
  }

  /// 3.11, 3.12: `_PyObject_InitializeDict`, Objects/dictobject.c
  private func makeValues(
    of object: Address, _ type: TypeObject, _ keys: Pointer<PyDictKeysObject>
  ) throws(PyError) {
    let capacity = try takeCapacity(from: keys).after
    let values = try newValues(capacity: capacity)
    let block = object + -type.prefixSize
    if build.version < .v3_12 {
      try setPointer(at: block, to: values.address)
    } else {
      try setPointer(at: block + pointerSize, to: values + -1)
    }
  }

  /// The values of the next instance: each one made takes one from `dk_usable`, down to 1.
  ///
  /// - Returns: for how many there was room before, `shared_keys_usable_size`, Objects/dictobject.c, and
  ///   for how many there is now.
  @inline(__always) func takeCapacity(
    from keys: Pointer<PyDictKeysObject>
  ) throws(PyError) -> (before: Int, after: Int) {
    let words = words
    let place = keys + c.keys.fields.dk_usable.offset.rawValue
    let usable = try words.ssize(at: place)
    let room = try words.ssize(at: keys + c.keys.fields.dk_nentries.offset.rawValue) &+ usable
    guard usable > 1 else { return (room, room) }
    try words.setSsize(at: place, to: usable &- 1)
    return (room, room &- 1)
  }
}
