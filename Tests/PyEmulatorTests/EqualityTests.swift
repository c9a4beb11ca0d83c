import OracleSupport
import PyEmulator
import PyLayout
import Testing

/// Any two objects are equal here where they are in CPython, each compared with each.
@Suite struct EqualityTests {
  @Test("objects are equal where CPython's are", arguments: await LiveBuild.all())
  func areEqualAsInCPython(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    let objects = try Comparables(build)
    let answers: [[String]] = try await interpreter.ask(
      Scripts.path("equality.py"), [objects.sources, objects.hashed.map(\.source)])
    try #require(answers.count == 2 && answers[0].count == objects.all.count, "\(build)")
    for (first, row) in zip(objects.all, answers[0]) {
      let row = row.split(separator: " ")
      try #require(row.count == objects.all.count, "\(build): \(first.source)")
      for (second, expected) in zip(objects.all, row) {
        var ours: String
        do {
          ours = try first.object.isEqual(to: second.object) ? "T" : "F"
        } catch { ours = error.kind.rawValue }
        #expect(ours == expected, "\(build): \(first.source) == \(second.source)")
      }
    }
    for (one, expected) in zip(objects.hashed, answers[1]) {
      var ours: String
      do { ours = "\(try one.object.hash)" } catch { ours = error.kind.rawValue }
      #expect(ours == expected, "\(build): hash(\(one.source))")
    }
  }

  /// What a package's own code compares is not guessed, and neither is a class's own `__eq__`.
  @Test(arguments: ClaimTests.builds) func whatIsNotKnownIsSaid(_ build: Build) throws {
    let heap = try Heap(build)
    let one = try heap.make(1)
    let cls = try heap.makeClass("C")
    try cls.set("__eq__", to: heap.none)
    for object in [
      try heap.makeMutabletuple(of: [one]), try heap.makeDataobjectClass("D", fields: ["x"])(),
      try heap.makeStructClass("M", fields: ["x"])(),
      try heap.makeStructuredArray(rows: 1, fields: ["x"]), try cls(),
    ] {
      for other in [one, object, try heap.makeBytearray()] {
        let error = #expect(throws: PyError.self, "\(build)") { try object.isEqual(to: other) }
        let name = try object.type.name
        #expect(error?.kind == .notImplementedError, "\(build): \(name)")
      }
      // In a container what is the same object is not compared
      #expect(try heap.makeTuple(of: [object]).isEqual(to: heap.makeTuple(of: [object])))
    }
  }
}

/// Objects of all kinds, with the Python that makes the same.
private struct Comparables {
  typealias One = (source: String, object: Object)
  private(set) var all: [One] = []
  /// Those whose hash is a matter of their value alone.
  private(set) var hashed: [One] = []
  var sources: [String] { all.map(\.source) }

  init(_ build: Build) throws {
    let heap = try Heap(build)
    let is3 = build.version >= Version(3, 0)
    func literal(_ text: String) throws -> Object {
      try heap.make(try PyValue(literal: text, on: build))
    }
    for text in [
      "0", "1", "-1", "7", "9007199254740992", "9007199254740993", "1180591620717411303424",
      "-1180591620717411303424", "10000000000000000000000", "0.0", "-0.0", "1.0", "0.5",
      "9007199254740992.0", "1.1805916207174113e+21", "1e22", "1j", "None", "True", "False",
      "(1, 2)", "(1, (2.0, 3j))",
    ] { hashed.append((text, try literal(text))) }
    hashed.removeAll { $0.source == "None" && build.version < Version(3, 12) }
    all = try [
      "0", "1", "True", "False", "None", "-1", "9007199254740992", "9007199254740993",
      "1180591620717411303424", "10000000000000000000000", "100000000000000000000000", "0.0",
      "-0.0", "1.0", "0.5", "9007199254740992.0", "1.1805916207174113e+21", "1e22", "1e23", "1j",
      "u''", "u'a'", "u'\\xe9'", "u'\\U0001f600'", "b''", "b'a'", "b'\\xc3\\xa9'",
      "b'\\x01\\x00\\x00\\x00'", "()", "(1,)", "(True,)", "(1.0, 2)", "(1, 2)", "((1,),)",
      "([1],)", "[]", "[1]", "[True]", "[1, 2]", "[(1,)]", "[[1]]", "{}", "{1: 2}",
      "{True: 2.0}", "{1: [2]}", "{u'a': 1}", "{b'a': 1}", "{1: 2, 3: 4}", "{3: 4, 1.0: 2}",
      "{1}", "{1.0}", "{1, 2}", "{(1,)}", "{2, 1}",
    ].map { ($0, try literal($0)) }
    let nan = try heap.make(Double.nan)
    let one = try heap.make(1)
    all += [
      ("nan", nan), ("float('nan')", try heap.make(Double.nan)),
      ("float('inf')", try heap.make(Double.infinity)), ("1e400", try heap.make(Double.infinity)),
      ("complex(1, 0)", try heap.makeComplex(1, 0)),
      ("complex(nan, 0)", try heap.makeComplex(.nan, 0)),
      ("complex(0, nan)", try heap.makeComplex(0, .nan)),
      ("(nan,)", try heap.makeTuple(nan)), ("(nan,)", try heap.makeTuple(nan)),
      ("(float('nan'),)", try heap.makeTuple(Double.nan)),
      ("set([nan])", try heap.makeSet(of: [nan])), ("set()", try heap.makeSet()),
      ("frozenset()", try heap.makeFrozenset()),
      ("frozenset([1])", try heap.makeFrozenset(of: [one])),
      ("bytearray()", try heap.makeBytearray()),
      ("bytearray(b'a')", try heap.makeBytearray(of: [97])),
      ("bytearray(b'\\1\\0\\0\\0')", try heap.makeBytearray(of: [1, 0, 0, 0])),
      ("array('i', [1])", try heap.makeArray(ofInts: [1])),
      ("array('i', [1])", try heap.makeArray(ofInts: [1])),
      ("array('i')", try heap.makeArray(ofInts: [])),
    ]
    let two = try heap.make(2)
    all += [
      ("deque()", try heap.makeDeque()), ("deque([1])", try heap.makeDeque(of: [one])),
      ("deque([1, 2])", try heap.makeDeque(of: [one, two])),
      ("deque([1.0, 2], 2)", try heap.makeDeque(of: [heap.make(1.0), two], maxlen: 2)),
      ("deque([2, 1])", try heap.makeDeque(of: [two, one])),
      ("deque([nan])", try heap.makeDeque(of: [nan])),
      ("deque([nan])", try heap.makeDeque(of: [nan])),
      ("deque([deque()])", try heap.makeDeque(of: [heap.makeDeque()])),
      ("deque([[]])", try heap.makeDeque(of: [heap.makeList()])),
    ]
    if is3 {
      let three = try heap.make(3)
      func ordered(_ pairs: [(Object, Object)]) throws -> Object {
        try heap.makeOrderedDict(of: pairs.map { (key: $0.0, value: $0.1) })
      }
      all += [
        ("OrderedDict()", try ordered([])), ("OrderedDict([(1, 2)])", try ordered([(one, two)])),
        ("OrderedDict([(1, 2), (3, 4)])", try ordered([(one, two), (three, heap.make(4))])),
        (
          "OrderedDict([(3, 4), (1.0, 2)])",
          try ordered([(three, heap.make(4)), (heap.make(1.0), two)])
        ),
        ("OrderedDict([(1, nan)])", try ordered([(one, nan)])),
        ("OrderedDict([(nan, 1)])", try ordered([(nan, one)])),
        ("OrderedDict([(nan, 1)])", try ordered([(nan, one)])),
        ("{nan: 1}", try heap.makeDict(of: [(nan, one)])),
        ("OrderedDict([(1, OrderedDict([(1, 2)]))])", try ordered([(one, ordered([(one, two)]))])),
        ("OrderedDict([(1, {1: 2})])", try ordered([(one, heap.makeDict(of: [(one, two)]))])),
        ("{1: OrderedDict([(1, 2)])}", try heap.makeDict(of: [(one, ordered([(one, two)]))])),
      ]
    }
    hashed += [("deque()", try heap.makeDeque())]
    let ranges: [(String, Int, Int, Int)] = [
      ("R(0)", 0, 0, 1), ("R(5, 5)", 5, 5, 1), ("R(3)", 0, 3, 1), ("R(0, 3)", 0, 3, 1),
      ("R(0, 3, 2)", 0, 3, 2), ("R(0, 4, 2)", 0, 4, 2), ("R(7, 8, 5)", 7, 8, 5),
      ("R(7, 9, 9)", 7, 9, 9), ("R(3, 0, -1)", 3, 0, -1),
    ]
    for (source, start, stop, step) in ranges {
      let range = try heap.makeRange(start, stop, step)
      all.append((source, range))
      if build.version >= Version(3, 12) { hashed.append((source, range)) }
    }
    if is3 {
      let whole = ("R(-(1 << 63), (1 << 63) - 1)", try heap.makeRange(.min, .max))
      all += [whole, ("R(-(1 << 63), (1 << 63) - 1, 3)", try heap.makeRange(.min, .max, 3))]
      hashed.append(whole)
    }
    let slices: [(String, Int?, Int?, Int?)] = [
      ("slice(None)", nil, nil, nil), ("slice(1)", nil, 1, nil), ("slice(None, 1)", nil, 1, nil),
      ("slice(1, 2, 3)", 1, 2, 3), ("slice(1, 2, 4)", 1, 2, 4),
    ]
    for (source, start, stop, step) in slices {
      let slice = try heap.makeSlice(start, stop, step)
      all.append((source, slice))
      hashed.append((source, slice))
    }
    hashed += [
      ("[]", try heap.makeList()), ("array('i')", try heap.makeArray(ofInts: [])),
      ("complex(1, 2)", try heap.makeComplex(1, 2)),
    ]
    try addInstances(heap, nan, is3)
  }

  private mutating func addInstances(_ heap: Heap, _ nan: Object, _ is3: Bool) throws {
    let one = try heap.make(1)
    let items = try heap.makeTuple(one)
    func over(_ base: String, _ name: String) throws -> Class {
      try heap.makeClass(name, bases: [try heap.builtinClass(base)])
    }
    let C = try heap.makeClass("C")
    let (c, d) = (try C(), try C())
    let FS = try over("frozenset", "FS")
    let (first, second) = (try FS(items), try FS(items))
    let F = try over("float", "F")
    let f = try F(nan)
    let text = is3 ? "str" : "unicode"
    all += [
      ("c", c), ("d", d), ("object()", try heap.builtinClass("object")()),
      ("C", try heap.make(C)), ("list", try heap.make(heap.builtinClass("list"))),
      ("int", try heap.make(heap.builtinClass("int"))), ("L([1])", try over("list", "L")(items)),
      ("T((1,))", try over("tuple", "T")(items)), ("I(1)", try over("int", "I")(one)),
      ("F(1)", try F(1.0)), ("f", f), ("one", first), ("other", second),
      ("S(u'a')", try over(text, "S")("a")),
      ("B(b'a')", try over("bytes", "B")(heap.makeBytes(of: [97]))),
      ("BA(b'a')", try over("bytearray", "BA")(heap.makeBytes(of: [97]))),
      ("Q([1])", try over("collections.deque", "Q")(items)),
      ("D({1: 2})", try over("dict", "D")(heap.make(PyValue(literal: "{1: 2}", on: heap.build)))),
      ("weakref(c)", try heap.makeWeakref(to: c)), ("weakref(d)", try heap.makeWeakref(to: d)),
      ("weakref(one)", try heap.makeWeakref(to: first)),
      ("weakref(other)", try heap.makeWeakref(to: second)),
      ("weakref(f)", try heap.makeWeakref(to: f)),
      ("Exception(1)", try heap.builtinClass("Exception")(one)),
    ]
    let passing = try C()
    let dead = try heap.makeWeakref(to: passing)
    try passing.release()
    all.append(("dead()", dead))
    let Struct = try heap.makeCtypesClass("Struct", ints: ["x"])
    let struct_ = try Struct()
    try struct_.set("x", to: 1)
    all.append(("struct", struct_))
    if is3 {
      let pairs = try heap.make(PyValue(literal: "{1: 2}", on: heap.build))
      all.append(("O({1: 2})", try over("collections.OrderedDict", "O")(pairs)))
      for _ in 0..<2 {
        let space = try heap.makeNamespace()
        try space.set("a", to: 1)
        all.append(("space(a=1)", space))
      }
    }
  }
}
