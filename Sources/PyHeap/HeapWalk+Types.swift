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
