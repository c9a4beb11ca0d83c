internal import PyInspector
internal import PyLayout
internal import PyMemory

extension HeapWalk {
  /// The plan of a type, made with the first instance that is met; `nil` where no type is at the address.
  @inline(__always)
  mutating func plan(of type: UInt64, instance: UInt64) -> Int? {
    if type == lastType.address { return lastType.plan }
    guard let number = planNumbers[type] ?? makePlan(type, instance) else { return nil }
    lastType = (type, number)
    return number
  }

  /// Whether a type stands at an address: its type's type, or that one's, is `type`.
  private func isType(_ address: UInt64) -> Bool {
    var type = address
    for _ in 0..<8 {
      guard type & (at.pointer - 1) == 0, let next = memory.word(type &+ at.ob_type, size: pointer)
      else {
        return false
      }
      if next == typeOfTypes { return true }
      type = next
    }
    return false
  }

  /// Whether the `__sizeof__` that is found along a type's `__mro__` is a function of Python's.
  private mutating func overridesSizeof(_ type: UInt64) -> Bool {
    let mro = word(type &+ at.tp_mro)
    for index in 0..<bounded(word(mro &+ at.ob_size), from: mro &+ at.tuple, by: at.pointer) {
      let cls = word(mro &+ at.tuple &+ index &* at.pointer)
      if let isPythons = sizeofs[cls] {
        if let isPythons { return isPythons }
        continue
      }
      var isPythons: Bool?
      forEachEntry(of: word(cls &+ at.tp_dict)) { key, value in
        guard isSizeof(key) else { return }
        let type = Address(rawValue: word(value &+ at.ob_type))
        isPythons = (try? inspector.type(at: type))?.tp_name == "function"
      }
      sizeofs[cls] = .some(isPythons)
      if let isPythons { return isPythons }
    }
    return false
  }

  /// Whether a key of a class's namespace is `__sizeof__`: most are not as long.
  private func isSizeof(_ key: UInt64) -> Bool {
    let name = "__sizeof__"
    guard word(key &+ (at.is2 ? at.ob_size : at.strLength)) == UInt64(name.utf8.count) else {
      return false
    }
    if !at.is2 { return inspector.string(Address(rawValue: key)) == name }
    let start = Address(rawValue: key &+ at.ob_sval)
    return (try? memory.bytes(at: start, count: name.utf8.count)) == Array(name.utf8)
  }

  private mutating func makePlan(_ type: UInt64, _ instance: UInt64) -> Int? {
    if noTypes.contains(type) { return nil }
    // Of old-style classes all instances are made alike
    let own = word(instance &+ at.ob_type)
    guard isType(own), let facts = try? inspector.type(at: Address(rawValue: own)),
      facts.tp_basicsize > 0
    else {
      noTypes.insert(type)
      return nil
    }
    let shape = TypePlan.Shape(facts)
    let overridesSizeof = overridesSizeof(own)
    defer { plans[plans.count - 1].overridesSizeof = overridesSizeof }
    planNumbers[type] = plans.count
    if let shape, let number = shapes[shape] {
      plans.append(TypePlan(facts, like: plans[number], inspector))
    } else {
      plans.append(
        TypePlan(
          facts, of: Address(rawValue: type), instance: Address(rawValue: instance), inspector))
      if let shape { shapes[shape] = plans.count - 1 }
    }
    return plans.count - 1
  }
}
