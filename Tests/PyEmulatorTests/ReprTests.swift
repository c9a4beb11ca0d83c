import OracleSupport
import PyEmulator
import PyLayout
import PyMemory
import SeededRandom
import Testing

/// Objects print as CPython's do.
@Suite struct ReprTests {
  static let count = SplitMix64.cases(of: 6000)

  @Test("objects print as CPython's", arguments: await LiveBuild.all())
  func printAsInCPython(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    var generator = LiteralGenerator(
      seed: SplitMix64.seed &+ 2, isPython2: build.version.major == 2)
    let texts = (0..<Self.count).map { _ in generator.literal() }
    let objects = try Printed(build)
    let answers: [[String?]] = try await interpreter.ask(
      Scripts.path("repr.py"), [texts, objects.all.map(\.source)], hashSeed: 0)
    try #require(answers.count == 2 && answers[1].count == objects.all.count, "\(build)")
    var good = 0
    for (text, expected) in zip(texts, answers[0]) {
      guard let expected, let value = try? PyValue(literal: text, on: build) else { continue }
      // Up to 3.11 None hashes as its address, and a table has its order from hashes
      if build.version < Version(3, 12), text.contains("None"), text.contains("{") { continue }
      let object = try objects.heap.make(value)
      // Not as characters, of which two may be equal
      let told = try object.repr
      #expect(
        told.utf8.elementsEqual(expected.utf8),
        "\(build), seed \(SplitMix64.seed): \(text): \(told), not \(expected)")
      good += 1
    }
    #expect(good > Self.count / 2, "\(build)")
    for (one, expected) in zip(objects.all, answers[1]) {
      #expect(Self.answer(one.object) == expected, "\(build): \(one.source)")
    }
  }

  /// The text without addresses, or what is raised.
  private static func answer(_ object: Object) -> String {
    do throws(PyError) {
      return try object.repr.replacing(/0x[0-9a-f]+/, with: "0x")
    } catch {
      return "\(error)"
    }
  }

  /// What a class's own code or a package's would say is not guessed; `print` says which object it is.
  @Test(arguments: ClaimTests.builds) func whatIsNotKnownIsSaid(_ build: Build) throws {
    let heap = try Heap(build)
    let cls = try heap.makeClass("C")
    try cls.set("__repr__", to: heap.none)
    for object in [
      try cls(), try heap.makeDataobjectClass("D", fields: ["x"])(),
      try heap.makeStructClass("M", fields: ["x"])(),
      try heap.makeMutabletuple(of: [heap.make(1)]),
    ] {
      let error = #expect(throws: PyError.self, "\(build)") { try object.repr }
      #expect(error?.kind == .notImplementedError, "\(build)")
      #expect("\(object)".hasSuffix(" object at \(try object.address)>"), "\(build): \(object)")
    }
    let passing = try cls()
    try passing.release()
    #expect("\(passing)" == "<a released reference>")
    // Another's bytes where the type was
    let lost = try heap.make(1.5)
    let place = try lost.address + PyObject.layout(on: build).ob_type.offset
    let type = try heap.memory.bytes(at: place, count: build.pointerSize)
    try heap.memory.write([UInt8](repeating: 0xff, count: build.pointerSize), at: place)
    #expect("\(lost)" == "<an object at \(try lost.address) whose type cannot be read>", "\(build)")
    try heap.memory.write(type, at: place)
    #expect(heap.failure == nil, "\(build)")
  }

  /// A class has the module that it says it has.
  @Test(arguments: ClaimTests.builds) func modulesAreShown(_ build: Build) throws {
    let heap = try Heap(build)
    let cls = try heap.makeClass("C")
    #expect("\(cls)" == "<class '__main__.C'>", "\(build)")
    try cls.set("__module__", to: "shop")
    #expect("\(cls)" == "<class 'shop.C'>", "\(build)")
    #expect("\(try cls())".hasPrefix("<shop.C object at 0x"), "\(build)")
  }
}

/// Objects of all kinds, with the Python that makes the same.
private struct Printed {
  let heap: Heap
  private(set) var all: [(source: String, object: Object)] = []

  init(_ build: Build) throws {
    heap = try Heap(build)
    let one = try heap.make(1)
    let items = try heap.makeTuple(one)
    func over(_ base: String, _ name: String) throws -> Class {
      try heap.makeClass(name, bases: [try heap.builtinClass(base)])
    }
    let C = try heap.makeClass("C")
    let c = try C()
    let kept = try over("frozenset", "FS")(items)
    let is3 = build.version >= Version(3, 0)
    all = [
      ("None", try heap.none), ("9007199254740994.0", try heap.make(9007199254740994.0)),
      ("9999999999999998.0", try heap.make(9999999999999998.0)), ("1e16", try heap.make(1e16)),
      ("-9007199254740996.0", try heap.make(-9007199254740996.0)), ("1e-5", try heap.make(1e-5)),
      ("123456789012345680.0", try heap.make(123456789012345680.0)),
      ("complex(-0.0, 9007199254740994.0)", try heap.makeComplex(-0.0, 9007199254740994.0)),
      ("complex(1, float('nan'))", try heap.makeComplex(1, .nan)),
      ("set()", try heap.makeSet()), ("set([1])", try heap.makeSet(of: [one])),
      ("frozenset()", try heap.makeFrozenset()),
      ("frozenset([1])", try heap.makeFrozenset(of: [one])),
      ("bytearray(b'a\\0')", try heap.makeBytearray(of: [97, 0])),
      ("bytearray(b\"a'\")", try heap.makeBytearray(of: [97, 39])),
      ("bytearray(b'\"')", try heap.makeBytearray(of: [34])),
      ("bytearray(b'\\'\"')", try heap.makeBytearray(of: [39, 34])),
      ("array('i')", try heap.makeArray(ofInts: [])),
      ("array('i', [1, -2])", try heap.makeArray(ofInts: [1, -2])),
      ("R(3)", try heap.make(0..<3)), ("R(1, 4)", try heap.make(1...3)),
      ("R(0, 3, 2)", try heap.makeRange(0, 3, 2)), ("R(3, 0, -1)", try heap.makeRange(3, 0, -1)),
      ("R(1, 10, 4)", try heap.makeRange(1, 10, 4)), ("R(5, 1)", try heap.makeRange(5, 1)),
      ("slice(None)", try heap.makeSlice(nil, nil)),
      ("slice(1, 2, 3)", try heap.makeSlice(1, 2, 3)),
      ("object()", try heap.builtinClass("object")()), ("c", c), ("C", try heap.make(C)),
      ("int", try heap.make(heap.builtinClass("int"))),
      ("type", try heap.make(c.type).get("__class__")),
      ("array", try heap.make(heap.makeArray(ofInts: []).type)),
      ("type(None)", try heap.make(heap.none.type)),
      ("L([1])", try over("list", "L")(items)), ("T((1,))", try over("tuple", "T")(items)),
      ("T()", try over("tuple", "T")(heap.makeTuple())), ("I(1)", try over("int", "I")(one)),
      ("F(1)", try over("float", "F")(1.0)), ("ST([1])", try over("set", "ST")(items)),
      ("ST()", try over("set", "ST")()), ("one", kept),
      ("S(u'a')", try over(is3 ? "str" : "unicode", "S")("a")),
      ("B(b'a')", try over("bytes", "B")(heap.makeBytes(of: [97]))),
      ("BA(b'a')", try over("bytearray", "BA")(heap.makeBytes(of: [97]))),
      ("D({1: 2})", try over("dict", "D")(heap.make([1: 2]))),
      ("Exception()", try heap.builtinClass("Exception")()),
      ("Exception(1)", try heap.builtinClass("Exception")(one)),
      ("E(u'a')", try over("Exception", "E")("a")),
      ("weakref(c)", try heap.makeWeakref(to: c)),
      ("weakref(C)", try heap.makeWeakref(to: heap.make(C))),
      ("weakref(one)", try heap.makeWeakref(to: kept)),
    ]
    let (Q, pairs) = (
      try over("collections.deque", "Q"), [(one, items), (try heap.make("a"), one)]
    )
    all += [
      ("deque()", try heap.makeDeque()),
      ("deque([1], 3)", try heap.makeDeque(of: [one], maxlen: 3)),
      ("deque([], 0)", try heap.makeDeque(of: [one], maxlen: 0)), ("Q([1])", try Q(items)),
      ("deque", try heap.make(heap.builtinClass("collections.deque"))),
    ]
    if is3 {
      let ordered = try heap.makeOrderedDict(of: pairs)
      let O = try over("collections.OrderedDict", "O")
      all += [
        ("OrderedDict()", try heap.makeOrderedDict()),
        ("OrderedDict([(1, (1,)), (u'a', 1)])", ordered), ("O()", try O()),
        ("O([(1, (1,)), (u'a', 1)])", try O(ordered)),
        ("deque([OrderedDict([(1, (1,)), (u'a', 1)])])", try heap.makeDeque(of: [ordered])),
        ("OrderedDict", try heap.make(heap.builtinClass("collections.OrderedDict"))),
      ]
    }
    try addRecursive(is3)
    // CPython's own stack ends somewhere from 3.14 on
    let limit =
      build.version < Version(3, 7)
      ? 999 : build.version < Version(3, 12) ? 998 : build.version < Version(3, 13) ? 1497 : 9998
    if build.version < Version(3, 14) {
      for depth in [limit - 1, limit, limit + 1] {
        all.append(("nested(\(depth))", try nested(depth)))
      }
      // A deque shows a list, an ordered dict one of tuples, or a dict
      for depth in [limit / 2 - 1, limit / 2, limit / 2 + 1] {
        all.append(("nested_deque(\(depth))", try nestedDeque(depth)))
      }
      let third = build.version < Version(3, 12) ? limit / 3 : limit / 2
      for depth in [third - 1, third, third + 1, third + 2] where is3 {
        all.append(("nested_ordered(\(depth))", try nestedOrdered(depth)))
      }
    }
  }

  private func nested(_ depth: Int) throws -> Object {
    var list = try heap.makeList()
    for _ in 1..<depth { list = try heap.make([list]) }
    return list
  }

  private func nestedDeque(_ depth: Int) throws -> Object {
    var deque = try heap.makeDeque()
    for _ in 1..<depth { deque = try heap.makeDeque(of: [deque]) }
    return deque
  }

  private func nestedOrdered(_ depth: Int) throws -> Object {
    var dict = try heap.makeOrderedDict()
    for _ in 1..<depth { dict = try heap.makeOrderedDict(of: [(heap.make(1), dict)]) }
    return dict
  }

  private mutating func addRecursive(_ is3: Bool) throws {
    let list = try heap.make([1])
    try list.append(list)
    let dict = try heap.makeDict()
    dict[1] = dict
    let inner = try heap.makeList()
    let tuple = try heap.makeTuple(inner)
    try inner.append(tuple)
    all += [("own_list()", list), ("own_dict()", dict), ("own_tuple()", tuple)]
    let deque = try heap.makeDeque(of: [heap.make(1)], maxlen: 5)
    try deque.append(deque)
    try deque.append(heap.make([deque]))
    all.append(("own_deque()", deque))
    guard is3 else { return }
    let ordered = try heap.makeOrderedDict()
    ordered[1] = ordered
    ordered[2] = try heap.make([ordered])
    all.append(("own_ordered()", ordered))
    let space = try heap.makeNamespace()
    space.b = 1
    space.a = 2
    space.me = space
    all += [("own_space()", space), ("space()", try heap.makeNamespace())]
  }
}
