import OracleSupport
import PyLayout
import SeededRandom

/// A fresh class and the attributes that its instances get, one instance after the other.
struct ClassHistory: Codable, Sendable, CustomStringConvertible {
  /// A builtin type, or `slotted`: a class with a slot.
  let base: String
  /// The names that `__init__` stores to; `nil` where there is no `__init__`.
  let initializer: [String]?
  /// The names set on each instance from outside, `__init__`'s not among them.
  let instances: [[String]]

  var description: String {
    "base \(base), __init__ \(initializer.map { "\($0)" } ?? "none"), outside \(instances)"
  }

  static func random(_ random: inout SplitMix64) -> ClassHistory {
    let bases = ["int", "str", "bytes", "tuple", "list", "dict", "float", "set", "slotted"]
    let names = (0..<45).map { "f\($0)" }.shuffled(using: &random)
    let count = random.pick([0, 1, 3, 5, 6, 10, 11, 21, 22, 29, 30, 31, 45])
    let usual = Array(names.prefix(Int.random(in: 0...count, using: &random)))
    let isByInit = random.chance(50)
    let oddness = random.pick([0, 0, 5, 30])
    let instances = (0..<random.pick([1, 3, 10, 35, 45])).map { _ in
      guard random.chance(oddness) else { return isByInit ? [] : usual }
      let odd = names.prefix(count).shuffled(using: &random)
      let some = odd.prefix(Int.random(in: 0...count, using: &random))
      return some.filter { !isByInit || !usual.contains($0) }
    }
    return ClassHistory(
      base: random.chance(50) ? "object" : random.pick(bases),
      initializer: isByInit ? usual : nil, instances: instances)
  }

  /// The size of each instance's dict by the model.
  func dictSizes(on build: Build) throws(TypeError) -> [Int] {
    let object = PyType.object(on: build)
    let builtin = ClassGenerator.builtins.first { $0.name == base }?.type(build)
    let slotted = try PyType(class: "Slotted", bases: [object], slots: ["slot"])
    let type = try PyType(class: "Made", bases: [builtin ?? slotted])
    var keys = CachedKeys(of: type, staticAttributes: initializer ?? [])
    return instances.map { keys.makeInstance(setting: (initializer ?? []) + $0).dictSize }
  }
}
