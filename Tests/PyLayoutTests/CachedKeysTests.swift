import FoundationEssentials
import OracleSupport
import PyLayout
import SeededRandom
import Testing

/// Instances made one after the other by the model and by each interpreter: the size of each
/// `__dict__`, which depends on the instances before it.
@Suite struct CachedKeysTests {
  static let classes = SplitMix64.cases(of: 400)

  @Test("instance dicts are CPython's", arguments: await LiveBuild.all())
  func instanceDictsAreCPythons(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    var random = SplitMix64(seed: SplitMix64.seed)
    let history = (0..<Self.classes).map { _ in ClassHistory.random(&random) }
    let answers: [[Int]] = try await interpreter.ask(Scripts.path("cached_keys.py"), history)
    #expect(answers.map(\.count) == history.map(\.instances.count), "\(build)")

    var wrong = 0
    for (number, (one, answer)) in zip(history, answers).enumerated() {
      let model = try one.dictSizes(on: build)
      guard let nth = answer.indices.first(where: { answer[$0] != model[$0] }) else { continue }
      wrong += 1
      if wrong > 10 { continue }
      Issue.record(
        """
        \(build), seed \(SplitMix64.seed), class \(number), instance \(nth + 1): __dict__ has \
        \(answer[nth]) bytes, model \(model[nth]); \(one)
        """)
    }
    #expect(wrong == 0, "\(build): classes with a wrong instance")
    let instances = answers.map(\.count).reduce(0, +)
    print(
      "checked: \(build), seed \(SplitMix64.seed): \(answers.count) classes,"
        + " \(instances) instances' dicts")
  }

  /// `settledInstance` is what it says: the instances from it on get the same.
  @Test(arguments: Build.released)
  func laterInstancesAreAlike(_ build: Build) throws {
    let type = try PyType(class: "Made", bases: [.object(on: build)])
    for count in [0, 1, 3, 5, 6, 10, 11, 21, 22, 28, 29, 30, 31, 45, 300] {
      let names = (0..<count).map { "f\($0)" }
      for known in [names, []] {
        var keys = CachedKeys(of: type, staticAttributes: known)
        let made = (1...100).map { _ in keys.makeInstance(setting: names) }
        let later = Set(made.dropFirst(CachedKeys.settledInstance(on: build) - 1))
        #expect(
          later.count == 1, "\(build): \(count) attributes, \(known.count) static: \(later)")
        // Told to the end, they go on as they end
        let told = CachedKeys(of: type, staticAttributes: known).instances(setting: names)
        let end = try #require(told.last)
        let place: Comment =
          "\(build): \(count) attributes, \(known.count) static: \(told.count) told"
        #expect(told == Array(made.prefix(told.count)), place)
        #expect(made.dropFirst(told.count).allSatisfy { $0 == end }, place)
        #expect(told.count == 1 || told[told.count - 2] != end, place)
      }
    }
  }
}
