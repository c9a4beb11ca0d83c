public import PyLayout

extension Inspector {
  /// Which `__sizeof__` a type has: the one of the first type in the chain of `tp_base` that has one
  /// in its `tp_methods`; where that is `object`'s, one that a type beside the chain has goes before.
  @inlinable func sizeRule(_ type: Address, _ flags: UInt64) throws(Reason) -> SizeRule {
    let subclass = Subclass(flags, isVersion2: is2)
    let first = type
    var type = type
    var loop = Loop()
    var bases = 0
    while !loop.meets(type) {
      let base = try pointer(type, at.type.tp_base)
      if base.rawValue == 0 {
        // In 2.7 some modules leave PyType_Ready to the first attribute that is looked up, as sys.getsizeof does
        if bases == 0, flags & UInt64(PyType.Flags.ready.rawValue) == 0, try definesSizeof(type) {
          return try namedRule(type)
        }
        return try ruleBeside(first, bases)
      }
      if let subclass, try isRoot(base, of: subclass) {
        let rule = sizeRule(subclass)
        if case .object = rule { return try ruleBeside(first, bases + 1) }
        return rule
      }
      if try definesSizeof(type) { return try namedRule(type) }
      type = base
      bases += 1
    }
    throw .noObject("tp_base leads in a circle")
  }

  /// The rule of a type whose `bases` along `tp_base` have no `__sizeof__` but that of `object`, which
  /// is the last of them: another base may have one, as `numpy.generic` beside `bytes`.
  @inlinable func ruleBeside(_ type: Address, _ bases: Int) throws(Reason) -> SizeRule {
    let mro = try pointer(type, at.type.tp_mro)
    if mro.rawValue == 0 { return .object }
    if try count(mro, at.ob_size, "ob_size") <= bases + 1 { return .object }
    return try ruleAlong(mro: mro)
  }

  /// The rule of the first type in a `tp_mro` that has one.
  @usableFromInline func ruleAlong(mro: Address) throws(Reason) -> SizeRule {
    for type in try addresses(inTuple: mro) {
      if try pointer(type, at.type.tp_base).rawValue == 0 { break }
      if try definesSizeof(type) { return try namedRule(type) }
    }
    return .object
  }

  /// Whether `base` is what the builtin type with the flag derives from: `object`, or in 2.7 for
  /// `str` and `unicode` also `basestring`.
  @inlinable func isRoot(_ base: Address, of subclass: Subclass) throws(Reason) -> Bool {
    let next = try pointer(base, at.type.tp_base)
    if next.rawValue == 0 { return true }
    guard is2 && (subclass == .bytes || subclass == .str) else { return false }
    guard try pointer(next, at.type.tp_base).rawValue == 0 else { return false }
    return try !definesSizeof(base)
  }

  /// The rule of a builtin type with a flag of its own.
  @inlinable func sizeRule(_ subclass: Subclass) -> SizeRule {
    switch subclass {
    case .int: .int
    case .list: .list
    case .bytes: is2 ? .string : .object
    case .str: .str
    case .dict: .dict
    case .type: is2 ? .object : .type
    case .plainInt, .tuple, .exception: .object
    }
  }

  /// Whether one of the type's `tp_methods` is named `__sizeof__`.
  @inlinable func definesSizeof(_ type: Address) throws(Reason) -> Bool {
    var method = try pointer(type, at.type.tp_methods)
    if method.rawValue == 0 { return false }
    if try isFloat(type) { return false }
    // No type has more methods
    for _ in 0..<2048 {
      let name = try pointer(method, 0)
      if name.rawValue == 0 { return false }
      // `__sizeof__` is 11 bytes with its end: all of them are there if the first ones are right
      if try bits(name, 0, 2) == 0x5f5f, try bits(name, 2, 8) == 0x5f5f_666f_657a_6973 {
        return true
      }
      method = place(method, at.methodSize)
    }
    throw .noObject("tp_methods goes on and on")
  }

  /// Whether the type is `float`, which is met too often to search its methods each time.
  @inlinable func isFloat(_ type: Address) throws(Reason) -> Bool {
    let name = try pointer(type, at.type.tp_name)
    guard try bits(name, 0, 4) == 0x616f_6c66 else { return false }
    return try bits(name, 4, 2) == 0x0074
  }

  /// The rule of a type that defines `__sizeof__`.
  @inlinable func namedRule(_ type: Address) throws(Reason) -> SizeRule {
    // `set` and `frozenset` are met too often to look their names up each time
    let name = try pointer(type, at.type.tp_name)
    if try bits(name, 0, 4) == 0x0074_6573 { return .set }
    if try bits(name, 0, 2) == 0x7266, try bits(name, 2, 8) == 0x7465_736e_657a_6f { return .set }
    return try lookedUpRule(type)
  }

  @usableFromInline func lookedUpRule(_ type: Address) throws(Reason) -> SizeRule {
    let name = try string(at: pointer(type, at.type.tp_name))
    guard let rule = KnownType.named(name)?.sizeRule else { throw .unknownRule(name) }
    // A struct of another size is not the one that the rule is about
    if let size = at.basicsizes[rule], try basicsize(type) != size { throw .unknownRule(name) }
    return rule
  }

  @inlinable var is2: Bool { at.is2 }
}
