import PyLayout

/// Instances of subclasses of builtin types, made from a value: `N(5)` after `class N(int): pass`.
extension Class {
  /// An instance of a subclass of a builtin type, from what the builtin type takes: a number, text,
  /// bytes, or an iterable of items.
  ///
  /// - Throws: ``PyError`` `TypeError` when the class takes no value, or not this one.
  public func callAsFunction(_ value: some ObjectConvertible) throws(PyError) -> Object {
    guard type.isHeapType else {
      throw PyError(.typeError, "an object of '\(name)' is made by heap.make(value)")
    }
    let value = try value.object(in: heap)
    return Object(try heap.newInstance(of: type, from: value), in: heap)
  }
}

extension Heap {
  /// `int_subtype_new`, `float_subtype_new` and their kin; `list_init`, `dict_init`, `set_init`.
  fileprivate func newInstance(of type: TypeObject, from value: Object) throws(PyError) -> Address {
    switch type.kind {
    case .int:
      let (isNegative, digits) = try longParts(of: value)
      // From 3.12 on a zero has room for a digit
      let room = build.version < .v3_12 ? digits.count : max(digits.count, 1)
      let object = try newInstance(of: type, items: room)
      try writeLong(object, isNegative: isNegative, magnitude: digits)
      return object
    case .plainInt:
      guard let number = try value.int else { throw wrong(value, for: type) }
      let object = try newInstance(of: type)
      try setPlainInt(object, to: number)
      return object
    case .float:
      var number = try value.double
      if number == nil, let int = try value.int { number = Double(int) }
      guard let number else { throw wrong(value, for: type) }
      let object = try newInstance(of: type)
      try setFloat(object, to: number)
      return object
    case .complex:
      guard let (real, imaginary) = try value.complex else { throw wrong(value, for: type) }
      let object = try newInstance(of: type)
      let fields = c.complex.fields
      try store(real.bitPattern, size: 8, at: object + fields.real.offset)
      try store(imaginary.bitPattern, size: 8, at: object + fields.imag.offset)
      return object
    case .str, .unicode2: return try newStr(of: type, from: value)
    case .bytes:
      guard let bytes = try value.bytes else { throw wrong(value, for: type) }
      let object = try newInstance(of: type, items: bytes.count)
      try write(bytes + [0], at: object + c.bytes.fields.ob_sval.offset)
      // bytes_subtype_new takes the hash along
      if try self.type(of: try value.address).kind == .bytes {
        let hash = try get(c.bytes.fields.ob_shash, of: try value.address)
        try set(c.bytes.fields.ob_shash, of: object, to: hash)
      }
      return object
    case .bytearray:
      guard let bytes = try value.bytes else { throw wrong(value, for: type) }
      let object = try newInstance(of: type)
      try fillBytearray(object, with: bytes)
      return object
    case .tuple:
      var items: [Address] = []
      for item in try value.items { items.append(try item.address) }
      return try makeTuple(items, as: type)
    case .list:
      let items = try value.items
      let object = try newInstance(of: type)
      try extend(object, with: items)
      return object
    case .set, .frozenset:
      let items = try value.items
      let object = try newInstance(of: type)
      for item in items { try add(try item.address, to: object) }
      return object
    case .dict:
      guard try self.type(of: try value.address).kind == .dict else {
        throw wrong(value, for: type)
      }
      let object = try newInstance(of: type)
      let pairs = try entries(of: try value.address)
      // PyDict_Merge of 2.7 makes room for all before
      if build.version < .v3_0 && pairs.count * 3 >= PyDictObject2.minimumSlots * 2 {
        try resize2(object, beyond: pairs.count * 2)
      }
      for entry in pairs {
        try setItem(object, entry.key, entry.value)
      }
      return object
    default: throw PyError(.typeError, "\(type.name)() takes no arguments")
    }
  }

  private func wrong(_ value: Object, for type: TypeObject) -> PyError {
    let given = (try? value.type.name) ?? "NULL"
    return PyError(.typeError, "\(type.name)() does not take '\(given)' here")
  }

  private func longParts(
    of value: Object
  ) throws(PyError) -> (isNegative: Bool, digits: [UInt32]) {
    let object = try value.address
    switch try type(of: object).kind {
    case .plainInt:
      let number = try plainIntValue(of: object)
      return (number < 0, digits(of: number.magnitude))
    case .int, .bool: return try longDigits(of: object)
    default: throw wrong(value, for: builtin.int)
    }
  }

  /// `list___init___impl`: room as `list_extend` makes it for a tuple or a list.
  private func extend(_ list: Address, with items: [Object]) throws(PyError) {
    guard !items.isEmpty else { return }
    switch build.version {
    case ..<Version(3, 8): try resizeList(list, to: items.count)
    // list_preallocate_exact, bpo-33234; of an even number since bpo-43574
    case ..<Version.v3_10: try reallocateItems(list, to: items.count)
    default: try reallocateItems(list, to: (items.count + 1) & ~1)
    }
    try set(c.list.fields.ob_base.ob_size, of: list, to: items.count)
    for (index, item) in items.enumerated() {
      try incref(try item.address)
      try setPointer(at: try itemPlace(index, of: list), to: try item.address)
    }
  }
}
