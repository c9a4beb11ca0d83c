import OracleSupport
import PyLayout
import SeededRandom

/// Random programs over a few variables, the same for the same seed.
struct ProgramGenerator {
  private var random: SplitMix64
  private var count = 0
  private let kinds: [String]

  /// Programs for a build: 2.7's `OrderedDict` is a class written in Python.
  init(seed: UInt64, on build: Build) {
    random = SplitMix64(seed: seed)
    kinds =
      ["list", "dict", "set", "deque", "deque"]
      + (build.version < Version(3, 0) ? [] : ["odict", "odict"])
  }

  private let attributes = (0..<34).map { "a\($0)" }

  /// A program of `steps` steps.
  mutating func program(steps: Int) -> [Step] {
    var steps_: [Step] = []
    var variables: [String: String] = [:]
    func names(_ kinds: Set<String>) -> [String] {
      variables.filter { kinds.contains($0.value) }.keys.sorted()
    }
    steps_.append(Step("class", "Plain", .tuple([]), .nothing))
    steps_.append(
      Step("class", "Slots", .tuple([]), .tuple([.text("a1"), .text("a0"), .text("b")])))
    steps_.append(
      Step(
        "class", "Mixed", .tuple([.text("Slots")]),
        Bool.random(using: &random) ? .tuple([]) : .nothing))
    steps_.append(Step("class", "List", .tuple([.text("list")]), .nothing))
    steps_.append(Step("class", "Dict", .tuple([.text("dict")]), .tuple([.text("b")])))
    while steps_.count < steps {
      let choice = Int.random(in: 0..<100, using: &random)
      if choice < 6 || variables.isEmpty {
        let name = "v\(count)"
        count += 1
        if Bool.random(using: &random), let kind = kinds.randomElement(using: &random) {
          variables[name] = kind
          let maxlen = [nil, nil, 0, 1, 3, 70].randomElement(using: &random) ?? nil
          steps_.append(
            kind == "deque"
              ? Step(kind, name, maxlen.map { .int($0) } ?? .nothing) : Step(kind, name))
        } else {
          let type =
            ["Plain", "Plain", "Slots", "Mixed", "List"].randomElement(using: &random) ?? ""
          variables[name] = type == "List" ? "listInstance" : "instance"
          steps_.append(Step("new", name, .text(type)))
        }
      } else if choice < 10, variables.count > 8,
        let name = names(Set(variables.values)).randomElement(using: &random)
      {
        variables[name] = nil
        steps_.append(Step("drop", name))
      } else if choice < 12 {
        steps_.append(Step("collect", ""))
      } else if let name = names(Set(variables.values)).randomElement(using: &random) {
        steps_.append(change(name, variables[name] ?? "", &variables))
      }
    }
    return steps_
  }

  private mutating func change(
    _ name: String, _ kind: String, _ variables: inout [String: String]
  ) -> Step {
    let choice = Int.random(in: 0..<10, using: &random)
    switch kind == "listInstance" && choice < 7 ? "list" : kind {
    case "list":
      if choice < 6 { return Step("append", name, value(variables)) }
      if choice < 7 {
        return Step("insert", name, .int(Int.random(in: -3...40, using: &random)), value(variables))
      }
      return Step("pop", name, .int(Int.random(in: -4...6, using: &random)))
    case "dict":
      if choice < 6 { return Step("put", name, key(), value(variables)) }
      if choice < 7 {
        let dicts = variables.filter { ["dict", "odict"].contains($0.value) }.keys.sorted()
        return Step("update", name, .variable(dicts.randomElement(using: &random) ?? name))
      }
      return choice < 9 || Int.random(in: 0..<6, using: &random) > 0
        ? Step("remove", name, key()) : Step("clear", name)
    case "set":
      if choice < 6 { return Step("add", name, key()) }
      return choice < 9 || Int.random(in: 0..<6, using: &random) > 0
        ? Step("discard", name, key()) : Step("clear", name)
    case "deque": return changeDeque(name, &variables)
    case "odict": return changeOrderedDict(name, &variables)
    default:
      let attribute = Argument.text(
        (choice < 2 ? ["b", "a0", "a1"] : attributes).randomElement(using: &random) ?? "b")
      if choice < 7 { return Step("setattr", name, attribute, value(variables)) }
      if choice < 8 { return Step("getattr", name, attribute) }
      if choice < 9 { return Step("delattr", name, attribute) }
      let view = "d\(count)"
      count += 1
      return Step("view", name, .text(view))
    }
  }

  private mutating func changeDeque(_ name: String, _ variables: inout [String: String]) -> Step {
    let side = Bool.random(using: &random)
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<5: return Step(side ? "append" : "appendleft", name, value(variables))
    case 5..<9:
      // Not a deque: by one another they would grow without end
      let others = variables.filter { $0.value != "deque" }.keys.sorted()
      guard let other = others.randomElement(using: &random) else { return Step("popleft", name) }
      return Step(side ? "extend" : "extendleft", name, .variable(other))
    case 9..<13: return Step(side ? "popright" : "popleft", name)
    case 13, 14: return Step("rotate", name, .int(Int.random(in: -200...200, using: &random)))
    case 15: return Step("remove", name, .int(Int.random(in: -20...20, using: &random)))
    case 16:
      return Step("setitem", name, .int(Int.random(in: -70...70, using: &random)), value(variables))
    case 17:
      // 2.7 has none, and says so before it looks at the value
      return Step(
        "insert", name, .int(Int.random(in: -70...70, using: &random)),
        kinds.contains("odict") ? value(variables) : .nothing)
    case 18: return Step("delete", name, value(variables))
    default:
      return Int.random(in: 0..<3, using: &random) == 0
        ? Step("clear", name) : copy(name, "deque", &variables)
    }
  }

  private mutating func changeOrderedDict(
    _ name: String, _ variables: inout [String: String]
  ) -> Step {
    let last = Argument.int(Int.random(in: 0...1, using: &random))
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<9: return Step("put", name, key(), value(variables))
    case 9..<11: return Step("remove", name, key())
    case 11: return Step("popkey", name, key())
    case 12..<14: return Step("popitem", name, last)
    case 14..<16: return Step("move", name, key(), last)
    case 16: return Step("setattr", name, .text("b"), value(variables))
    case 17:
      let dicts = variables.filter { ["dict", "odict"].contains($0.value) }.keys.sorted()
      return Step("update", name, .variable(dicts.randomElement(using: &random) ?? name))
    default:
      return Int.random(in: 0..<8, using: &random) == 0
        ? Step("clear", name) : copy(name, "odict", &variables)
    }
  }

  private mutating func copy(
    _ name: String, _ kind: String, _ variables: inout [String: String]
  ) -> Step {
    let copy = "v\(count)"
    count += 1
    variables[copy] = kind
    return Step("copy", name, .text(copy))
  }

  private mutating func any(_ variables: [String: String]) -> String {
    variables.keys.sorted().randomElement(using: &random) ?? ""
  }

  /// A value: a number, a text, or what a variable refers to.
  private mutating func value(_ variables: [String: String]) -> Argument {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: .variable(any(variables))
    case 1...4: .int(Int.random(in: -10...400, using: &random))
    case 5: .nothing
    default: .text("t\(Int.random(in: 0..<50, using: &random))")
    }
  }

  /// A key: most often a text, so that tables of texts alone occur.
  private mutating func key() -> Argument {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: .int(Int.random(in: -40...400, using: &random))
    case 1 where Int.random(in: 0..<8, using: &random) == 0:
      .tuple([.int(Int.random(in: 0..<5, using: &random)), .text("k")])
    default: .text("k\(Int.random(in: 0..<120, using: &random))")
    }
  }
}
