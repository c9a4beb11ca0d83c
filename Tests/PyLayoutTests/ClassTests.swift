import FoundationEssentials
import OracleSupport
import PyLayout
import SeededRandom
import Testing

/// Random classes made by the model and by each interpreter's own `type_new`.
@Suite struct ClassTests {
  static let worlds = 50
  static let classes = 40

  @Test("classes are type_new's", arguments: await LiveBuild.all())
  func classesAreTypeNews(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    var generator = ClassGenerator(interpreter.build, seed: SplitMix64.seed)
    let worlds = (0..<Self.worlds).map { _ in generator.world(of: Self.classes) }
    let answers: [[ClassAnswer]] = try await interpreter.ask(
      Scripts.path("classes.py"), worlds.map { $0.map(\.statement) })

    var tally = Tally()
    for (number, (world, answers)) in zip(worlds, answers).enumerated() {
      for (made, answer) in zip(world, answers) {
        let differences = tally.compare(made, answer)
        if differences.isEmpty { continue }
        tally.wrong += 1
        if tally.wrong > 10 { continue }
        Issue.record(
          """
          \(interpreter.build), seed \(SplitMix64.seed), world \(number), \(made.statement): \
          \(differences.joined(separator: "; "))
          """)
      }
    }
    #expect(tally.wrong == 0, "\(interpreter.build): \(tally)")
    #expect(answers.map(\.count) == worlds.map(\.count), "\(interpreter.build)")
    #expect(tally.same + tally.refused > Self.worlds * Self.classes / 2, "\(tally)")
    #expect(tally.refused > 0 && tally.same > 0, "\(tally)")
    print("checked: \(interpreter.build), seed \(SplitMix64.seed): \(tally)")
  }
}

extension ClassTests {
  /// A class has one build.
  @Test func basesAreOfOneBuild() throws {
    let (old, new) = (try Build(parsing: "3.8"), try Build(parsing: "3.13"))
    for bases in [[PyType.object(on: old), .tuple(on: new)], [.tuple(on: new), .object(on: old)]] {
      let error = #expect(throws: TypeError.self) { try PyType(class: "C", bases: bases) }
      #expect(error?.description.contains("'C' are laid out for") == true)
    }
  }
}

/// How a run's classes came out.
private struct Tally: CustomStringConvertible {
  var same = 0
  var refused = 0
  var wrong = 0
  var withoutOrder = 0
  var orphans = 0

  var description: String {
    "\(same) classes alike, \(refused) refused by both, \(wrong) wrong; not compared: "
      + "\(withoutOrder) without a method resolution order, \(orphans) over a class that is not"
  }

  /// Counts a class, and says where the model and the interpreter differ.
  mutating func compare(_ made: ClassGenerator.Made, _ answer: ClassAnswer) -> [String] {
    if answer.orphan == true {
      orphans += 1
      return []
    }
    switch (made.outcome, answer.error) {
    case (.failure(let model), let error?):
      refused += 1
      return model.description == error ? [] : ["TypeError '\(error)', model '\(model)'"]
    case (.failure(let model), nil):
      return ["is made, model refuses: \(model)"]
    case (.success, let error?):
      // type_new looks for the order last, after all that the model knows
      let isOrder = error.contains("method resolution") || error.contains("MRO")
      withoutOrder += isOrder ? 1 : 0
      return isOrder ? [] : ["TypeError '\(error)', model makes it"]
    case (.success(let type), nil):
      let differences = answer.differences(from: type)
      same += differences.isEmpty ? 1 : 0
      return differences
    }
  }
}
