import PyLayout

/// Instances of subclasses of builtin types, made from a value: `N(5)` after `class N(int): pass`.
extension Class {
  /// An instance of a subclass of a builtin type, from what the builtin type takes: a number, text,
  /// bytes, or an iterable of items; a `list`, `dict`, `set` or `bytearray` as well, and an exception
  /// with its argument.
  ///
  /// - Throws: ``PyError`` `TypeError` when the class takes no value, or not this one.
  public func callAsFunction(_ value: some ObjectConvertible) throws(PyError) -> Object {
    guard type.isCallable else {
      throw PyError(.typeError, "an object of '\(name)' is made by heap.make(value)")
    }
    let value = try heap.own(value)
    return Object(try heap.newInstance(of: type, from: value), in: heap)
  }
}

extension Heap {
  /// `int_subtype_new`, `float_subtype_new` and their kin; `list_init`, `dict_init`, `set_init`.
  fileprivate func newInstance(of type: TypeObject, from value: Object) throws(PyError) -> Address {
    switch type.kind {
    case .int:
      let (isNegative, digits) = try longParts(of: value)
      let room = max(digits.count, PyLongObject.leastDigits(on: build))
      let object = try newInstance(of: type, items: room)
      try writeLong(object, isNegative: isNegative, magnitude: digits)
      return object
    case .plainInt:
      let number = try plainInt(of: value, for: type)
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
      let items = try value.items
      return try makeTuple(try own(items), as: type)
    case .list:
      let items = try value.items
      let object = try newInstance(of: type)
      // list___init___impl of 3.8 and 3.9 makes room to measure before it extends
      if build.version >= .v3_8 && build.version < .v3_10 && !items.isEmpty {
        try preallocate(object, items.count)
      }
      try extend(object, with: items)
      return object
    case .set, .frozenset:
      let items = try value.items
      let object = try newInstance(of: type)
      for item in items { try add(try item.address, to: object) }
      return object
    case .exception:
      let object = try newInstance(of: type)
      try makeArguments(of: object, [try value.address])
      return object
    case .dict:
      let object = try newInstance(of: type)
      guard try self.type(of: try value.address).kind == .dict else {
        try fill(object, withPairs: try value.items)
        return object
      }
      try merge(try value.address, intoDict: object)
      return object
    default: throw PyError(.typeError, "\(type.name)() takes no arguments")
    }
  }

  /// `PyDict_MergeFromSeq2`, Objects/dictobject.c
  private func fill(_ dict: Address, withPairs pairs: [Object]) throws(PyError) {
    for (index, pair) in pairs.enumerated() {
      let items = try pair.items
      guard items.count == 2 else {
        throw PyError(
          .valueError,
          "dictionary update sequence element #\(index) has length \(items.count); 2 is required")
      }
      try setItem(dict, try items[0].address, try items[1].address)
    }
  }

  private func wrong(_ value: Object, for type: TypeObject) -> PyError {
    let given = (try? value.type.name) ?? "NULL"
    return PyError(.typeError, "\(type.name)() does not take '\(given)' here")
  }

  /// `int_subtype_new`, Objects/intobject.c, asks `PyLong_AsLong` for a `long`.
  private func plainInt(of value: Object, for type: TypeObject) throws(PyError) -> Int {
    let number = try value.int
    if let number, fitsLong(number) { return number }
    let isLong = try self.type(of: try value.address).kind == .int
    guard isLong || number != nil else { throw wrong(value, for: type) }
    throw PyError(.overflowError, "Python int too large to convert to C long")
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
}
