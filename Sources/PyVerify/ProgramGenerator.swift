import PyEmulator
package import PyLayout
import SeededRandom

/// Random programs for a build, each from a seed of its own: the same seed gives the same program.
package struct ProgramGenerator {
  let build: Build
  var random: SplitMix64
  private var program = Program()
  /// The kind of object each variable refers to: `list`, `dict`, …, or `object` for other instances.
  private var kinds: [(variable: Int, kind: String)] = []
  /// The builtin type that each class is over, where it is over one alone.
  private var classKinds: [String] = []

  /// The program of a number in a run.
  package static func program(_ number: Int, seed: UInt64, on build: Build) -> Program {
    // The generator's own step, so that a number is a place in the seed's sequence
    var sequence = SplitMix64(seed: seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
    var generator = ProgramGenerator(build: build, random: SplitMix64(seed: sequence.next()))
    return generator.makeProgram()
  }

  private init(build: Build, random: SplitMix64) {
    self.build = build
    self.random = random
  }

  private mutating func makeProgram() -> Program {
    program.statements.reserveCapacity(12)
    if random.chance(5) {
      program.statements = [.assign(0, .literal(literal(depth: 0)))]
      return program
    }
    for number in 0..<random.pick([0, 0, 0, 0, 0, 0, 1, 1, 2, 3]) { makeClass(number) }
    for variable in 0..<random.pick([1, 1, 1, 2, 2]) { makeObject(variable) }
    for _ in 0..<random.pick([0, 1, 1, 2, 3]) { change() }
    if random.chance(40) { compare() }
    return program
  }
}

// Classes
extension ProgramGenerator {
  private var builtins: [String] {
    let common = [
      "int", "str", "tuple", "list", "dict", "float", "set", "bytearray", "frozenset", "deque",
    ]
    return build.version < .v3_0
      ? common + ["long", "unicode"] : common + ["bytes", "OrderedDict"]
  }

  private mutating func makeClass(_ number: Int) {
    var bases: [String] = []
    var kinds: Set<String> = []
    for _ in 0..<random.pick([0, 1, 1, 1, 2, 2, 3]) {
      if number > 0 && random.chance(65) {
        let other = Int.random(in: 0..<number, using: &random)
        bases.append("C\(other)")
        kinds.insert(classKinds[other])
      } else {
        let name = random.chance(50) ? "object" : random.pick(builtins)
        bases.append(name)
        kinds.insert(name)
      }
    }
    // Python finds an order when the younger comes first and `object` last
    if random.chance(80) {
      bases.sort { $0.first == "C" ? $0 > $1 || $1.first != "C" : $1 == "object" && $0 != $1 }
    }
    kinds.remove("object")
    classKinds.append(
      kinds.count == 1 ? kinds.first ?? "object" : kinds.isEmpty ? "object" : "none")
    let others = build.version < .v3_0 ? ["P"] : ["P\u{FC}nkt", "\u{70B9}\(number)"]
    let name = random.pick(
      ["C\(number)", "C\(number)", "_C\(number)", "__C\(number)", "Point", "__"] + others)
    program.statements.append(.makeClass(number, name: name, bases: bases, slots: slots()))
  }

  private mutating func slots() -> [String]? {
    if random.chance(40) { return nil }
    if random.chance(25) { return [] }
    let names = ["a", "b", "c", "zz", "B", "_x", "__a", "__b", "__c__", "_C1__a", "x1", "x10"]
    var slots = (0..<random.pick([1, 1, 2, 3, 5])).map { _ in random.pick(names) }
    for special in ["__dict__", "__weakref__"] where random.chance(15) {
      slots.insert(special, at: Int.random(in: 0...slots.count, using: &random))
    }
    return slots
  }
}

// Objects
extension ProgramGenerator {
  private mutating func makeObject(_ variable: Int) {
    let (expression, kind) = object()
    program.statements.append(.assign(variable, expression))
    kinds.append((variable, kind))
  }

  private mutating func object() -> (Program.Expression, kind: String) {
    if !classKinds.isEmpty && random.chance(70) {
      let number = Int.random(in: classKinds.indices, using: &random)
      if random.chance(8) { return (.className(number), "str") }
      let kind = classKinds[number]
      let takesValue = kind != "object" && kind != "none" && random.chance(60)
      let argument = takesValue ? Program.Expression.value(value(ofKind: kind)) : nil
      return (.make("C\(number)", argument), kind == "none" ? "object" : kind)
    }
    switch Int.random(in: 0..<10, using: &random) {
    case 0...6:
      // 2.7's OrderedDict is a class written in Python
      let kind = random.pick(
        ["list", "list", "dict", "dict", "set", "bytearray", "deque"]
          + [build.version < .v3_0 ? "deque" : "OrderedDict"])
      switch Int.random(in: 0..<4, using: &random) {
      case 0 where kind == "deque" && random.chance(50):
        return (
          .deque(.value(value(ofKind: kind)), maxlen: random.pick([0, 1, 2, 3, 60, 70])), kind
        )
      case 0: return (.make(kind, .value(value(ofKind: kind))), kind)
      case 1 where kind == "dict" || kind == "OrderedDict":
        return (.make(kind, .literal(.dict(pairs(depth: 2, random.pick([0, 1, 5, 6, 20]))))), kind)
      default: return (.make(kind, nil), kind)
      }
    case 7: return (.value(value(ofKind: "tuple")), "tuple")
    default:
      let others = ["list", "dict", "set", "deque", "OrderedDict"]
      let kind = random.pick(builtins.filter { !others.contains($0) })
      if ["frozenset", "bytearray"].contains(kind) { return (.make("dict", nil), "dict") }
      return (.value(value(ofKind: kind)), kind)
    }
  }
}

// Operations
extension ProgramGenerator {
  private mutating func change() {
    let (variable, kind) = kinds[Int.random(in: kinds.indices, using: &random)]
    let operation = random.chance(5) ? "object" : kind
    switch operation {
    case "list": changeList(variable)
    case "dict": changeDict(variable)
    case "OrderedDict": changeOrderedDict(variable)
    case "deque": changeDeque(variable)
    case "set": changeSet(variable)
    case "bytearray": changeBytearray(variable)
    default: changeAttributes(variable)
    }
  }

  private mutating func changeList(_ variable: Int) {
    if random.chance(60) {
      // In a row, so that it grows
      for _ in 0..<random.pick([1, 1, 2, 9]) {
        program.statements.append(.call(variable, .append, [argument()]))
      }
    } else if random.chance(40) {
      let place = Int.random(in: -3...20, using: &random)
      program.statements.append(.call(variable, .insert, [number(place), argument()]))
    } else if random.chance(20) {
      let items = PyValue.tuple((0..<random.pick([0, 1, 2, 5, 9, 30])).map { .int(PyInt($0)) })
      program.statements.append(.call(variable, .extend, [.value(items)]))
    } else if random.chance(10) {
      if build.version < .v3_0 { return }
      random.chance(50)
        ? copy(variable, "list") : program.statements.append(.call(variable, .clear, []))
    } else {
      for _ in 0..<random.pick([1, 1, 2, 7]) {
        let place = random.chance(70) ? -1 : Int.random(in: -4...8, using: &random)
        program.statements.append(
          random.chance(80)
            ? .call(variable, .pop, [number(place)]) : .deleteItem(variable, number(place)))
      }
    }
  }

  private mutating func changeDict(_ variable: Int, _ kind: String = "dict") {
    if random.chance(65) {
      for _ in 0..<random.pick([1, 1, 2, 6]) {
        program.statements.append(.setItem(variable, key(), argument()))
      }
    } else if random.chance(25) {
      if random.chance(50) { return copy(variable, kind) }
      let dicts = kinds.filter { $0.kind == "dict" || $0.kind == "OrderedDict" }
      let other: Program.Expression =
        random.chance(50)
        ? .variable(random.pick(dicts).variable)
        : .literal(.dict(pairs(depth: 3, random.pick([0, 1, 5, 6, 20]))))
      program.statements.append(.call(variable, .update, [other]))
    } else if random.chance(85) {
      program.statements.append(
        random.chance(80) ? .deleteItem(variable, key()) : .call(variable, .pop, [key()]))
    } else {
      program.statements.append(.call(variable, .clear, []))
    }
  }

  private mutating func changeOrderedDict(_ variable: Int) {
    func either() -> Program.Expression { number(Int.random(in: 0...1, using: &random)) }
    switch Int.random(in: 0..<7, using: &random) {
    case 0..<4: changeDict(variable, "OrderedDict")
    case 4: program.statements.append(.call(variable, .pop, [key()]))
    case 5: program.statements.append(.call(variable, .popitem, [either()]))
    default: program.statements.append(.call(variable, .moveToEnd, [key(), either()]))
    }
  }

  private mutating func changeDeque(_ variable: Int) {
    func call(_ method: Program.Method, _ arguments: [Program.Expression] = []) {
      program.statements.append(.call(variable, method, arguments))
    }
    switch Int.random(in: 0..<10, using: &random) {
    case 0...2:
      // In a row, so that it gets blocks more
      let method = random.chance(50) ? Program.Method.append : .appendleft
      for _ in 0..<random.pick([1, 1, 2, 40]) { call(method, [argument()]) }
    case 3:
      let items = Program.Expression.value(value(ofKind: "deque"))
      call(random.chance(50) ? .extend : .extendleft, [items])
    case 4, 5:
      let method = random.chance(50) ? Program.Method.pop : .popleft
      for _ in 0..<random.pick([1, 1, 2, 70]) { call(method) }
    case 6: call(.rotate, [number(Int.random(in: -150...150, using: &random))])
    case 7:
      let index = number(Int.random(in: -70...70, using: &random))
      switch Int.random(in: 0..<3, using: &random) {
      case 0: program.statements.append(.deleteItem(variable, index))
      case 1: program.statements.append(.setItem(variable, index, argument()))
      default: call(.insert, [index, argument()])
      }
    case 8: call(.remove, [number(Int.random(in: 0..<70, using: &random))])
    default: random.chance(50) ? copy(variable, "deque") : call(.clear)
    }
  }

  private mutating func changeSet(_ variable: Int) {
    if random.chance(65) {
      for _ in 0..<random.pick([1, 1, 2, 6]) {
        program.statements.append(.call(variable, .add, [key()]))
      }
    } else if random.chance(85) {
      program.statements.append(.call(variable, .discard, [key()]))
    } else {
      program.statements.append(.call(variable, .clear, []))
    }
  }

  private mutating func changeBytearray(_ variable: Int) {
    for _ in 0..<random.pick([1, 1, 2, 9]) {
      let index = random.chance(50) ? 0 : Int.random(in: -3...20, using: &random)
      program.statements.append(
        random.chance(50)
          ? .call(variable, .append, [number(Int.random(in: 0...255, using: &random))])
          : random.chance(30)
            ? .call(variable, .pop, [number(index)]) : .deleteItem(variable, number(index)))
    }
  }

  private mutating func changeAttributes(_ variable: Int) {
    let names = ["a", "b", "c", "zz", "_x", "x1"]
    let name = random.chance(60) ? random.pick(names) : "y\(Int.random(in: 0..<40, using: &random))"
    switch Int.random(in: 0..<10, using: &random) {
    case 0...6: program.statements.append(.setAttribute(variable, name, argument()))
    case 7...8: program.statements.append(.deleteAttribute(variable, name))
    default:
      let view = kinds.count
      program.statements.append(.view(view, of: variable))
      kinds.append((view, "dict"))
    }
  }

  private mutating func copy(_ variable: Int, _ kind: String) {
    program.statements.append(.copy(kinds.count, of: variable))
    kinds.append((kinds.count, kind))
  }

  private func number(_ value: Int) -> Program.Expression { .value(.int(PyInt(value))) }

  private mutating func argument() -> Program.Expression {
    if random.chance(10) {
      return .variable(kinds[Int.random(in: kinds.indices, using: &random)].variable)
    }
    return random.chance(50) ? .value(.none) : number(Int.random(in: 0..<100, using: &random))
  }

  /// A key: most often a text, so that tables of texts alone occur.
  private mutating func key() -> Program.Expression {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: number(Int.random(in: -40...400, using: &random))
    // Not None: up to 3.11 its hash is its address
    case 1 where random.chance(20):
      .tuple([number(Int.random(in: 0..<5, using: &random)), .value(.str([0x6B]))])
    default: .value(.str("k\(Int.random(in: 0..<60, using: &random))".unicodeScalars.map(\.value)))
    }
  }

  /// Compares two of the objects, or two values that may be equal.
  private mutating func compare() {
    func any() -> Program.Expression {
      .variable(kinds[Int.random(in: kinds.indices, using: &random)].variable)
    }
    if random.chance(30) {
      program.statements.append(.equal(any(), any()))
    } else {
      let (one, other) = twins(depth: 0)
      program.statements.append(.equal(.literal(one), .literal(other)))
    }
  }
}
