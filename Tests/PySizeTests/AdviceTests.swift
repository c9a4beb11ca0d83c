import CommandLineSupport
import PySize
import PySizeTestSupport
import Testing

/// Advice can be followed, and saves what it promises: on every interpreter, by its allocator's
/// account. Where it could not be followed there is none.
@Suite struct AdviceTests {
  /// A class, and the same with the advice followed.
  static let followed: [(setup: String, changed: String)] = [
    (
      "class C(object):\n  def __init__(self): self.a = self.b = self.c = 1",
      "class C(object):\n  __slots__ = ('a', 'b', 'c')\n  def __init__(self): self.a = self.b = self.c = 1"
    ),
    // What its methods store later needs a slot as well
    (
      "class C(object):\n  def __init__(self): self.a = 1\n  def later(self): self.b = self.c = 1",
      "class C(object):\n  __slots__ = ('a', 'b', 'c')\n  def __init__(self): self.a = 1"
    ),
    (
      "class B(object): pass\nclass C(B):\n  __slots__ = ('a',)\n  def __init__(self): self.a = 1",
      "class B(object): __slots__ = ()\nclass C(B):\n  __slots__ = ('a',)\n  def __init__(self): self.a = 1"
    ),
    ("class C(list): pass", "class C(list): __slots__ = ()"),
    (
      "class C(dict):\n  def __init__(self): self.a = 1",
      "class C(dict):\n  __slots__ = ('a',)\n  def __init__(self): self.a = 1"
    ),
    ("class C(int): pass", "class C(int): __slots__ = ()"),
    // The list of weak references is deque's own: 256 to 240 bytes on 3.13 for the object itself
    (
      "import collections\nclass C(collections.deque):\n  def __init__(self): self.a = 1",
      "import collections\nclass C(collections.deque):\n  __slots__ = ('a',)\n  def __init__(self): self.a = 1"
    ),
    (
      "import collections\nclass C(collections.deque): pass",
      "import collections\nclass C(collections.deque): __slots__ = ()"
    ),
    (
      "import itertools\nclass C(itertools.count): pass",
      "import itertools\nclass C(itertools.count): __slots__ = ()"
    ),
    ("class C(tuple): pass", "class C(tuple): __slots__ = ()"),
    (
      "import weakref\nclass C(object):\n  def __init__(self): self.a = 1; refs.append(weakref.ref(self))\nrefs = []",
      "import weakref\nclass C(object):\n  __slots__ = ('a', '__weakref__')\n"
        + "  def __init__(self): self.a = 1; refs.append(weakref.ref(self))\nrefs = []"
    ),
  ]

  private var pool: WorkerPool {
    WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment,
      cache: WorkerPool.noCache)
  }

  @Test func savesWhatItPromises() async throws {
    for interpreter in await LiveRecordTests.interpreters() {
      let whats = Self.followed.flatMap { [$0, $1] }.map { What.expression("C()", setup: $0) }
      let reports = await What.layouts(of: whats, on: interpreter, pool: pool)
      for (index, (setup, _)) in Self.followed.enumerated() {
        let before = try reports[2 * index].get()
        let after = try reports[2 * index + 1].get()
        let advice = before.advice.filter { $0.text.contains("__slots__") }
        let place = "\(interpreter.build): \(setup): \(before.advice)"
        // A deque's blocks are malloc's, whose chunks differ from one to the next
        let (was, became) = (try allocated(before), try allocated(after))
        #expect(advice.reduce(0) { $0 + $1.saves } == was - became, "\(place)")
      }
    }
  }

  private func allocated(_ report: ObjectLayout) throws -> Int {
    try report.maps.filter { !$0.part.hasPrefix("block ") }
      .reduce(0) { try $0 + #require($1.allocated) }
  }

  /// Classes to which slots cannot be given, and what is made of them.
  static let refused: [(setup: String, make: String)] = [
    (
      "import functools\nclass C(object):\n  @functools.cached_property\n  def a(self): return 1",
      "C()"
    ),
    ("import enum\nclass C(enum.Enum): A = 1", "C.A"),
    ("import fractions, threading", "threading.Event()"),
    ("import threading\nclass C(threading.Thread): pass", "C()"),
    ("class C(object):\n  a = 0\n  def __init__(self): self.a = 1", "C()"),
    ("class C(object):\n  def __init__(self, **names): self.__dict__.update(names)", "C(a=1)"),
    ("class C(object):\n  def __init__(self): setattr(self, 'a b', 1)", "C()"),
    ("class A(object): pass\nclass B(object): pass\nclass C(A, B): pass", "C()"),
    ("class C(int):\n  def __init__(self): self.a = 1", "C()"),
    ("class C(Exception): pass", "C()"),
    // A type written in C that gives its instances a dict
    ("import functools\nclass C(functools.partial): pass", "C(len)"),
    ("import io\nclass C(io.BytesIO): pass", "C()"),
    ("import collections\nclass C(collections.OrderedDict): pass", "C()"),
    ("import types\nclass C(types.ModuleType): pass", "C('a')"),
  ]

  @Test func isNotGivenWhereItCannotBeFollowed() async throws {
    for interpreter in await LiveRecordTests.interpreters()
    where interpreter.build.version >= .v3_8 {
      let whats = Self.refused.map { What.expression($1, setup: $0) }
      let reports = await What.layouts(of: whats, on: interpreter, pool: pool)
      for ((setup, _), report) in zip(Self.refused, reports) {
        let advice = try report.get().advice.filter { $0.text.contains("__") }
        #expect(advice.isEmpty, "\(interpreter.build): \(setup): \(advice)")
      }
    }
  }

  /// A dict that others hold as well is not the instance's.
  @Test func whatIsOwnedIsOwnedAlone() async throws {
    let shared = [
      ("class C(dict):\n  def __init__(self): self.__dict__ = self", "C()"),
      ("names = {}\nclass C(object):\n  def __init__(self): self.__dict__ = names", "C()"),
      ("class C(object): pass\nc = C()\nc.a = 1\nheld = vars(c)", "c"),
      ("class C(object): pass\nc = C()\nd = C()\nd.__dict__ = c.__dict__", "d"),
    ]
    let own = [
      ("class C(object):\n  def __init__(self): self.__dict__ = {'a': 1}", "C()"),
      ("class C(object):\n  def __init__(self): self.a = 1; self.me = self.__dict__", "C()"),
    ]
    for interpreter in await LiveRecordTests.interpreters() {
      let whats = (shared + own).map { What.expression($1, setup: $0) }
      let reports = await What.layouts(of: whats, on: interpreter, pool: pool)
      for ((setup, _), result) in zip(shared + own, reports) {
        let report = try result.get()
        let hasDict = report.maps.contains { $0.part.hasPrefix("__dict__") }
        let isShared = shared.contains { $0.0 == setup }
        #expect(hasDict != isShared, "\(interpreter.build): \(setup)")
        #expect((report.note != nil) == isShared, "\(interpreter.build): \(setup)")
      }
    }
  }
}
