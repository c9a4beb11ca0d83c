import PyLayout

/// Hashes and equality of the builtin types' objects: `PyObject_Hash`, `PyObject_RichCompare`.
extension Heap {
  func isExactStr(_ object: Address) throws(PyError) -> Bool {
    let type = try get(c.object.fields.ob_type, of: object)
    return type == (build.version < .v3_0 ? builtin.bytes : builtin.str).address
  }

  /// The hash of a `str`, which its object keeps.
  func storedHash(of str: Address) throws(PyError) -> Int {
    try get(c.ascii.fields.hash, of: str)
  }

  /// Whether the collector could ever have to do with an object: `_PyObject_GC_MAY_BE_TRACKED`.
  func mayBeTracked(_ object: Address) throws(PyError) -> Bool {
    let type = try type(of: object)
    guard type.haveGC else { return false }
    return type !== builtin.tuple ? true : try isTracked(object)
  }

  /// `hash(object)`
  ///
  /// - Throws: ``PyError`` `TypeError` for an unhashable object.
  func hash(of object: Address) throws(PyError) -> Int {
    let type = try type(of: object)
    switch type.kind {
    case .str:
      return try cachedHash(c.ascii.fields.hash, of: object) { () throws(PyError) in
        Hash.str(try points(of: object), on: build)
      }
    case .unicode2:
      return try cachedHash(c.unicode2.fields.hash, of: object) { () throws(PyError) in
        Hash.str(try points(of: object), on: build)
      }
    case .bytes:
      return try cachedHash(c.bytes.fields.ob_shash, of: object) { () throws(PyError) in
        Hash.bytes(try bytesValue(of: object), on: build)
      }
    case .plainInt: return Hash.plainInt(try plainIntValue(of: object), on: build)
    case .bool where build.version < .v3_0: return try plainIntValue(of: object)
    case .int, .bool:
      let (isNegative, digits) = try longDigits(of: object)
      return Hash.int(isNegative: isNegative, digits: digits, digitBits: digitBits, on: build)
    case .float: return Hash.float(try get(c.float.fields.ob_fval, of: object), on: build)
    case .complex:
      let (real, imaginary) = try complexValue(of: object)
      return Hash.complex(real, imaginary, on: build)
    case .tuple:
      var hashes: [Int] = []
      for item in try items(ofTuple: object) { hashes.append(try hash(of: item)) }
      guard let field = c.tuple.fields.ob_hash else { return Hash.tuple(hashes, on: build) }
      return try cachedHash(field, of: object) { () throws(PyError) in
        Hash.tuple(hashes, on: build)
      }
    case .frozenset:
      return try cachedHash(c.set.fields.hash, of: object) { () throws(PyError) in
        Hash.frozenset(try items(ofSet: object).map(\.hash), on: build)
      }
    case .list, .dict, .set, .bytearray:
      throw PyError(.typeError, "unhashable type: '\(type.name)'")
    default:
      if object == singletons.none, build.version >= .v3_12 { return Hash.none(on: build) }
      return Hash.pointer(object.rawValue, on: build)
    }
  }

  /// A hash that its object keeps once it was computed.
  private func cachedHash(
    _ field: Field<Py_hash_t>, of object: Address, _ compute: () throws(PyError) -> Int
  ) throws(PyError) -> Int {
    let known = try get(field, of: object)
    if known != -1 { return known }
    let hash = try compute()
    try set(field, of: object, to: hash)
    return hash
  }

  /// `a == b`
  func isEqual(_ a: Address, _ b: Address) throws(PyError) -> Bool {
    if a == b { return true }
    let (kindA, kindB) = (try type(of: a).kind, try type(of: b).kind)
    if let x = try number(of: a, kindA), let y = try number(of: b, kindB) { return x == y }
    switch (kindA, kindB) {
    case (.str, .str), (.unicode2, .unicode2): return try points(of: a) == points(of: b)
    case (.bytes, .bytes): return try bytesValue(of: a) == bytesValue(of: b)
    case (.bytes, .unicode2): return try isEqual(bytes: a, unicode: b)
    case (.unicode2, .bytes): return try isEqual(bytes: b, unicode: a)
    case (.tuple, .tuple):
      let (x, y) = (try items(ofTuple: a), try items(ofTuple: b))
      guard x.count == y.count else { return false }
      for (first, second) in zip(x, y) where try !isEqual(first, second) { return false }
      return true
    case (.frozenset, .frozenset), (.set, .set), (.set, .frozenset), (.frozenset, .set):
      let (x, y) = (try items(ofSet: a), try items(ofSet: b))
      guard x.count == y.count else { return false }
      for item in x where try !contains(item.key, in: b) { return false }
      return true
    default: return false
    }
  }

  /// `PyUnicode_RichCompare`, Objects/unicodeobject.c of 2.7: bytes that are not ASCII equal no text,
  /// though their hash may be the same.
  private func isEqual(bytes: Address, unicode: Address) throws(PyError) -> Bool {
    let value = try bytesValue(of: bytes)
    guard value.allSatisfy({ $0 < 0x80 }) else { return false }
    return try value.map(UInt32.init) == points(of: unicode)
  }

  /// A number as a whole one and a rest, which are equal where Python's `==` says so.
  private enum Number: Equatable {
    case whole(isNegative: Bool, digits: [UInt32])
    case other(real: Double, imaginary: Double)
  }

  private func number(
    of object: Address, _ kind: TypeObject.Kind
  ) throws(PyError) -> Number? {
    switch kind {
    case .plainInt: return whole(try plainIntValue(of: object))
    case .bool where build.version < .v3_0: return whole(try plainIntValue(of: object))
    case .int, .bool:
      let (isNegative, digits) = try longDigits(of: object)
      return .whole(isNegative: isNegative, digits: digits)
    case .float: return number(try get(c.float.fields.ob_fval, of: object))
    case .complex:
      let (real, imaginary) = try complexValue(of: object)
      return imaginary == 0 ? number(real) : .other(real: real, imaginary: imaginary)
    default: return nil
    }
  }

  private func whole(_ value: Int) -> Number {
    .whole(isNegative: value < 0, digits: digits(of: value.magnitude))
  }

  private func number(_ value: Double) -> Number {
    guard value.isFinite, value == value.rounded(.towardZero) else {
      return .other(real: value, imaginary: 0)
    }
    // The significand's bits, shifted by the exponent, cut into digits
    var digits: [UInt32] = []
    let magnitude = value.magnitude
    if magnitude < 0x1p62 {
      digits = self.digits(of: UInt(magnitude))
    } else {
      let exponent = Int(magnitude.exponent) - 52
      let (skip, shift) = (exponent / digitBits, exponent % digitBits)
      let significand = UInt(magnitude.significandBitPattern | 1 << 52)
      digits = Array(repeating: 0, count: skip)
      var carry: UInt = 0
      var rest = significand
      let mask: UInt = 1 << UInt(digitBits) - 1
      while rest != 0 || carry != 0 {
        let part = (rest & mask) << UInt(shift) | carry
        digits.append(UInt32(part & mask))
        carry = part >> UInt(digitBits)
        rest >>= UInt(digitBits)
      }
    }
    return .whole(isNegative: value < 0, digits: digits)
  }
}
