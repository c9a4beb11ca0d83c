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
    return try type.behaviour.tp_hash(object, type, self)
  }

  /// `tuplehash`, Objects/tupleobject.c: tuples in tuples wait here, not on the stack.
  func hash(ofTuple tuple: Address) throws(PyError) -> Int {
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

  /// `_Py_HashDouble`: since bpo-43475, 3.10, each NaN hashes as its object does.
  func hash(_ value: Double, in object: Address) -> Int {
    value.isNaN && build.version >= .v3_10
      ? Hash.pointer(object.rawValue, on: build) : Hash.float(value, on: build)
  }

  /// A hash that its object keeps once it was computed.
  func cachedHash(
    _ field: Field<Py_hash_t>, of object: Address, _ compute: () throws(PyError) -> Int
  ) throws(PyError) -> Int {
    let known = try get(field, of: object)
    if known != -1 { return known }
    let hash = try compute()
    try set(field, of: object, to: hash)
    return hash
  }
}
