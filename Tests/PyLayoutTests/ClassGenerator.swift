import OracleSupport
import PyLayout
import SeededRandom

/// A class statement: its name, its bases, its `__slots__`.
struct ClassStatement: Codable, Sendable, CustomStringConvertible {
  let name: String
  /// Names of builtin types, and numbers of classes made before in the same world.
  let bases: [String]
  let slots: [String]?

  var description: String {
    "class \(name)(\(bases.joined(separator: ", "))), __slots__ = \(slots.map { "\($0)" } ?? "none")"
  }
}

/// Random classes that derive from one another: a world of them.
struct ClassGenerator {
  private let build: Build
  private var random: SplitMix64

  init(_ build: Build, seed: UInt64) {
    self.build = build
    random = SplitMix64(seed: seed)
  }

  /// A class, and what the model makes of it.
  struct Made: Sendable {
    let statement: ClassStatement
    let outcome: Result<PyType, TypeError>
  }

  static let builtins: [(name: String, type: @Sendable (Build) -> PyType)] = [
    ("object", PyType.object), ("int", PyType.int), ("str", PyType.str), ("bytes", PyType.bytes),
    ("tuple", PyType.tuple), ("list", PyType.list), ("dict", PyType.dict),
    ("float", PyType.float), ("set", PyType.set),
  ]

  /// `count` classes, each over builtin types and those of the earlier ones that the model has.
  mutating func world(of count: Int) -> [Made] {
    var made: [Made] = []
    var usable: [(name: String, type: PyType)] = []
    for number in 0..<count {
      let chosen = bases(usable)
      let statement = ClassStatement(
        name: name(number), bases: chosen.map(\.name), slots: slots())
      let outcome = Result { () throws(TypeError) in
        try PyType(class: statement.name, bases: chosen.map(\.type), slots: statement.slots)
      }
      if case .success(let type) = outcome { usable.append(("\(number)", type)) }
      made.append(Made(statement: statement, outcome: outcome))
    }
    return made
  }

  /// One to three different bases, often such that Python finds a method resolution order.
  private mutating func bases(
    _ usable: [(name: String, type: PyType)]
  ) -> [(name: String, type: PyType)] {
    var chosen: [Int] = []
    for _ in 0..<random.pick([1, 1, 2, 2, 3]) {
      // Numbers from 0 on are classes made before, those below it builtin types
      let isBuiltin = usable.isEmpty || random.chance(30)
      let builtin =
        random.chance(40) ? -1 : -Int.random(in: 1...Self.builtins.count, using: &random)
      let index = isBuiltin ? builtin : Int.random(in: usable.indices, using: &random)
      if !chosen.contains(index) { chosen.append(index) }
    }
    if random.chance(80) { chosen.sort { $0 < 0 && $1 < 0 ? $0 < $1 : $0 > $1 } }
    return chosen.map { index in
      if index >= 0 { return usable[index] }
      let builtin = Self.builtins[-index - 1]
      return (builtin.name, builtin.type(build))
    }
  }

  /// A name that private slots are mangled with; now and then an earlier class's.
  private mutating func name(_ number: Int) -> String {
    random.pick(["C\(number)", "_C\(number)", "__C\(number)", "__", "Point", "C_"])
  }

  private mutating func slots() -> [String]? {
    if random.chance(35) { return nil }
    if random.chance(25) { return [] }
    let names = ["b", "a", "zz", "B", "_x", "__a", "__b", "__c__", "_C1__a", "x1", "x10", "x2"]
    var slots = (0..<random.pick([1, 1, 2, 3, 5])).map { _ in random.pick(names) }
    for special in ["__dict__", "__weakref__", "__dict__"] where random.chance(15) {
      slots.insert(special, at: Int.random(in: 0...slots.count, using: &random))
    }
    return random.chance(10) ? slots.filter { $0.hasSuffix("t__") || $0.hasSuffix("f__") } : slots
  }
}
