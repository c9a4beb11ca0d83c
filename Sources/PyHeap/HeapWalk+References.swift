internal import PyInspector
public import PyLayout

extension HeapWalk {
  /// Calls a function with each object, and what that refers to: its type first, the rest as often as it does.
  mutating func forEachReferrer(
    of objects: [UInt64], _ body: (_ object: UInt64, _ references: [UInt64]) -> Void
  ) {
    isTelling = true
    for object in objects {
      let type = word(object &+ at.ob_type)
      guard let number = planNumbers[kind(of: object)] else { continue }
      told.removeAll(keepingCapacity: true)
      visit(type)
      followReferences(of: object, number)
      body(object, told)
    }
    isTelling = false
  }

  /// Tells of a word of a C struct that is not described, where an object stands that is known.
  mutating func tellGuess(_ word: UInt64) {
    guard let block = table.block(at: word), table.labels[block] == .object,
      let number = planNumbers[kind(of: word)],
      starts(of: block).contains(word &- UInt64(plans[number].facts.prefixSize))
    else { return }
    told.append(word)
  }
}

extension ProcessHeap {
  /// The objects that an object refers to, each as often as it does, its type first: what `tp_traverse` visits, and
  /// what it leaves out. Of a type in C that is not described these are the words that lead to an object.
  ///
  /// - Parameter object: the address of one, `id()`; none where no object stands there.
  public func references(of object: Address) -> [Address] {
    var found: [Address] = []
    var telling = walk
    telling.forEachReferrer(of: [object.rawValue]) { _, references in
      found = references.map(Address.init(rawValue:))
    }
    return found
  }

  /// The objects that refer to an object, each once: all are looked at. Calls that run, and code in C, hold objects
  /// as well, and are none.
  ///
  /// - Parameter object: the address of one, `id()`.
  public func referrers(of object: Address) -> [Address] {
    var found: [Address] = []
    var telling = walk
    telling.forEachReferrer(of: walk.found) { referrer, references in
      if references.contains(object.rawValue) { found.append(Address(rawValue: referrer)) }
    }
    return found
  }
}
