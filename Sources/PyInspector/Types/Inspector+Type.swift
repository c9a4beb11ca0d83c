public import PyLayout

extension Inspector {
  /// The facts of a type object, which is known to be one.
  func typeFacts(_ type: Address) throws(Reason) -> TypeFacts {
    let layout = layouts.type
    let flags = try word(type, at.type.tp_flags)
    let itemsize = try ssize(type, at.type.tp_itemsize)
    guard itemsize >= 0 && itemsize <= 1 << 20 else { throw .implausible("tp_itemsize", itemsize) }
    let base = try pointer(type, at.type.tp_base)
    let known = PyType.Flags(rawValue: UInt(truncatingIfNeeded: flags))
      .intersection(.known(on: build))
    return TypeFacts(
      address: type, tp_name: try typeName(type), kind: try kind(type, flags),
      tp_basicsize: try basicsize(type), tp_itemsize: itemsize,
      tp_dictoffset: try ssize(type, layout.tp_dictoffset.offset.rawValue),
      tp_weaklistoffset: try ssize(type, layout.tp_weaklistoffset.offset.rawValue),
      tp_flags: flags, tp_base: base == .null ? nil : base,
      tp_mro: try addresses(inTuple: pointer(type, layout.tp_mro.offset.rawValue)),
      flags: known, prefixSize: prefixSize(flags))
  }

  /// `tp_name`
  func typeName(_ type: Address) throws(Reason) -> String {
    try string(at: pointer(type, at.type.tp_name))
  }

  /// The items of a tuple; none of NULL.
  func addresses(inTuple tuple: Address) throws(Reason) -> [Address] {
    if tuple == .null { return [] }
    let count = try count(tuple, at.ob_size, "ob_size")
    guard count <= 1 << 16 else { throw .implausible("ob_size of tp_mro", count) }
    var items: [Address] = []
    for index in 0..<count {
      items.append(try pointer(tuple, layouts.tuple.ob_item.offset.rawValue + index * at.pointer))
    }
    return items
  }

  /// The types from one up to `object`, along `tp_base`.
  func bases(_ type: Address) throws(Reason) -> [Address] {
    var chain: [Address] = []
    var type = type
    var loop = Loop()
    while type != .null {
      guard !loop.meets(type) else { throw .noObject("tp_base leads in a circle") }
      chain.append(type)
      type = try pointer(type, at.type.tp_base)
    }
    return chain
  }

  /// Whether a type was written in C: static, or from a spec and then, as a rule, immutable.
  func isBuiltin(_ flags: UInt64) -> Bool {
    !flags.has(.heapType) || build.version >= .v3_10 && flags.has(.immutableType)
  }

  /// Whether a type object was made by a class statement or from a spec.
  @inlinable func isHeapType(_ type: Address) throws(Reason) -> Bool {
    try word(type, at.type.tp_flags).has(.heapType)
  }

  /// Which struct a type's instances start with: by the flags, or by the name of the first type in
  /// the chain that was written in C.
  func kind(_ type: Address, _ flags: UInt64) throws(Reason) -> Kind {
    switch Subclass(flags, isVersion2: is2) {
    case .plainInt: return try isBool(type, flags) ? .bool : .plainInt
    case .int: return try isBool(type, flags) ? .bool : .int
    case .list: return .list
    case .tuple: return .tuple
    case .bytes: return .bytes
    case .str: return .str
    case .dict: return .dict
    case .exception: return .exception
    case .type: return .type
    case nil: break
    }
    for base in try bases(type) where try isBuiltin(word(base, at.type.tp_flags)) {
      let name = try typeName(base)
      if let kind = KnownType.named(name)?.kind { return kind }
      if layouts.numPy.scalar(name) != nil { return .scalar }
    }
    return .instance
  }

  /// Whether a type of ints is `bool`, which has no subclasses.
  private func isBool(_ type: Address, _ flags: UInt64) throws(Reason) -> Bool {
    guard isBuiltin(flags) else { return false }
    return try typeName(type) == "bool"
  }
}

extension UInt64 {
  /// Whether a flag is set in `tp_flags`.
  @inlinable func has(_ flag: PyType.Flags) -> Bool { self & UInt64(flag.rawValue) != 0 }
}
