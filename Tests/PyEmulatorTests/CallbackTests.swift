import OracleSupport
import PyEmulator
import PyLayout
import Testing

/// Callbacks of weak references are called when, and in the order in which, CPython calls them.
@Suite struct CallbackTests {
  /// What callbacks.py does, in a heap.
  private final class Program {
    let heap: Heap
    let Node: Class
    var told: [Int] = []
    var answers: [[Int]] = []

    init(on build: Build) throws {
      heap = try Heap(build)
      Node = try heap.makeClass("Node", slots: ["other", "__weakref__"])
    }

    func answer(_ more: Int...) {
      answers.append(told + more)
      told = []
    }

    func ref(_ object: Object, tells number: Int) throws -> Object {
      try heap.makeWeakref(to: object) { weakref throws(PyError) in
        self.told += [number, try weakref.referent == nil ? -1 : -2]
      }
    }

    func order() throws {
      let node = try Node()
      var references = [try ref(node, tells: 1), try ref(node, tells: 2)]
      let shared = try heap.makeWeakref(to: node)
      references.append(try ref(node, tells: 3))
      let again = try heap.makeWeakref(to: node).isSame(as: shared)
      try node.release()
      answer(0, 3, 2, 1, again ? 1 : 0, try shared.referent == nil ? 1 : 0)
      withExtendedLifetime(references) {}
    }

    func endedBefore() throws {
      let node = try Node()
      let (one, two) = (try ref(node, tells: 1), try ref(node, tells: 2))
      try one.release()
      try node.release()
      answer()
      try two.release()
    }

    func errors() throws {
      let node = try Node()
      let references = [
        try ref(node, tells: 1),
        try heap.makeWeakref(to: node) { _ throws(PyError) in
          self.told.append(9)
          throw PyError(.valueError, "nobody's")
        }, try ref(node, tells: 3),
      ]
      try node.release()
      answer()
      #expect(heap.takeFailure()?.message == "nobody's")
      withExtendedLifetime(references) {}
    }

    func neighbours() throws {
      let node = try Node()
      let kept = try heap.makeDict()
      try kept.setItem(1, to: try ref(node, tells: 1))
      let dropping = try heap.makeWeakref(to: node) { _ throws(PyError) in
        self.told.append(5)
        try kept.clear()
      }
      try node.release()
      answer(try kept.count)
      try dropping.release()
    }

    func cycle() throws {
      try heap.collect()
      let (a, b) = (try Node(), try Node())
      try a.set("other", to: b)
      let inner = try heap.makeWeakref(
        to: a,
        callback: heap.makeBuiltinFunction("append") { arguments throws(PyError) in
          self.told.append(7)
          return arguments[0]
        })
      let list = try heap.make([a, inner])
      try b.set("other", to: list)
      for object in [inner, list] { try object.release() }
      let (outer, plain) = (try ref(a, tells: 8), try heap.makeWeakref(to: a))
      for object in [a, b] { try object.release() }
      let found = try heap.collect()
      answer(found, try plain.referent == nil ? 1 : 0)
      try outer.release()
    }

    /// An object that only the collector ends.
    func garbage() throws -> Object {
      let a = try Node()
      try a.set("other", to: a)
      return a
    }

    func ownReference() throws {
      let a = try garbage()
      let kept = try heap.makeList()
      try kept.append(try heap.makeWeakref(to: a) { _ throws(PyError) in try kept.pop() })
      try a.release()
      let found = try heap.collect()
      answer(found, try kept.count)
      answer(try heap.collect())
    }

    func generations() throws {
      let a = try garbage()
      let old = try ref(a, tells: 4)
      try heap.collect()
      try a.release()
      // Where there are no generations, all is looked at
      let found = [try heap.collect(generation: 0), try heap.collect(generation: 2)]
      if heap.build.isFreeThreaded {
        answers.append([0])
        answer(found[0] + found[1])
      } else {
        answers.append([found[0]])
        answer(found[1])
      }
      try old.release()
    }

    func nested() throws {
      let a = try garbage()
      let nested = try heap.makeWeakref(to: a) { _ throws(PyError) in
        self.told.append(try self.heap.collect())
      }
      try a.release()
      let found = try heap.collect()
      answer(found)
      try nested.release()
    }

    func run() throws -> [[Int]] {
      for part in [
        order, endedBefore, errors, neighbours, cycle, ownReference, generations, nested,
      ] { try part() }
      #expect(heap.failure == nil)
      return answers
    }
  }

  @Test("callbacks are called as CPython calls them", arguments: await LiveBuild.all())
  func asCPythonDoes(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let theirs: [[Int]] = try await interpreter.ask(Scripts.path("callbacks.py"), [Int]())
    let ours = try Program(on: interpreter.build).run()
    #expect(ours == theirs, "\(interpreter.build)")
  }

  /// All builds call in one order.
  @Test(arguments: ClaimTests.builds) func alikeOnEveryBuild(_ build: Build) throws {
    #expect(
      try Program(on: build).run() == Program(on: Build(parsing: "3.13.0")).run(), "\(build)")
  }

  /// The callback is an object that its weak reference holds, and gives up once it was called.
  @Test(arguments: ClaimTests.builds) func callbacksAreObjects(_ build: Build) throws {
    let heap = try Heap(build)
    let node = try heap.makeClass("Node")()
    let callback = try heap.makeBuiltinFunction("callback") { _ throws(PyError) in try heap.none }
    let weakref = try heap.makeWeakref(to: node, callback: callback)
    let place = try callback.address
    #expect(try callback.referenceCount == 2, "\(build)")
    #expect(try heap.references(of: weakref).contains { try $0.address == place }, "\(build)")
    if build.version >= Version(3, 0) {
      #expect(try weakref.get("__callback__").isSame(as: callback), "\(build)")
    }
    #expect(try weakref().isSame(as: node), "\(build)")
    try node.release()
    #expect(try callback.referenceCount == 1, "\(build)")
    #expect(try weakref().isSame(as: heap.none), "\(build)")
    let shared = try heap.makeClass("C")()
    #expect(
      try heap.makeWeakref(to: shared, callback: heap.none)
        .isSame(as: heap.makeWeakref(to: shared)), "\(build)")
    // What a dead function captured goes with it
    final class Captured: Sendable {}
    weak var captured: Captured?
    do {
      let new = Captured()
      captured = new
      let function = try heap.makeBuiltinFunction("f") { _ throws(PyError) in
        withExtendedLifetime(new) {}
        return try heap.make(7)
      }
      #expect(try function(1, "two").int == 7, "\(build)")
    }
    #expect(captured == nil, "\(build)")
    #expect(heap.failure == nil, "\(build)")
  }

  /// From gh-135552, 3.15, on a callback may take an object back out of the garbage.
  @Test func objectsComeBack() throws {
    for build in ClaimTests.builds {
      let heap = try Heap(build)
      let Node = try heap.makeClass("Node", slots: ["other", "__weakref__"])
      let node = try Node()
      try node.set("other", to: node)
      let shared = try heap.makeWeakref(to: node)
      var back: Object?
      let told = try heap.makeWeakref(to: node) { _ throws(PyError) in back = try shared.referent }
      try node.release()
      let found = try heap.collect()
      let comesBack = build.version >= Version(3, 15)
      #expect((back != nil) == comesBack, "\(build)")
      #expect(found == (comesBack ? 0 : 1), "\(build)")
      #expect(try (shared.referent != nil) == comesBack, "\(build)")
      back = nil
      #expect(try heap.collect() == (comesBack ? 1 : 0), "\(build)")
      #expect(try shared.referent == nil, "\(build)")
      try told.release()
    }
  }
}
