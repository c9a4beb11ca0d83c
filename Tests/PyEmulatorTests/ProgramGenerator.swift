import OracleSupport
import PyLayout
import SeededRandom

/// Random programs over a few variables, the same for the same seed.
struct ProgramGenerator {
  private var random: SplitMix64
  private var count = 0

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  private static let kinds = ["list", "dict", "set"]
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
        let kind = Int.random(in: 0..<6, using: &random)
        if kind < 3 {
          variables[name] = Self.kinds[kind]
          steps_.append(Step(Self.kinds[kind], name))
        } else {
          let type =
            ["Plain", "Plain", "Slots", "Mixed", "List"].randomElement(using: &random) ?? ""
          variables[name] = type == "List" ? "listInstance" : "instance"
          steps_.append(Step("new", name, .text(type)))
        }
      } else if choice < 8, variables.count > 12,
        let name = names(Set(variables.values)).randomElement(using: &random)
      {
        variables[name] = nil
        steps_.append(Step("drop", name))
      } else if choice < 9 {
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
      return choice < 9 || Int.random(in: 0..<6, using: &random) > 0
        ? Step("remove", name, key()) : Step("clear", name)
    case "set":
      if choice < 6 { return Step("add", name, key()) }
      return choice < 9 || Int.random(in: 0..<6, using: &random) > 0
        ? Step("discard", name, key()) : Step("clear", name)
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

  /// A value: a number, a text, or what a variable refers to.
  private mutating func value(_ variables: [String: String]) -> Argument {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: .variable(variables.keys.sorted().randomElement(using: &random) ?? "")
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
