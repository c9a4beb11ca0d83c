import CommandLineSupport
import PyInspector
import PySize
import Testing

/// All that an object has asked for, beside what CPython's `tracemalloc` counts while it is made.
@Suite struct OwnedBlocksTests {
  /// Python that makes an object and counts; the second one made, after what is made once only, and
  /// while the free lists are empty.
  private static let preamble = """
    import collections, datetime, decimal, functools, io, itertools, os, random, re, struct, sys
    import threading, time, zlib
    import xml.etree.ElementTree as ET
    asked = 0
    kept = []
    def traced(make):
        global asked
        import tracemalloc
        kept.append(make())
        kept.append([[{'a': 1}, [0], (0, n), (n,), (n, n, n)] for n in range(300)])
        asked = sys.maxsize
        # The least of several: what is made by the way is kept for reuse after the first
        for _ in range(5):
            tracemalloc.start()
            before = tracemalloc.get_traced_memory()[0]
            ob = make()
            asked = min(asked, tracemalloc.get_traced_memory()[0] - before)
            tracemalloc.stop()
            kept.append(ob)
        return ob
    def counted(make):
        global asked
        ob = make()
        asked = sys.getsizeof(ob)
        return ob
    names = [str(n) for n in range(100)]
    class P(object):
        def __init__(self): self.x = self.y = self.z = None
    class Q(object): pass
    def assigned():
        p = P()
        p.__class__ = Q
        return p
    def emptied(items):
        items.clear()
        return items
    def written():
        stream = io.StringIO()
        stream.write('abc' * 50)
        return stream

    """

  /// Classes that take their time to be made, for those objects alone.
  private static let large = [
    "Slots()": "class Slots(object): __slots__ = ['s%d' % n for n in range(5000)]\n",
    "Deep()": """
    Deep = P
    for n in range(300): Deep = type('Deep%d' % n, (Deep,), {'__slots__': ()})

    """,
  ]

  /// Expressions that make objects whose blocks are all followed, from a version on; and whether it
  /// is CPython's `__sizeof__` that counts them all, and not tracemalloc.
  private static let cases: [(make: String, since: Version, isCounted: Bool)] = [
    ("collections.deque()", Version(3, 6), false),
    ("collections.deque([None] * 100)", Version(3, 6), false),
    ("collections.deque([None] * 5000, 4000)", Version(3, 6), false),
    ("collections.deque([None] * 100)", Version(2, 7), true),
    ("emptied(collections.deque([None] * 3000))", .v3_11, false),
    ("collections.OrderedDict(a=1, b=2)", Version(3, 6), true),
    ("collections.OrderedDict()", Version(3, 6), true),
    ("collections.OrderedDict.fromkeys(names)", Version(3, 6), true),
    ("io.StringIO('abc' * 50)", Version(3, 6), false), ("written()", .v3_12, false),
    ("io.BytesIO(bytes(bytearray(100)))", Version(3, 6), true),
    ("io.BytesIO()", Version(3, 6), true),
    ("decimal.Decimal(10 ** 200)", Version(3, 6), true),
    ("decimal.Decimal(1)", Version(3, 6), false),
    ("struct.Struct('bhi')", Version(3, 6), true), ("ET.Element('a', b='c')", Version(3, 6), true),
    ("itertools.product([1], [2])", Version(3, 6), true),
    // Of values that are there already
    ("os.stat_result((0,) * 10)", Version(3, 6), false),
    ("time.struct_time((0,) * 9)", Version(3, 6), false),
    ("itertools.combinations([1, 2, 3], 2)", Version(3, 6), true),
    ("itertools.permutations([1, 2, 3], 2)", Version(3, 6), true),
    ("P()", Version(3, 6), false), ("assigned()", Version(3, 6), false),
    ("Q()", Version(3, 6), false),
    ("Slots()", Version(3, 6), false), ("Deep()", Version(3, 6), false),
    ("(2 ** 90 + 12345) - 2 ** 90", Version(3, 6), false),
    ("(1 << 300) // 3", Version(3, 6), false),
  ]

  @Test func allThatIsOwnedIsCounted() async throws {
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment,
      cache: try PackageCache(environment: LiveRecordTests.environment).folder)
    for interpreter in await LiveRecordTests.interpreters() {
      let build = interpreter.build
      let snippets = Self.cases.filter { build.version >= $0.since }.map { test in
        Snippet(
          id: test.make, package: nil, extensionSource: nil, preamble: Self.preamble,
          source: Self.large[test.make] ?? "",
          make: "\(test.isCounted ? "counted" : "traced")(lambda: \(test.make))", count: 1,
          parts: [.init(name: "asked", size: "asked")])
      }
      let outcomes = await pool.measure(.init(interpreter, snippets, paths: [])) {
        Self.fault($1, on: build) ?? "none"
      }
      for outcome in outcomes {
        let (id, reason) = (outcome.measurement.id, outcome.measurement.reason ?? "")
        #expect(outcome.seen == "none", "\(build): \(id): \(reason)")
      }
      print("checked \(build): \(outcomes.count) objects' blocks")
    }
  }

  private static func fault(_ made: WorkerPool.Made, on build: Build) -> String? {
    do {
      let inspector = Inspector(build, reading: made)
      let owned = try inspector.owned(by: made.object)
      let blocks = owned.flatMap(\.inspection.blocks)
      let size = blocks.reduce(0) { $0 + $1.size }
      let asked = made.measurement.parts.first?.size ?? 0
      let isRight = blocks.contains(where: \.isAtLeast) ? size <= asked : size == asked
      return isRight ? nil : "\(size) bytes are told, \(asked) were asked for"
    } catch {
      return "\(error)"
    }
  }

  /// What is not described is neither a hole nor an occasion for advice, and the report says that
  /// there may be more.
  @Test func fieldsOfCAreNoHoles() async throws {
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment,
      cache: try PackageCache(environment: LiveRecordTests.environment).folder)
    let makes = [
      "random.Random()", "zlib.compressobj()", "memoryview(b'abc')", "re.compile('ab+(c)')",
      "decimal.Decimal(1)", "io.BytesIO()", "io.StringIO()", "os.stat('/')", "time.localtime()",
      "threading.Lock()", "compile('1', '', 'eval')", "sys._getframe()",
      "functools.partial(int)", "itertools.tee([1])[0]", "io.open(os.devnull)",
    ]
    // Those whose structs no layout here describes
    let unknown: Set = ["random.Random()", "zlib.compressobj()", "itertools.tee([1])[0]"]
    for interpreter in await LiveRecordTests.interpreters() {
      let build = interpreter.build
      let snippets = makes.map {
        Snippet(
          id: $0, package: nil, extensionSource: nil, preamble: Self.preamble, source: "",
          make: $0, count: 1, parts: [])
      }
      let outcomes = await pool.measure(.init(interpreter, snippets, paths: [])) { index, made in
        do {
          let inspector = Inspector(build, reading: made)
          let fields = try inspector.inspect(made.object).blocks[0].fields
          // The largest alignment is a long double's
          let holes = fields.filter { ["hole", "padding"].contains($0.name) && $0.size >= 16 }
          let hidden = fields.contains { $0.role == .opaque }
          let isRight = holes.isEmpty && (hidden || !unknown.contains(makes[index]))
          return isRight ? "none" : "\(fields.map(\.name))"
        } catch {
          return "\(error)"
        }
      }
      for outcome in outcomes {
        #expect(outcome.seen == "none", "\(build): \(outcome.measurement.id)")
      }
    }
  }

  /// What `sys.getsizeof` says is what it says, whatever a class's `__sizeof__` does.
  @Test func getsizeofIsAsked() async throws {
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment,
      cache: try PackageCache(environment: LiveRecordTests.environment).folder)
    func layout(_ body: String, _ interpreter: Interpreter) async throws -> ObjectLayout {
      let what = What.expression(
        "C()", setup: "class C(object):\n  def __sizeof__(self): \(body)\n")
      return try await what.layout(on: interpreter, pool: pool)
    }
    for interpreter in await LiveRecordTests.interpreters() {
      let build = interpreter.build
      let own = try await layout("return 1000", interpreter)
      #expect(own.sizeSource == .interpreter && (own.size ?? 0) >= 1000, "\(build)")
      #expect(
        own.sizeFault == nil
          && own.rendered(as: .json).contains("\"getsizeofBy\" : \"interpreter\""))
      for body in ["raise KeyError('x')", "return -4", "return 'x'", "raise SystemExit(3)"] {
        let report = try await layout(body, interpreter)
        #expect(report.sizeSource == .model && report.size != nil, "\(build): \(body)")
        #expect(report.sizeFault != nil, "\(build): \(body)")
        #expect(report.rendered(as: .json).contains("has no answer"), "\(build): \(body)")
      }
    }
  }
}
