import CommandLineSupport
import OracleSupport
import PySize
import PySizeTestSupport
import SeededRandom
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
    // What is done to __dict__
    ("class C(object):\n  def __init__(self): self.__dict__ = {'a': 1, 'b': 2, 'c': 3}", "C()"),
    ("class C(object):\n  def __init__(self, **names): self.__dict__ = names", "C(a=1, b=2)"),
    (
      "class C(object):\n  def __init__(self):\n    self.a = self.b = self.c = 1; del self.b", "C()"
    ),
    ("class C(object):\n  def __init__(self):\n    self.a = self.b = 1; del self.a, self.b", "C()"),
    ("class C(object):\n  def __init__(self): self.__dict__.update(a=1, b=2)", "C()"),
    ("class C(object):\n  def __init__(self): self.a = 1; vars(self).update({'b': 1})", "C()"),
    ("class C(object):\n  def __init__(self): self.a = self.b = 1; self.__dict__", "C()"),
    ("class C(object):\n  def __init__(self): self.__dict__['a'] = self.__dict__['b'] = 1", "C()"),
    (
      "class C(object):\n  def __setattr__(self, name, value): self.__dict__[name] = value\n"
        + "  def __init__(self): self.a = self.b = 1", "C()"
    ),
    ("class C(object):\n  def __init__(self): object.__setattr__(self, 'a', 1)", "C()"),
    (
      "class C(object):\n  def __init__(self):\n    self.a = self.b = 1; self.__dict__.pop('a')",
      "C()"
    ),
    (
      "class C(object):\n  def __init__(self):\n    for i in range(40): setattr(self, 'a%d' % i, i)",
      "C()"
    ),
    // A dict that is not the instance's alone
    (
      "names = {}\nclass C(object):\n  def __init__(self): self.__dict__ = names; self.a = 1", "C()"
    ),
    ("class C(dict):\n  def __init__(self): self.__dict__ = self; self.a = self.b = 1", "C()"),
    // Over builtin types
    ("class C(list): pass", "C()"), ("class C(list): __slots__ = ()", "C([1, 2, 3])"),
    ("class C(list):\n  def __init__(self): self.append(1); self.name = 1", "C()"),
    ("class C(dict): pass", "C()"), ("class C(dict): __slots__ = ('a',)", "C(a=1, b=2)"),
    ("class C(set): pass", "C([1, 2])"), ("class C(frozenset): pass", "C([1, 2])"),
    ("class C(tuple): __slots__ = ()", "C((1, 2, 3))"), ("class C(tuple): pass", "C((1, 2))"),
    ("class C(str): pass", "C('text')"),
    ("class C(bytearray): pass", "C(b'text')"), ("class C(int): pass", "C(7)"),
    ("class C(float): __slots__ = ('a',)", "C(1.5)"), ("class C(complex): pass", "C(1)"),
    ("class C(int):\n  def __init__(self, value): self.a = 1", "C(7)"),
    ("class C(Exception): pass", "C()"), ("class C(ValueError): __slots__ = ()", "C()"),
    ("class C(KeyError):\n  def __init__(self): self.a = self.b = 1", "C()"),
    ("class C(OSError): pass", "C()"), ("class C(SystemExit): pass", "C()"),
    ("class C(ImportError): pass", "C()"), ("class C(UnicodeError): pass", "C()"),
    ("class C(StopIteration): __slots__ = ('a',)", "C()"),
    (
      "import ctypes\nclass C(ctypes.Structure):\n"
        + "  _fields_ = [(name, ctypes.c_int) for name in 'xyz']", "C(1, 2, 3)"
    ),
  ]

  /// The same, that Python 2 does not know.
  static let modern: [(setup: String, make: String)] = [
    ("import typing\nC = typing.NamedTuple('C', [(name, int) for name in 'xyz'])", "C(1, 2, 3)"),
    (
      "import typing\nclass C(typing.Generic[typing.TypeVar('T')]):\n"
        + "  def __init__(self): self.a = self.b = 1", "C()"
    ),
    ("import typing\nclass C(typing.Generic[typing.TypeVar('T')]): __slots__ = ('a',)", "C()"),
    ("class C(bytes): __slots__ = ()", "C(b'text')"), ("class C(bytes): pass", "C(b'text')"),
    ("import abc\nclass C(abc.ABC): __slots__ = ('a', 'b')", "C()"),
    ("import abc\nclass C(abc.ABC):\n  def __init__(self): self.a = self.b = 1", "C()"),
    ("import abc\nclass B(abc.ABC): pass\nclass C(B):\n  def __init__(self): self.a = 1", "C()"),
  ]

  @Test func shapesCostWhatIsCounted() async throws {
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment,
      cache: WorkerPool.noCache)
    let interpreters = await LiveRecordTests.interpreters()
    var everywhere: [[Estimate?]] = []
    // The oldest and the newest, and builds that are not here, of which 3.14 counts every name of a
    // class's methods
    let builds =
      [interpreters.first, interpreters.last].compactMap(\.?.build)
      + [try Build(parsing: "3.13.15t")] + Build.released.filter { $0.version >= Version(3, 14) }
    for interpreter in interpreters {
      let build = interpreter.build
      var checked = 0
      // The same for all: what one interpreter reports of a class, the others report as well
      let classes =
        SplitMix64.each(6, of: Self.classes)
        + (build.version < .v3_0 ? [] : SplitMix64.each(6, of: Self.modern))
      let shapes = await What.ofAnyBuild(
        classes.map { What.expression($1, setup: $0) }, asOn: interpreter, pool: pool)
      let measurements = await pool.measure(
        .init(interpreter, classes.map { Self.counting($1, setup: $0) }))
      // 2.7 does not count its blocks, and keeps account of each; the least of three late ones, for
      // chunks that were freed before may be larger
      var accounts: [[Int?]] = []
      for count in build.version < .v3_0 ? [200, 201, 230] : [] {
        accounts.append(
          await What.layouts(
            of: classes.map { What.python($1, source: $0, make: $1, count: count) },
            on: interpreter, pool: pool
          ).map { try? $0.get().allocated })
      }
      for (index, (setup, _)) in classes.enumerated() {
        let (what, note) = try shapes[index].get()
        #expect(note == nil, "\(build): \(setup)")
        // Whichever interpreter the shape was read on, it costs the same on each, but where a base
        // is another type there: 2.7's str and int
        let isOneType = !["(str)", "(int)"].contains { setup.contains($0) }
        let estimates = builds.map { isOneType ? try? what.estimate(on: $0) : nil }
        if everywhere.count <= index { everywhere.append(estimates) }
        // From 3.14 on the names of a class's own methods have places
        for ((other, one), two) in zip(zip(builds, everywhere[index]), estimates)
        where one != nil && two != nil && one?.figures != two?.figures {
          Issue.record("\(build), told for \(other): \(setup)")
        }
        let measurement = measurements[index]
        let part = try #require(measurement.parts.first, "\(build): \(measurement)")
        let taken = part.size ?? accounts.compactMap { $0[index] }.min()
        checked += 1
        let estimated = try what.estimate(on: build).allocated
        #expect(
          estimated == taken, "\(build): \(setup): \(estimated), \(String(describing: taken))")
      }
      print("checked \(build): \(checked) classes of the user's as allocated")
    }
  }

  private static func counting(_ make: String, setup: String) -> Snippet {
    Snippet(
      id: make, package: nil, extensionSource: nil,
      source: "\(setup)\n\(Snippet.allocation)", make: make, count: 1,
      parts: [.init(name: "allocated", size: "allocated(lambda n: \(make), True)")])
  }

  /// What cannot be predicted for other builds is refused, and what differs is said: never a plain
  /// class's figures without a word.
  @Test(arguments: [
    ("class C(object):\n  def __init__(self): self.a = self.b = 1; self.__dict__.clear()", nil),
    ("class C(object):\n  def __init__(self): self.__dict__ = {1: 2}", nil),
    ("import collections\nclass C(collections.deque): pass", nil),
    ("import ctypes\nclass C(ctypes.Structure): _fields_ = [('x', ctypes.c_void_p)]", nil),
    (
      "class C(object):\n  made = 0\n  def __init__(self):\n    C.made += 1; self.a = 1\n"
        + "    if C.made % 2: self.b = 1", "its instances differ"
    ),
    ("class C(object):\n  def __sizeof__(self): return 1000", "by a __sizeof__ of the class's own"),
  ]) func whatIsNotTold(_ setup: String, _ note: String?) async throws {
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment,
      cache: WorkerPool.noCache)
    for interpreter in await LiveRecordTests.interpreters() {
      let build = interpreter.build
      let what = What.expression("C()", setup: setup)
      if let note {
        let told = try await what.ofAnyBuild(asOn: interpreter, pool: pool).note
        #expect(told?.contains(note) == true, "\(build): \(setup): \(told ?? "no note")")
      } else {
        let error = await #expect(throws: WhatError.self, "\(build): \(setup)") {
          try await what.ofAnyBuild(asOn: interpreter, pool: pool)
        }
        guard case .notEmulated = error else {
          Issue.record("\(build): \(setup): \(String(describing: error))")
          continue
        }
      }
    }
  }

  /// A member of an enum costs what it does there, and the same whichever interpreter it was read
  /// on.
  @Test func membersCostWhatTheyDo() async throws {
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment,
      cache: WorkerPool.noCache)
    for base in ["Enum", "IntEnum", "Flag"] {
      var everywhere: [[Int]] = []
      let setup = "import enum\nclass C(enum.\(base)): A = 1; B = 2; D = 4"
      for interpreter in await LiveRecordTests.interpreters()
      where interpreter.build.version >= .v3_0 {
        let build = interpreter.build
        let member = What.expression("C.D", setup: setup)
        let (what, _) = try await member.ofAnyBuild(asOn: interpreter, pool: pool)
        let real = try await member.layout(on: interpreter, pool: pool)
        #expect(try what.estimate(on: build).allocated == real.allocated, "\(build): \(base)")
        let others = Build.released.filter { $0.version >= .v3_0 }
        everywhere.append(try others.map { try what.estimate(on: $0).allocated })
      }
      #expect(Set(everywhere).count == 1, "\(base): \(everywhere)")
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
      let error = await #expect(throws: WhatError.self, "\(interpreter.build)") {
        try await what.layout(on: interpreter, pool: pool)
      }
      guard case .badCode = error else {
        Issue.record("\(interpreter.build): \(String(describing: error))")
        continue
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
      let report = await What.layouts(of: [model], on: interpreter, pool: pool, paths: paths)[0]
      if case .failure(let error) = report, "\(error)".contains("No module named 'pydantic'") {
        print("skipped: a model on \(build) because \(error)")
        continue
      }
      let taken = try report.get().allocated
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
