import CommandLineSupport
import PySize
import PySizeTestSupport
import SystemPackage
import Testing

/// `estimate` of a user's class: its shape, read on one interpreter, costs on another what that one's
/// allocator counts, or keeps account of.
@Suite struct ClassShapeTests {
  /// Classes of all shapes, and how to make an instance.
  static let classes: [(setup: String, make: String)] = [
    ("class C(object):\n  def __init__(self, a, b):\n    self.a = a; self.b = b", "C(1, 2)"),
    ("class C(object): pass", "C()"),
    ("class C(object): __slots__ = ()", "C()"),
    (
      "class C(object):\n  __slots__ = ('a', 'b', 'c')\n"
        + "  def __init__(self): self.a = self.b = self.c = 1", "C()"
    ),
    ("class C(object): __slots__ = ('a', '__weakref__')", "C()"),
    (
      "class C(object):\n  __slots__ = ('a', '__dict__')\n"
        + "  def __init__(self): self.a = 1; self.x = 2", "C()"
    ),
    (
      "class B(object): pass\nclass C(B):\n  __slots__ = ('a', 'b')\n"
        + "  def __init__(self): self.a = self.b = 1", "C()"
    ),
    (
      "class B(object): __slots__ = ('a',)\nclass C(B):\n"
        + "  def __init__(self): self.a = self.x = self.y = 1", "C()"
    ),
    (
      "class B(object): __slots__ = ('a',)\nclass C(B): __slots__ = ('b',)\nclass D(C):\n"
        + "  __slots__ = ()", "D()"
    ),
    (
      "class C(object):\n  def __init__(self):\n"
        + (0..<12).map { "    self.a\($0) = 1\n" }.joined(), "C()"
    ),
    // Names among the keys that the instances have no use for, from 3.13 on
    (
      "class B(object): __slots__ = ('a', 'b')\nclass C(B):\n"
        + "  def __init__(self): self.a = self.b = self.x = self.y = 1", "C()"
    ),
    (
      "class C(object):\n  def __init__(self): self.a = self.__b = 1\n"
        + "  def later(self):\n    self.c = 1\n    self.d += 1\n    class D(object):\n"
        + "      def f(self): self.e = 1\n    for self.f in (): pass", "C()"
    ),
    (
      "class B(object):\n  def __init__(self): self.a = self.b = 1\nclass C(B):\n"
        + "  def later(self): self.c = self.d = self.e = 1", "C()"
    ),
  ]

  @Test func shapesCostWhatIsCounted() async throws {
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment,
      cache: WorkerPool.noCache)
    let interpreters = await LiveRecordTests.interpreters()
    var everywhere: [[Estimate]] = []
    // And on builds that are not here, of which 3.14 counts every name of a class's methods
    let builds =
      interpreters.map(\.build)
      + [
        try Build(parsing: "3.13.15t"), try Build(parsing: "3.14.8"), try Build(parsing: "3.15.0"),
      ]
    for interpreter in interpreters {
      let build = interpreter.build
      var checked = 0
      for (index, (setup, make)) in Self.classes.enumerated() {
        let (what, note) = try await What.expression(make, setup: setup)
          .ofAnyBuild(asOn: interpreter, pool: pool)
        #expect(note == nil, "\(build): \(setup)")
        // Whatever interpreter told the shape, it costs the same on each
        let estimates = try builds.map { try what.estimate(on: $0) }
        if everywhere.count <= index { everywhere.append(estimates) }
        #expect(everywhere[index] == estimates, "\(build): \(setup)")
        let snippet = Snippet(
          id: make, package: nil, extensionSource: nil,
          source: "\(setup)\n\(Snippet.allocation)", make: make, count: 1,
          parts: [.init(name: "allocated", size: "allocated(lambda n: \(make), False)")])
        let measurement = try #require(
          await pool.measure(.init(interpreter, [snippet])).first)
        var taken = try #require(measurement.parts.first?.size, "\(build): \(measurement)")
        // 2.7 does not count its blocks, and keeps account of each; of a late one, for chunks that were
        // freed before may be larger
        if taken < 0 {
          taken = try await What.python(make, source: setup, make: make, count: 200)
            .layout(on: interpreter, pool: pool).allocated
        }
        checked += 1
        #expect(try what.estimate(on: build).allocated == taken, "\(build): \(setup)")
      }
      print("checked \(build): \(checked) classes of the user's as allocated")
    }
  }

  /// Where a class does more than to store attributes, the figures do not hold for what it made, and
  /// that is said: a dict that was asked for stays, from 3.10 on an empty one takes the other's table
  /// (bpo-41431), and one that loses an attribute no longer shares its keys.
  @Test(arguments: [
    (Version(3, 10), "class C(object):\n  def __init__(self): self.__dict__.update(a=1, b=2)"),
    (Version(3, 6), "class C(object):\n  def __init__(self): self.a = self.b = 1; del self.a"),
  ])
  func moreThanTheShapeIsSaid(_ first: Version, _ setup: String) async throws {
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment,
      cache: WorkerPool.noCache)
    for interpreter in await LiveRecordTests.interpreters() {
      let build = interpreter.build
      let what = What.expression("C()", setup: setup)
      let (_, note) = try await what.ofAnyBuild(asOn: interpreter, pool: pool)
      // 2.7 has dicts of their own alone; from 3.11 on the value's place stays free
      let isKnown = build.version < first || setup.contains("del") && build.version >= .v3_11
      #expect((note == nil) == isKnown, "\(build): \(setup): \(note ?? "no note")")
    }
  }

  @Test func oldStyleClassesAreRefused() async throws {
    let file = Checkout.root.appending("Tests/CommandLineTests/Python/bad/old.py").string
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment,
      cache: WorkerPool.noCache)
    for interpreter in await LiveRecordTests.interpreters()
    where interpreter.build.version < Version(3, 0) {
      let what = What.userClass("Old", inFile: file, values: nil, nth: 1)
      await #expect(throws: BadCode.self, "\(interpreter.build)") {
        try await what.layout(on: interpreter, pool: pool)
      }
    }
  }

  /// A pydantic model of the user's costs what the record does, where both have one pydantic.
  @Test func modelsCostWhatTheRecordDoes() async throws {
    let cache = try PackageCache(environment: LiveRecordTests.environment)
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment, cache: cache.folder)
    let record = try #require(Catalogue.record("pydantic"))
    for interpreter in await LiveRecordTests.interpreters() {
      let build = interpreter.build
      let paths = cache.installed(for: interpreter)
      if let obstacle = record.obstacle(Sample(build: build)) {
        print("skipped: a model on \(build) because \(obstacle)")
        continue
      }
      let code = record.code(Sample(build: build))
      let model = What.python("Point", source: code.source, make: code.make, count: 40)
      let taken: Int
      do {
        taken = try await model.layout(on: interpreter, pool: pool, paths: paths).allocated
      } catch  where "\(error)".contains("No module named 'pydantic'") {
        print("skipped: a model on \(build) because \(error)")
        continue
      }
      let (what, note) = try await model.ofAnyBuild(asOn: interpreter, pool: pool, paths: paths)
      #expect(note == nil, "\(build)")
      #expect(try what.estimate(on: build).allocated == taken, "\(build)")
      let recorded = What.record(record, fields: .article, nth: 1)
      // Python 3.6 has pydantic 1
      let builds =
        build.version < Version(3, 7)
        ? [build] : Build.kinds.filter { $0.version >= Version(3, 7) }
      for other in builds {
        let (ours, theirs) = (try what.estimate(on: other), try recorded.estimate(on: other))
        #expect(ours.figures == theirs.figures, "\(build), told for \(other)")
      }
      print("checked \(build): a pydantic model on \(builds.count) builds")
    }
  }
}

extension Estimate {
  /// What users see of it.
  fileprivate var figures: [Int] { [shallow, size, allocated] + requests.map(\.size) }
}
