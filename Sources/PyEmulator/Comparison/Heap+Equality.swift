import PyLayout

/// Equality of the builtin types' objects: each type's `tp_richcompare`.
extension Heap {
  /// What has to be known before two objects are known to be equal.
  enum Equality {
    case known(Bool)
    /// All of these pairs are the same or equal.
    case pairs([Comparison.Pair])
    /// All of these entries are in the other container.
    case lookups([Entry], in: Address)
  }

  /// How many levels of nested tuples are compared directly.
  static let quickTuples = 3

  /// `a == b`
  ///
  /// - Throws: ``PyError`` `RecursionError` for objects nested too deeply, `NotImplementedError` for
  ///   those whose comparison is not known here.
  func isEqual(_ a: Address, _ b: Address) throws(PyError) -> Bool {
    if let answer = try quickEquality(a, b, depth: Self.quickTuples) { return answer }
    if case .known(let answer) = try equality(a, b) { return answer }
    var comparison = Comparison(in: self)
    return try comparison.areEqual(a, b)
  }

  /// `do_richcompare`, Objects/object.c, of one pair: what it holds is compared by the caller.
  func equality(_ a: Address, _ b: Address) throws(PyError) -> Equality {
    let (typeA, typeB) = (try type(of: a), try type(of: b))
    if typeA.isHeapType { try refuseOwnEquality(of: typeA) }
    if typeB.isHeapType { try refuseOwnEquality(of: typeB) }
    if let x = try number(of: a, typeA.kind), let y = try number(of: b, typeB.kind) {
      return .known(x == y)
    }
    switch (typeA.kind, typeB.kind) {
    case (.str, .str), (.unicode2, .unicode2):
      if a == b { return .known(true) }
      return .known(try points(of: a) == points(of: b))
    case (.bytes, .bytes):
      if a == b { return .known(true) }
      return .known(try bytesValue(of: a) == bytesValue(of: b))
    case (.bytes, .unicode2): return .known(try isEqual(bytes: a, unicode: b))
    case (.unicode2, .bytes): return .known(try isEqual(bytes: b, unicode: a))
    case _ where typeA.isUnknownToCompare: throw unknown(typeA)
    case _ where typeB.isUnknownToCompare: throw unknown(typeB)
    case (.bytearray, _), (_, .bytearray):
      guard let x = try buffer(of: a, typeA), let y = try buffer(of: b, typeB) else { break }
      return .known(x == y)
    case (.array, .array):
      return .known(try ints(ofArray: a) == ints(ofArray: b))
    case (.weakref, .weakref):
      // weakref_richcompare: a dead one is equal to itself alone
      guard let x = try referent(of: a), let y = try referent(of: b) else { break }
      return try equality(x, y)
    case _ where a == b: break
    default: return try contents(a, typeA, b, typeB)
    }
    return .known(a == b)
  }

  /// Two objects of types that compare what they hold; others are equal to themselves alone.
  private func contents(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject
  ) throws(PyError) -> Equality {
    switch (typeA.kind, typeB.kind) {
    case (.tuple, .tuple):
      let (x, y) = (try items(ofTuple: a), try items(ofTuple: b))
      // tuplerichcompare looks at the items first; looking at the lengths only avoids an error
      return x.count == y.count ? .pairs(Array(zip(x, y))) : .known(false)
    case (.list, .list):
      let (x, y) = (try items(ofList: a), try items(ofList: b))
      return x.count == y.count ? .pairs(Array(zip(x, y))) : .known(false)
    case (.dict, .dict):
      let (x, y) = (try entries(of: a), try entries(of: b))
      return x.count == y.count ? .lookups(x, in: b) : .known(false)
    case (.set, .set), (.set, .frozenset), (.frozenset, .set), (.frozenset, .frozenset):
      let (x, y) = (try items(ofSet: a), try items(ofSet: b))
      guard x.count == y.count else { return .known(false) }
      return .lookups(x.map { Entry(key: $0.key, value: .null, hash: $0.hash) }, in: b)
    case (.range, .range) where build.version >= .v3_0: return try ranges(a, b)
    case (.slice, .slice):
      let members = typeA.layout.referenceMembers
      var pairs: [Comparison.Pair] = []
      for member in members {
        pairs.append((try pointer(at: a + member.offset), try pointer(at: b + member.offset)))
      }
      return .pairs(pairs)
    case (.namespace, .namespace):
      // namespace_richcompare
      guard let x = try dict(of: a), let y = try dict(of: b) else { break }
      return .pairs([(x, y)])
    default: break
    }
    return .known(false)
  }

  /// `range_equals`, Objects/rangeobject.c
  private func ranges(_ a: Address, _ b: Address) throws(PyError) -> Equality {
    let fields = c.range.fields
    guard let length = fields.length, let start = fields.start, let step = fields.step else {
      return .known(false)
    }
    func areEqual<T: CPointer>(_ field: Field<T>) throws(PyError) -> Bool {
      try isEqual(try get(field, of: a), try get(field, of: b))
    }
    guard try areEqual(length) else { return .known(false) }
    let count = try intValue(of: try get(length, of: a))
    if count == 0 { return .known(true) }
    guard try areEqual(start) else { return .known(false) }
    return count == 1 ? .known(true) : .known(try areEqual(step))
  }

  /// The bytes that an object shows through the buffer protocol; 2.7's arrays have only its older
  /// form, which a bytearray does not ask for.
  private func buffer(of object: Address, _ type: TypeObject) throws(PyError) -> [UInt8]? {
    switch type.kind {
    case .bytes: return try bytesValue(of: object)
    case .bytearray:
      let count = try get(c.bytearray.fields.ob_base.ob_size, of: object)
      return count == 0 ? [] : try bytes(at: try start(ofBytearray: object), count: count)
    case .array where build.version >= .v3_0: return try ints(ofArray: object)
    case .cdata:
      let fields = c.cdata.fields
      return try bytes(
        at: try get(fields.b_ptr, of: object), count: try get(fields.b_size, of: object))
    default: return nil
    }
  }

  /// The bytes of an array's C ints.
  private func ints(ofArray array: Address) throws(PyError) -> [UInt8] {
    let count = try get(c.array.fields.ob_base.ob_size, of: array)
    return count == 0
      ? [] : try bytes(at: try get(c.array.fields.ob_item, of: array), count: count * 4)
  }

  /// What a weak reference refers to, borrowed; `nil` where that has ended.
  func referent(of weakref: Address) throws(PyError) -> Address? {
    let target = try get(c.weakref.fields.wr_object, of: weakref)
    return target == singletons.none || target == .null ? nil : target
  }

  /// The items of a list, borrowed.
  func items(ofList list: Address) throws(PyError) -> [Address] {
    var items: [Address] = []
    for index in 0..<(try get(c.list.fields.ob_base.ob_size, of: list)) {
      items.append(try pointer(at: try itemPlace(index, of: list)))
    }
    return items
  }

  /// Whether a class sets what would be called.
  private func refuseOwnEquality(of type: TypeObject) throws(PyError) {
    for name in ["__eq__", "__cmp__"] where type.mro.contains(where: { $0.attributes[name] != nil })
    {
      throw PyError(.notImplementedError, "the \(name) of '\(type.name)' is not run here")
    }
  }

  private func unknown(_ type: TypeObject) -> PyError {
    PyError(.notImplementedError, "how '\(type.name)' objects compare is not known here")
  }
}

extension TypeObject {
  /// Whether a package's code compares its instances.
  fileprivate var isUnknownToCompare: Bool {
    switch kind {
    case .mutabletuple, .dataobject, .structure, .ndarray, .void, .foreign: true
    default: false
    }
  }
}
