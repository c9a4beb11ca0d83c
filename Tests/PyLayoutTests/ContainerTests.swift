import FoundationEssentials
import OracleSupport
import PyLayout
import SeededRandom
import Testing

/// Dicts and sets grown by the model and by each interpreter, compared by `sys.getsizeof`.
@Suite struct ContainerTests {
  /// Past 50,000, from where 2.7's dicts and all sets grow more slowly.
  static let count = 150_000
  static let displays = Array(0...100) + [127, 128, 129, 170, 171, 255, 256, 500, 683, 1366, 2000]

  @Test("dicts and sets grow as CPython's", arguments: await LiveBuild.all())
  func growthIsCPythons(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    let question = ContainerQuestion(seed: SplitMix64.seed)
    let answer: ContainerAnswer = try await interpreter.ask(
      Scripts.path("containers.py"), question)

    var dict = DictState(build)
    let dictSizes = sizes(at: answer.dict, dict.shallowSize) { count in
      while dict.used < count { dict.insert() }
      return dict.shallowSize
    }
    #expect(answer.dict == dictSizes, "\(build): [keys, bytes] where a dict of str keys grows")
    var set = SetState(build)
    let setSizes = sizes(at: answer.set, set.shallowSize) { count in
      while set.used < count { set.add() }
      return set.shallowSize
    }
    #expect(answer.set == setSizes, "\(build): [items, bytes] where a set grows")

    for (count, size) in zip(Self.displays, answer.displays) {
      let model = DictState(build, display: Array(0..<count)).shallowSize
      #expect(size == model, "\(build): a dict display of \(count) str keys")
    }
    for (kinds, sizes) in zip(question.mixed, answer.mixed) {
      var dict = DictState(build)
      let model = kinds.map { kind in
        dict.insert(kind == "s" ? .unicode : .general)
        return dict.shallowSize
      }
      #expect(
        sizes == model,
        "\(build), seed \(SplitMix64.seed): bytes of a dict after each key, 's' a str: \(kinds)")
    }
    #expect(answer.displays.count == Self.displays.count, "\(build)")
    #expect(answer.mixed.count == question.mixed.count, "\(build)")
    print(
      "checked: \(build), seed \(SplitMix64.seed): \(dictSizes.count) sizes of a dict and"
        + " \(setSizes.count) of a set up to \(Self.count) items, \(answer.displays.count)"
        + " displays, \(answer.mixed.count) dicts of mixed keys")
  }

  /// A dict made at once is the one that grew.
  @Test(arguments: Build.released)
  func insertingIsGrowing(_ build: Build) {
    var dict = DictState(build)
    var set = SetState(build)
    for count in 0...200 {
      #expect(DictState(build, inserting: count) == dict, "\(build): \(count) keys")
      #expect(SetState(build, adding: count) == set, "\(build): \(count) items")
      dict.insert()
      set.add()
    }
  }

  /// `[number of items, size]` by the model where the interpreter's size is another, and one item
  /// before that where the model's had changed already; the last is for all items.
  private func sizes(at steps: [[Int]], _ empty: Int, _ grow: (Int) -> Int) -> [[Int]] {
    var found = [[0, empty]]
    func check(_ count: Int, isStep: Bool) {
      let size = grow(count)
      if isStep || size != found[found.count - 1][1] { found.append([count, size]) }
    }
    for step in steps.dropFirst() {
      check(step[0] - 1, isStep: false)
      check(step[0], isStep: true)
    }
    check(Self.count, isStep: false)
    return found
  }
}

/// What containers.py is asked.
private struct ContainerQuestion: Encodable {
  let count = ContainerTests.count
  let displays = ContainerTests.displays
  /// For each dict the kinds of its keys in order: `s` a str, `i` an int.
  let mixed: [String]

  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    mixed = (0..<300).map { number in
      let length = Int.random(in: 0...(number % 10 == 0 ? 700 : 100), using: &random)
      let ofStr = random.pick([0, 50, 90, 99, 100])
      return String((0..<length).map { _ in random.chance(ofStr) ? "s" : "i" as Character })
    }
  }
}

/// What containers.py says.
private struct ContainerAnswer: Decodable {
  let dict: [[Int]]
  let set: [[Int]]
  let displays: [Int]
  let mixed: [[Int]]
}
