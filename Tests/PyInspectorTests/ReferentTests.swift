import OracleSupport
import PyInspector
import PyLayout
import PyMemory
import SeededRandom
import Testing

/// The references that the layouts tell are those that `tp_traverse` visits: `gc.get_referents`.
@Suite struct ReferentTests {
  /// Objects that hold more than the catalogue's.
  static let further: [(setup: String, make: String)] = [
    ("import itertools", "itertools.product([1], (2,))"),
    ("import itertools", "itertools.combinations([1, 2], 1)"),
    ("import itertools", "itertools.combinations_with_replacement([1, 2], 1)"),
    ("import itertools", "itertools.permutations([1, 2], 1)"),
    ("import itertools", "itertools.chain([1], [2])"),
    ("import itertools", "itertools.groupby([1], len)"),
    ("import collections", "collections.deque([1, 2, 2], 7)"),
    ("import collections", "collections.deque(range(200))"),
    ("import collections", "collections.OrderedDict([('a', []), (1, ())])"),
    ("import collections", "collections.defaultdict(list, {'a': []})"),
    ("import functools", "functools.partial(len, [], **{'a': {}})"),
    ("import struct", "struct.Struct('ii')"),
    ("import io", "io.BufferedReader(io.BytesIO(b'abc'))"),
    ("import io\ns = io.StringIO()\ns.a = []", "s"),
    ("", "sys._getframe()"), ("def f(a):\n b = [a]\n return sys._getframe()", "f({})"),
    ("def f(a):\n b = [a]\n for c in b: yield c\ng = f({})\nnext(g)", "g"),
    ("def f(a):\n b = [a]\n yield b\ng = f({})\nlist(g)", "g"),
    ("", "compile('a', 'b', 'eval')"), ("def f(a, b=[], *c): 'doc'", "f"),
    ("def f(a):\n def g(): return a\n return g", "f([])"),
    ("class A(object):\n __slots__ = 'a', 'b'\na = A()\na.a = []", "a"),
    ("class A(object):\n def f(self): pass", "A().f"), ("", "[].append"), ("", "{}.items()"),
    ("import weakref\nclass A(object): pass\na = A()", "weakref.ref(a, id)"),
    ("class A(object): pass\na = A()\na.a = a", "a"), ("class A(object): pass", "A"),
    ("class A(type): pass\nB = A('B', (), {})", "B()"),
    ("import collections\nclass A(collections.deque): pass\na = A([1])\na.b = []", "a"),
    ("class A(Exception): pass\na = A([], {})\na.b = []", "a"), ("", "OSError(2, 'no', 'a')"),
    ("e = None\ntry: raise ValueError([])\nexcept ValueError as e_: e = e_", "e"),
    ("import ctypes\nclass P(ctypes.Structure): _fields_ = [('a', ctypes.py_object)]", "P([])"),
    ("import ctypes\na = ctypes.c_int(1)", "ctypes.pointer(a)"), ("", "property(len, None, id)"),
  ]
  /// The same, of what Python 2 does not have or writes in Python.
  static let modern: [(setup: String, make: String)] = [
    ("import functools\nf = functools.lru_cache()(str)\nf(1); f(2)", "f"),
    ("import pickle, io", "pickle.Pickler(io.BytesIO())"),
    ("import pickle, io", "pickle.Unpickler(io.BytesIO())"),
    (
      "import xml.etree.ElementTree as e\na = e.Element('a', {'b': 'c'})\ne.SubElement(a, 'd')", "a"
    ),
    ("import types", "types.SimpleNamespace(a=[])"), ("", "memoryview(b'abc')[1:]"),
    ("import decimal", "decimal.Decimal('1.5')"), ("", "ImportError('a', name='b')"),
    ("import queue", "queue.SimpleQueue()"),
    ("import queue\nq = queue.SimpleQueue()\nfor i in range(20): q.put([i])\nq.get()", "q"),
  ]

  /// What is not compared, and why.
  private static func reason(_ type: String, on build: Build) -> String? {
    switch type {
    case "classobj",
      "instance" where build.version < Version(3, 0):
      "old-style classes are not described"
    case "_lru_cache_wrapper" where build.version < Version(3, 7):
      "3.6 visits the links themselves, which are blocks here"
    default: nil
    }
  }

  @Test("the collector finds the same references", arguments: await LiveBuild.all())
  func references(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    let known = StandardType.all.filter { $0.type(on: build) != nil }
      .map { [$0.name, $0.source, $0.make] }
    let further = (Self.further + (build.version < Version(3, 0) ? [] : Self.modern))
      .filter { !$0.setup.contains("queue") || build.version >= Version(3, 7) }
      .map { [$0.make, $0.setup, $0.make] }
    try await interpreter.withObjects(seed: SplitMix64.seed, and: known + further) {
      objects, memory in
      let inspector = Inspector(build, reading: memory)
      var types: Set<String> = []
      var compared = 0
      var skipped: Set<String> = []
      // What InspectTests looks at as well, and what is made here
      let made = known.count + further.count
      for object in SplitMix64.each(5, of: Array(objects.dropLast(made))) + objects.suffix(made) {
        if let reason = Self.reason(object.type, on: build) {
          skipped.insert("\(object.type): \(reason)")
          continue
        }
        let name = "\(build): \(object.label) (\(object.type)), seed \(SplitMix64.seed)"
        do throws(InspectionError) {
          let told = try inspector.referents(of: object.address).map(\.rawValue)
          types.insert(object.type)
          compared += 1
          if told.sorted() == object.referents.sorted() { continue }
          let fields = try inspector.inspect(object.address).blocks.flatMap(\.fields)
          Issue.record(
            """
            \(name): gc.get_referents has \(object.referents.without(told).named(by: fields)) more, \
            the layouts have \(told.without(object.referents).named(by: fields)) more
            """)
        } catch {
          Issue.record("\(name): \(error)")
        }
      }
      for reason in skipped.sorted() { print("skipped: referents in \(build) of \(reason)") }
      print("checked \(build): the references of \(compared) objects of \(types.count) types")
      #expect(types.count > 110, "\(build)")
    }
  }
}

extension [UInt64] {
  /// Those that are more than in others.
  fileprivate func without(_ others: [UInt64]) -> [UInt64] {
    var others = others
    return filter { address in
      guard let index = others.firstIndex(of: address) else { return true }
      others.remove(at: index)
      return false
    }
  }

  /// The names of the fields that have these addresses, or the addresses.
  fileprivate func named(by fields: [Block.Field]) -> [String] {
    map { address in
      let field = fields.first { field in
        switch field.role {
        case .reference(let target), .type(let target), .borrowed(let target):
          target.rawValue == address
        default: false
        }
      }
      return field?.name ?? String(address, radix: 16)
    }
  }
}
