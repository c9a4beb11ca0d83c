public import PyLayout

extension Inspector {
  /// What `sys.getsizeof` answers: what stands before the object, and its `__sizeof__`.
  @inlinable func shallowSize(
    of object: Address, by definer: Address? = nil
  ) throws(Reason) -> Int {
    let type = try typeAddress(of: object)
    let flags = try word(type, at.type.tp_flags)
    let rule =
      if let definer {
        try sizeRule(definer, word(definer, at.type.tp_flags))
      } else {
        try sizeRule(type, flags)
      }
    var prefix = prefixSize(flags)
    if flags & Subclass.type.flag != 0 {
      let isStatic = try !isHeapType(object)
      // Only of types whose own is `type` itself: NumPy's DTypes have a metaclass of their own
      let isOfType = try pointer(type, at.ob_type) == type
      if isStatic && (isOfType || !at.type.asksMetaclass) { prefix = at.type.staticGCHead }
    }
    return try prefix + ownSize(of: object, type, rule)
  }

  /// Bytes before an instance: `_PyType_PreHeaderSize`, Include/internal/pycore_object.h
  @inlinable func prefixSize(_ flags: UInt64) -> Int {
    (flags & at.type.preHeader == 0 ? 0 : 2 * at.pointer)
      + (flags.has(.haveGC) ? at.type.gcHead : 0)
  }

  /// `allocated` of a list; -1 while it is sorted, which `list___sizeof___impl`, Objects/listobject.c, counts as well.
  @inlinable func listRoom(_ object: Address) throws(Reason) -> Int {
    let allocated = try ssize(object, at.listAllocated)
    return allocated == -1 ? -1 : try count(object, at.listAllocated, "allocated")
  }

  /// `__sizeof__`
  @inlinable func ownSize(
    of object: Address, _ type: Address, _ rule: SizeRule
  ) throws(Reason) -> Int {
    switch rule {
    case .object: try objectSize(object, type)
    case .basicsize: try basicsize(type)
    case .int: try intSize(object, type)
    case .list: try basicsize(type) + listRoom(object) * at.pointer
    case .str: try is2 ? unicodeSize(object) : strSize(object)
    case .string: try at.stringHead + count(object, at.ob_size, "ob_size")
    case .dict: try basicsize(type) + (is2 ? dict2TableSize(object) : dictTableSize(object))
    case .type: try typeSize(object)
    case .set: try setSize(object, type)
    case .bytearray: try bytearraySize(object, type)
    case .array: try arraySize(object, type)
    case .code: try codeSize(object, type)
    case .frame: try frameSize(object, type)
    case .generator: try generatorSize(object, type)
    case .deque: try dequeSize(object, type)
    case .odict: try odictSize(object, type)
    case .decimal: try decimalSize(object, type)
    case .struct: try structSize(object, type)
    case .element: try elementSize(object, type)
    case .product: try productSize(object, type)
    case .combinations: try combinationsSize(object, type)
    case .permutations: try permutationsSize(object, type)
    case .bytesio: try bytesioSize(object, type)
    case .buffered: try bufferedSize(object, type)
    case .pickler: try picklerSize(object, type)
    case .unpickler: try unpicklerSize(object, type)
    case .simplequeue: try simplequeueSize(object, type)
    case .stgdict: try stgdictSize(object, type)
    case .ctype: try ctypeSize(object, type)
    case .syntaxTree: try syntaxTreeSize(object, type)
    case .ndarray: try ndarraySize(object, type)
    case .scalar: try scalarSize(object, type)
    }
  }

  @inlinable func basicsize(_ type: Address) throws(Reason) -> Int {
    try count(type, at.type.tp_basicsize, "tp_basicsize")
  }

  /// `object___sizeof___impl`, Objects/typeobject.c
  @inlinable func objectSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    let itemsize = try ssize(type, at.type.tp_itemsize)
    if itemsize == 0 { return try basicsize(type) }
    guard itemsize > 0 && itemsize <= 1 << 20 else { throw .implausible("tp_itemsize", itemsize) }
    return try basicsize(type) + count(object, at.ob_size, "ob_size") * itemsize
  }

  /// The digits of an int: `_PyLong_DigitCount`, Include/internal/pycore_long.h
  @inlinable func digits(_ object: Address) throws(Reason) -> Int {
    let field = try ssize(object, at.int.count)
    let count =
      at.int.isTag
      ? PyLongObject.Tag(UInt64(truncatingIfNeeded: field)).count
      : field.magnitude > Self.maximumCount ? -1 : abs(field)
    guard count >= 0 && count <= Self.maximumCount else { throw .implausible("digits", field) }
    return count
  }

  /// `int___sizeof___impl`, Objects/longobject.c (2.7: `long_sizeof`)
  @inlinable func intSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    let head = at.int.countsBasicsize ? try basicsize(type) : at.int.ob_digit
    return try head + max(digits(object), at.int.minimum) * at.int.digit
  }

  /// `set_sizeof`, Objects/setobject.c
  @inlinable func setSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    let head = try basicsize(type)
    let table = try pointer(object, at.set.table)
    if table == place(object, at.set.smalltable) { return head }
    return try head + (count(object, at.set.mask, "mask") + 1) * at.set.entry
  }

  /// `bytearray_sizeof`, Objects/bytearrayobject.c
  @inlinable func bytearraySize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    let alloc = try count(object, at.bytearrayAlloc, "ob_alloc")
    return try basicsize(type) + alloc + (alloc > 0 ? at.bytesHead : 0)
  }

  /// `array_array___sizeof___impl`, Modules/arraymodule.c
  @inlinable func arraySize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    let itemsize = Int(try bits(pointer(object, at.ob_descr), at.itemsize, 4))
    guard itemsize > 0 && itemsize <= 64 else { throw .implausible("itemsize", itemsize) }
    let allocated = try count(object, at.arrayAllocated, "allocated")
    return try basicsize(type) + allocated * itemsize
  }

  /// `type___sizeof___impl`, Objects/typeobject.c (3.x)
  @inlinable func typeSize(_ object: Address) throws(Reason) -> Int {
    if try !isHeapType(object) { return at.type.size }
    guard let field = at.type.ht_cached_keys else { return at.type.heapSize }
    let keys = try pointer(object, field)
    return try at.type.heapSize + (keys.rawValue == 0 ? 0 : keysSize(keys))
  }
}
