import PyLayout

/// Hashes of the builtin types' objects: `PyObject_Hash`.
extension Heap {
  func isExactStr(_ object: Address) throws(PyError) -> Bool {
    let type = try get(c.object.fields.ob_type, of: object)
    return type == (build.version < .v3_0 ? builtin.bytes : builtin.str).address
  }

  /// The hash of a `str`, which its object keeps.
  func storedHash(of str: Address) throws(PyError) -> Int {
    try get(c.ascii.fields.hash, of: str)
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
    case .float:
      return hash(try get(c.float.fields.ob_fval, of: object), in: object)
    case .complex:
      let (real, imaginary) = try complexValue(of: object)
      return Hash.complex(hash(real, in: object), hash(imaginary, in: object), on: build)
    case .tuple:
      return try hash(ofTuple: object)
    case .frozenset:
      return try cachedHash(c.set.fields.hash, of: object) { () throws(PyError) in
        Hash.frozenset(try items(ofSet: object).map(\.hash), on: build)
      }
    case .range where build.version >= .v3_0: return try hash(ofRange: object)
    case .slice where build.version >= .v3_12:
      var hashes: [Int] = []
      for member in type.layout.referenceMembers {
        hashes.append(try hash(of: try pointer(at: object + member.offset)))
      }
      return Hash.slice(hashes, on: build)
    case .weakref:
      return try cachedHash(c.weakref.fields.hash, of: object) { () throws(PyError) in
        guard let referent = try referent(of: object) else {
          throw PyError(.typeError, "weak object has gone away")
        }
        return try hash(of: referent)
      }
    case .list, .dict, .set, .bytearray, .array, .slice, .namespace:
      throw PyError(.typeError, "unhashable type: '\(type.name)'")
    case .mutabletuple, .dataobject, .structure, .ndarray, .void, .foreign:
      throw PyError(.notImplementedError, "how '\(type.name)' objects hash is not known here")
    default:
      if object == singletons.none, build.version >= .v3_12 { return Hash.none(on: build) }
    }
    return Hash.pointer(object.rawValue, on: build)
  }

  /// `tuplehash`, Objects/tupleobject.c: tuples in tuples wait here, not on the stack.
  private func hash(ofTuple tuple: Address) throws(PyError) -> Int {
    if let known = try knownHash(ofTuple: tuple) { return known }
    typealias Open = (tuple: Address, items: [Address], hashes: [Int])
    var open: [Open] = [(tuple, try items(ofTuple: tuple), [])]
    while true {
      let last = open.count - 1
      if open[last].hashes.count < open[last].items.count {
        let item = open[last].items[open[last].hashes.count]
        if try type(of: item).kind == .tuple, try knownHash(ofTuple: item) == nil {
          open.append((item, try items(ofTuple: item), []))
        } else {
          open[last].hashes.append(try hash(of: item))
        }
        continue
      }
      let done = open.removeLast()
      let hash = Hash.tuple(done.hashes, on: build)
      if let field = c.tuple.fields.ob_hash { try set(field, of: done.tuple, to: hash) }
      if open.isEmpty { return hash }
      open[last - 1].hashes.append(hash)
    }
  }

  /// The hash that a tuple keeps, from 3.14 on.
  private func knownHash(ofTuple tuple: Address) throws(PyError) -> Int? {
    guard let field = c.tuple.fields.ob_hash else { return nil }
    let known = try get(field, of: tuple)
    return known == -1 ? nil : known
  }

  /// `range_hash`, Objects/rangeobject.c
  private func hash(ofRange range: Address) throws(PyError) -> Int {
    let fields = c.range.fields
    var parts: [Address] = []
    for field in [fields.length, fields.start, fields.step] {
      parts.append(try field.map { (field) throws(PyError) in try get(field, of: range) } ?? .null)
    }
    let count = try intValue(of: parts[0])
    if count == 0 { parts[1] = singletons.none }
    if count == 0 || count == 1 { parts[2] = singletons.none }
    var hashes: [Int] = []
    for part in parts { hashes.append(try hash(of: part)) }
    return Hash.tuple(hashes, on: build)
  }

  /// `_Py_HashDouble`: since bpo-43475, 3.10, each NaN hashes as its object does.
  private func hash(_ value: Double, in object: Address) -> Int {
    value.isNaN && build.version >= .v3_10
      ? Hash.pointer(object.rawValue, on: build) : Hash.float(value, on: build)
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
}
