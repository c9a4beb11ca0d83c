import PyLayout

/// Equality of the builtin types' objects: each type's `tp_richcompare`.
extension Heap {
  /// What has to be known before two objects are known to be equal.
  enum Equality {
    case known(Bool)
    /// All of these pairs are the same or equal.
    case pairs([Comparison.Pair])
    /// All of these entries are in the other container, and then all of the pairs are the same or equal.
    case lookups([Entry], in: Address, then: [Comparison.Pair] = [])
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
    for type in [typeA, typeB] where type.isHeapType {
      try refuseOwn("__eq__", of: type)
      try refuseOwn("__cmp__", of: type)
    }
    if let answer = try typeA.behaviour.tp_richcompare(a, typeA, b, typeB, self) { return answer }
    if let answer = try typeB.behaviour.tp_richcompare(b, typeB, a, typeA, self) { return answer }
    return .known(a == b)
  }

  /// What a weak reference refers to, borrowed; `nil` where that has ended.
  func referent(of weakref: Address) throws(PyError) -> Address? {
    let target = try get(c.weakref.fields.wr_object, of: weakref)
    return target == singletons.none || target == .null ? nil : target
  }

  /// - Throws: ``PyError`` `NotImplementedError` where a class sets what would be called.
  func refuseOwn(_ name: String, of type: TypeObject) throws(PyError) {
    if type.mro.contains(where: { $0.attributes[name] != nil }) {
      throw PyError(.notImplementedError, "the \(name) of '\(type.name)' is not run here")
    }
  }
}
