import OracleSupport
import PyEmulator
import PyLayout
import Testing

/// The collector runs by itself when, and looks at the generations which, CPython's does.
@Suite struct ThresholdTests {
  /// What thresholds.py says.
  private struct Told: Decodable {
    let alive: Int
    let threshold: [Int]
    /// The iteration in which a collection was seen, and its generation.
    let seen: [[Int]]
  }

  private static let builds = ClaimTests.builds.filter {
    $0.version < Version(3, 14) && !$0.isFreeThreaded
  }

  @Test("collections come as in CPython", arguments: await LiveBuild.all())
  func asCPythonDoes(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    let count = 300_000
    let told = try await interpreter.ask(Scripts.path("thresholds.py"), count, as: Told.self)
    try #require(told.seen.contains { $0[1] == 2 }, "\(build)")

    let heap = try Heap(build)
    #expect(heap.collectionThresholds == told.threshold, "\(build)")
    // As many objects as CPython had before
    let others = try heap.makeList()
    for _ in 0..<told.alive { try others.append(heap.makeList()) }
    let kept = try heap.makeList(allocated: count)
    try heap.collect()
    try heap.collectAtThresholds()
    var seen: [[Int]] = []
    var before = heap.collections
    // gc.get_count() makes a tuple; from 3.12 on a collection comes behind that call
    var counts: Object?
    let isLater = build.version >= Version(3, 12)
    for index in 0..<count {
      let answer = isLater ? try heap.makeTuple(0, 0, 0) : nil
      try kept.setItem(index, to: heap.makeList())
      counts = try answer ?? heap.makeTuple(0, 0, 0)
      let now = heap.collections
      if now != before, let generation = (0...2).first(where: { now[$0] != before[$0] }) {
        seen.append([index, generation])
      }
      before = now
    }
    withExtendedLifetime(counts) {}
    // When the first one comes depends on what there was before
    func fromFirst(_ seen: [[Int]]) -> [[Int]] {
      seen.map { [$0[0] - (seen.first?[0] ?? 0), $0[1]] }
    }
    let (ours, theirs) = (fromFirst(seen), fromFirst(told.seen))
    let common = min(ours.count, theirs.count)
    #expect(abs(ours.count - theirs.count) <= 1, "\(build)")
    #expect(Array(ours.prefix(common)) == Array(theirs.prefix(common)), "\(build)")
    #expect(heap.failure == nil, "\(build)")
  }

  /// Nothing runs by itself until somebody says so, and where the rule is not known nobody can.
  @Test(arguments: ClaimTests.builds) func offAtFirst(_ build: Build) throws {
    let heap = try Heap(build)
    let kept = try heap.makeList()
    for _ in 0..<3000 { try kept.append(heap.makeList()) }
    #expect(!heap.collectsAtThresholds && heap.collections == [0, 0, 0], "\(build)")
    if !Self.builds.contains(build) {
      let error = #expect(throws: PyError.self) { try heap.collectAtThresholds() }
      #expect(error?.kind == .notImplementedError, "\(build)")
      try heap.collectAtThresholds(false)
    }
  }

  /// Cycles that nobody holds are gone before memory grows.
  @Test(arguments: builds) func cyclesGo(_ build: Build) throws {
    let heap = try Heap(build)
    let Node = try heap.makeClass("Node", slots: ["other", "__weakref__"])
    var ended = 0
    try heap.collectAtThresholds()
    heap.setCollectionThresholds(50, 3, 3)
    for _ in 0..<500 {
      let (a, b) = (try Node(), try Node())
      try a.set("other", to: b)
      try b.set("other", to: a)
      let told = try heap.makeWeakref(to: a) { _ throws(PyError) in ended += 1 }
      for object in [a, b] { try object.release() }
      try heap.collectAtThresholds(true)
      if ended > 450 { try told.release() }
    }
    #expect(heap.collections[0] > 5 && heap.failure == nil, "\(build)")
    try heap.collectAtThresholds(false)
    let before = heap.collections
    for _ in 0..<500 { _ = try Node() }
    #expect(heap.collections == before, "\(build)")
  }

  /// A collection at each allocation finds every container whole.
  @Test(arguments: builds) func everywhere(_ build: Build) throws {
    let heap = try Heap(build)
    try heap.collectAtThresholds()
    heap.setCollectionThresholds(1, 1, 1)
    let Point = try heap.makeClass("Point")
    let Slots = try heap.makeClass("Slots", slots: ["x", "y"])
    let kept = try heap.makeList()
    for number in 0..<40 {
      let point = try Point()
      try point.set("x", to: heap.make([1.5, 2.5]))
      try point.set("y\(number)", to: heap.makeTuple(point, "text", number))
      _ = try point.dict()
      let slots = try Slots()
      try slots.set("x", to: point)
      try point.set("slots", to: slots)
      let dict = try heap.make([number: "\(number)"])
      try dict.setItem("itself", to: dict)
      try kept.append(heap.makeTuple(of: [point, slots, dict, heap.makeSet(of: [heap.make(7)])]))
      try kept.append(heap.makeBytearray(of: [1]))
      _ = try heap.makeCopies(of: slots, count: 5)
      _ = try heap.makeRange(0, number)
      _ = try heap.makeFrozenset(of: kept.item(0).items.dropLast(2).map { $0 })
      var code = PyCode("f", parameters: ["a"])
      code.code = [9, 0]
      code.cellvars = ["a"]
      let f = try heap.makeFunction(code, defaults: [number])
      let frame = try heap.makeFrame(of: f, locals: [point])
      try kept.append(heap.makeTraceback(of: frame))
      if number % 7 == 0 { try kept.pop() }
    }
    #expect(try kept.items.count > 100 && heap.collections[0] > 100, "\(build)")
    #expect(try kept.item(0).item(0).get("y0").item(1).string == "text", "\(build)")
    try kept.release()
    try heap.collect()
    #expect(try heap.collect() == 0 && heap.failure == nil, "\(build)")
  }
}
