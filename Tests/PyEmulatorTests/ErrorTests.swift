import OracleSupport
import PyEmulator
import PyLayout
import PyMemory
import Testing

/// Bad input raises what CPython raises, by name and wording, and leaves nothing half done.
@Suite struct ErrorTests {
  /// The same mistake in Python and in Swift.
  struct Mistake: Sendable {
    let python: String
    let swift: @Sendable (Heap) throws -> Void
  }

  private static func mistake(
    _ python: String, _ swift: @escaping @Sendable (Heap) throws -> Void
  ) -> Mistake {
    Mistake(python: python, swift: swift)
  }

  static let classes: [Mistake] =
    [
      mistake("type('P', (object,), {'__slots__': ('a b',)})") { try slots($0, ["a b"]) },
      mistake("type('P', (object,), {'__slots__': ('1a',)})") { try slots($0, ["1a"]) },
      mistake("type('P', (object,), {'__slots__': ('',)})") { try slots($0, [""]) },
      mistake("type('P', (object,), {'__slots__': ('a', 'a')})") { try slots($0, ["a", "a"]) },
      mistake("type('P', (object,), {'__slots__': ('__dict__', '__dict__')})") {
        try slots($0, ["__dict__", "__dict__"])
      },
      mistake("type('P', (object,), {'__slots__': ('__weakref__', '__weakref__')})") {
        try slots($0, ["__weakref__", "__weakref__"])
      },
      mistake("A = type('A', (object,), {})\ntype('P', (A,), {'__slots__': ('__dict__',)})") {
        _ = try $0.makeClass("P", bases: [$0.makeClass("A")], slots: ["__dict__"])
      },
      mistake("A = type('A', (object,), {})\ntype('P', (A,), {'__slots__': ('__weakref__',)})") {
        _ = try $0.makeClass("P", bases: [$0.makeClass("A")], slots: ["__weakref__"])
      },
      mistake("type('P', (float, list), {})") { try bases($0, ["float", "list"]) },
      mistake(
        "A = type('A', (object,), {'__slots__': ('a',)})\n"
          + "B = type('B', (object,), {'__slots__': ('b',)})\ntype('P', (A, B), {})"
      ) { heap in
        let a = try heap.makeClass("A", slots: ["a"])
        let b = try heap.makeClass("B", slots: ["b"])
        _ = try heap.makeClass("P", bases: [a, b])
      },
      mistake("A = type('A', (object,), {})\ntype('P', (A, A), {})") { heap in
        let a = try heap.makeClass("A")
        _ = try heap.makeClass("P", bases: [a, a])
      },
      mistake("type('P', (bool,), {})") { try bases($0, ["bool"]) },
      mistake("type('P', (slice,), {})") { try bases($0, ["slice"]) },
      mistake("type('P', (tuple,), {'__slots__': ('a',)})") {
        _ = try $0.makeClass("P", bases: [$0.builtinClass("tuple")], slots: ["a"])
      },
      mistake("type('a\\0b', (object,), {})") { _ = try $0.makeClass("a\0b") },
      mistake("int.x = 1") { try $0.builtinClass("int").set("x", to: 1) },
      mistake("nothing") { _ = try $0.builtinClass("nothing") },
      mistake("class A(object): pass\nA.w") { _ = try $0.makeClass("A").object(in: $0).get("w") },
      mistake("int.w") { _ = try $0.make($0.builtinClass("int")).get("w") },
      mistake("class A(object): pass\nA.__dict__ = {}") {
        try $0.makeClass("A").set("__dict__", to: $0.makeDict())
      },
      mistake("class A(object): pass\nA.__name__ = u'B' if str is bytes else b'B'") { heap in
        let isOld = heap.build.version < Version(3, 0)
        try heap.makeClass("A").set(
          "__name__", to: isOld ? heap.make("B") : heap.makeBytes(of: [66]))
      },
    ] + special

  /// Names that stand for fields of a class.
  private static let special: [Mistake] = [
    "__name__", "__bases__", "__dict__", "__mro__", "__base__", "__basicsize__", "__itemsize__",
    "__flags__", "__dictoffset__", "__weakrefoffset__", "__module__",
  ].flatMap { name in
    [
      mistake("class A(object): pass\nA.\(name) = 5") { try $0.makeClass("A").set(name, to: 5) },
      mistake("class A(object): pass\nA.\(name) = 5") {
        try $0.make($0.makeClass("A")).set(name, to: 5)
      },
      mistake("int.\(name) = 5") { try $0.builtinClass("int").set(name, to: 5) },
    ]
  }

  private static func slots(_ heap: Heap, _ names: [String]) throws {
    _ = try heap.makeClass("P", slots: names)
  }

  private static func bases(_ heap: Heap, _ names: [String]) throws {
    _ = try heap.makeClass("P", bases: try names.map { try heap.builtinClass($0) })
  }

  static let attributes: [Mistake] = [
    mistake("(1 << 20).x = 1") { try $0.make(1 << 20).set("x", to: 1) },
    mistake("(1 << 20).x") { _ = try $0.make(1 << 20).get("x") },
    mistake("class A(object): __slots__ = ('a',)\nA().a") {
      _ = try $0.makeClass("A", slots: ["a"])().get("a")
    },
    mistake("class A(object): __slots__ = ('a',)\ndel A().a") {
      try $0.makeClass("A", slots: ["a"])().delete("a")
    },
    mistake("class A(object): __slots__ = ('a',)\nA().w = 1") {
      try $0.makeClass("A", slots: ["a"])().set("w", to: 1)
    },
    mistake("class A(object): __slots__ = ('a',)\nA().__dict__") {
      _ = try $0.makeClass("A", slots: ["a"])().dict()
    },
    mistake("class A(object): pass\nA().w") { _ = try $0.makeClass("A")().get("w") },
    mistake("class A(object): pass\ndel A().w") { try $0.makeClass("A")().delete("w") },
    mistake("class A(object): pass\nclass B(A): pass\nB().__weakref__ = 1") {
      try $0.makeClass("B", bases: [$0.makeClass("A")])().set("__weakref__", to: 1)
    },
    mistake("class A(object): pass\ndel A().__weakref__") {
      try $0.makeClass("A")().delete("__weakref__")
    },
    mistake("class A(object): pass\nA().__weakref__[0]") {
      _ = try $0.makeClass("A")().get("__weakref__").item(0)
    },
    mistake("class A(object): __slots__ = ()\nA().__weakref__") {
      _ = try $0.makeClass("A", slots: [])().get("__weakref__")
    },
    mistake("import types\ntypes.SimpleNamespace().__dict__[0]") {
      _ = try $0.makeNamespace().dict().item(0)
    },
    mistake("import types\ntypes.SimpleNamespace().__dict__ = {}") {
      try $0.makeNamespace().set("__dict__", to: $0.makeDict())
    },
    mistake("import types\ndel types.SimpleNamespace().__dict__") {
      try $0.makeNamespace().delete("__dict__")
    },
    mistake("\(slotted)P.__dict__['x'].__set__(Q(), 1)") { heap in
      let (p, q) = try slotted(heap)
      try q().set(p.attribute("x"), to: 1)
    },
    mistake("\(slotted)P.__dict__['x'].__get__(Q(), Q)") { heap in
      let (p, q) = try slotted(heap)
      _ = try q().get(p.attribute("x"))
    },
    mistake("\(slotted)P.__dict__['x'].__delete__(5)") { heap in
      let (p, _) = try slotted(heap)
      try heap.make(5).delete(p.attribute("x"))
    },
    mistake("\(slotted)class S(P): pass\nP.__dict__['x'].__get__(S(), S)") { heap in
      let (p, _) = try slotted(heap)
      _ = try heap.makeClass("S", bases: [p])().get(p.attribute("x"))
    },
    mistake("\(slotted)class S(P): pass\nP.__dict__['x'].__delete__(S())") { heap in
      let (p, _) = try slotted(heap)
      try heap.makeClass("S", bases: [p])().delete(p.attribute("x"))
    },
    mistake("\(slotted)P.x = 5\nP().x = 1") { heap in
      let (p, _) = try slotted(heap)
      try p.set("x", to: 5)
      try p().set("x", to: 1)
    },
    mistake("\(slotted)p = P()\np.x = 1\nP.x = 5\ndel p.x") { heap in
      let (p, _) = try slotted(heap)
      let object = try p()
      try object.set("x", to: 1)
      try p.set("x", to: 5)
      try object.delete("x")
    },
    mistake("\(slotted)class S(P): __slots__ = ()\nS.x = 3\nS().x = 4") { heap in
      let (p, _) = try slotted(heap)
      let type = try heap.makeClass("S", bases: [p], slots: [])
      try type.set("x", to: 3)
      try type().set("x", to: 4)
    },
    mistake("import weakref\nweakref.ref(5)") { _ = try $0.makeWeakref(to: $0.make(5)) },
  ]

  /// Two classes whose instances have the same slot.
  private static let slotted =
    "class P(object): __slots__ = ('x',)\nclass Q(object): __slots__ = ('x',)\n"

  private static func slotted(_ heap: Heap) throws -> (Class, Class) {
    (try heap.makeClass("P", slots: ["x"]), try heap.makeClass("Q", slots: ["x"]))
  }

  static let items: [Mistake] = [
    mistake("[1, 2][5]") { _ = try list($0).item(5) },
    mistake("l = [1, 2]\nl[5] = 1") { try list($0).setItem(5, to: 1) },
    mistake("l = [1, 2]\ndel l[-3]") { try list($0).removeItem(-3) },
    mistake("[1, 2].pop(5)") { try list($0).pop(at: 5) },
    mistake("[].pop()") { try $0.makeList().pop() },
    mistake("l = [1, 2]\nl[u'a']") { _ = try list($0).item("a") },
    mistake("(1, 2)[5]") { _ = try $0.makeTuple(1, 2).item(5) },
    mistake("t = (1, 2)\nt[0] = 1") { try $0.makeTuple(1, 2).setItem(0, to: 1) },
    mistake("t = (1, 2)\ndel t[0]") { try $0.makeTuple(1, 2).removeItem(0) },
    mistake("().append(3)") { try $0.makeTuple().append(3) },
    mistake("{}[7]") { _ = try $0.makeDict().item(7) },
    mistake("{}[(u'\\xe9\\'', (b'\\n\\xff\\\\',), 1 << 70, 1e22, -0.5)]") { heap in
      let key = try PyValue(
        literal: "(u'\\xe9\\'', (b'\\n\\xff\\\\',), 1180591620717411303424, 1e22, -0.5)",
        on: heap.build)
      _ = try heap.makeDict().item(key)
    },
    mistake("{}[(u'\\u20ac\\U0001f600\\u200b \\'\"', -(1 << 64), 1j, -1.5-2.5j, None, True)]") {
      heap in
      let key = try PyValue(
        literal:
          "(u'\\u20ac\\U0001f600\\u200b \\'\"', -18446744073709551616, 1j, -1.5-2.5j, None, True)",
        on: heap.build)
      _ = try heap.makeDict().item(key)
    },
    mistake("d = {}\ndel d[3]") { try $0.makeDict().removeItem(3) },
    mistake("{[]: 1}") { try $0.makeDict().setItem(try $0.makeList(), to: 1) },
    mistake("set().add([])") { try $0.makeSet().add(try $0.makeList()) },
    mistake("set().add(bytearray(b'a'))") { try $0.makeSet().add(try $0.makeBytearray(of: [97])) },
    mistake("hash(([],))") { _ = try $0.makeTuple(try $0.makeList()).hash },
    mistake("len(5)") { _ = try $0.make(5).count },
    mistake("iter(5)") { _ = try $0.make(5).items },
    mistake("x = 5\nx[0]") { _ = try $0.make(5).item(0) },
    mistake("x = 5\nx[0] = 1") { try $0.make(5).setItem(0, to: 1) },
    mistake("b'ab'[2]") { _ = try $0.makeBytes(of: [97, 98]).item(2) },
    mistake("u'ab'[2]") { _ = try $0.make("ab").item(2) },
    mistake("bytearray(b'ab')[2]") { _ = try $0.makeBytearray(of: [97, 98]).item(2) },
    mistake("b = bytearray(b'ab')\nb[2] = 1") {
      try $0.makeBytearray(of: [97, 98]).setItem(2, to: 1)
    },
    mistake("bytearray().append(256)") { try $0.makeBytearray().append(256) },
    mistake("bytearray().append(-1)") { try $0.makeBytearray().append(-1) },
    mistake("bytearray().pop()") { try $0.makeBytearray().pop() },
    mistake("(range if str is not bytes else xrange)(3)[3]") {
      _ = try $0.makeRange(0, 3).item(3)
    },
    mistake("(range if str is not bytes else xrange)(1, 2, 0)") { _ = try $0.makeRange(1, 2, 0) },
    mistake("import array\narray.array('i', [1 << 40])") {
      _ = try $0.makeArray(ofInts: [1 << 40])
    },
    mistake("import array\narray.array('i', [-(1 << 40)])") {
      _ = try $0.makeArray(ofInts: [-(1 << 40)])
    },
  ]

  /// `deque` and `OrderedDict`.
  static let collections: [Mistake] = [
    mistake("[].popleft()") { try $0.makeList().popleft() },
    mistake("D().pop()") { try $0.makeDeque().pop() },
    mistake("D().popleft()") { try $0.makeDeque().popleft() },
    mistake("D([1]).pop(0)") { try $0.makeDeque(of: [$0.make(1)]).pop(at: 0) },
    mistake("D(maxlen=-1)") { _ = try $0.makeDeque(maxlen: -1) },
    mistake("D(5)") { _ = try $0.builtinClass("collections.deque")(5) },
    mistake("D().extend(5)") { try $0.makeDeque().extend($0.make(5)) },
    mistake("D().extendleft(5)") { try $0.makeDeque().extendleft($0.make(5)) },
    mistake("D([1, u'x']).remove(2.5)") { heap in
      try heap.makeDeque(of: [heap.make(1), heap.make("x")]).remove(2.5)
    },
    mistake("D().insert(0, 1)") { try $0.makeDeque().insert(1, at: 0) },
    mistake("D([1], 1).insert(0, 1)") {
      try $0.makeDeque(of: [$0.make(1)], maxlen: 1).insert(1, at: 0)
    },
    mistake("D().copy()") { _ = try $0.makeDeque().copy() },
    mistake("D().add(1)") { try $0.makeDeque().add(1) },
    mistake("D().x") { _ = try $0.makeDeque().get("x") },
    mistake("D().x = 1") { try $0.makeDeque().set("x", to: 1) },
    mistake("D().maxlen = 1") { try $0.makeDeque().set("maxlen", to: 1) },
    mistake("del D().maxlen") { try $0.makeDeque().delete("maxlen") },
    mistake("class C(D): pass\nC().maxlen = 1") { heap in
      try heap.makeClass("C", bases: [heap.builtinClass("collections.deque")])().set(
        "maxlen", to: 1)
    },
    mistake("class C(D): __slots__ = ('maxlen',)\nC().maxlen") { heap in
      let base = try heap.builtinClass("collections.deque")
      _ = try heap.makeClass("C", bases: [base], slots: ["maxlen"])().get("maxlen")
    },
    mistake("hash(D())") { _ = try $0.makeDeque().hash },
    mistake("{}.pop([])") { try $0.makeDict().pop(key: $0.makeList()) },
    mistake("{1: 2}.pop([])") { try $0.make([1: 2]).pop(key: $0.makeList()) },
    mistake("{1: 2}.pop(3)") { try $0.make([1: 2]).pop(key: 3) },
    mistake("().pop(3)") { try $0.makeTuple().pop(key: 3) },
    mistake("{}.move_to_end(1)") { try $0.makeDict().moveToEnd(1) },
  ]

  /// `OrderedDict`, which is C's in 3.x alone.
  static let ordered: [Mistake] = [
    mistake("O().popitem()") { try $0.makeOrderedDict().popitem() },
    mistake("O().popitem(False)") { try $0.makeOrderedDict().popitem(last: false) },
    mistake("O().pop(1)") { try $0.makeOrderedDict().pop(key: 1) },
    mistake("O().pop([])") { try $0.makeOrderedDict().pop(key: $0.makeList()) },
    mistake("O([(1, 2)]).pop(3)") { try ordered($0).pop(key: 3) },
    mistake("O().move_to_end([])") { try $0.makeOrderedDict().moveToEnd($0.makeList()) },
    mistake("O([(1, 2)]).move_to_end([])") { try ordered($0).moveToEnd($0.makeList()) },
    mistake("O([(1, 2)]).move_to_end(3)") { try ordered($0).moveToEnd(3, last: false) },
    mistake("O()[3]") { _ = try $0.makeOrderedDict().item(3) },
    mistake("o = O([(1, 2)])\ndel o[3]") { try ordered($0).removeItem(3) },
    mistake("o = O([(1, 2)])\ndel o[[]]") { try ordered($0).removeItem($0.makeList()) },
    mistake("O([(1, 2)])[[]] = 1") { try ordered($0).setItem($0.makeList(), to: 1) },
    mistake("O(5)") { _ = try $0.builtinClass("collections.OrderedDict")(5) },
    mistake("O().update([5])") { try $0.makeOrderedDict().update($0.make([5])) },
    mistake("O().update([(1,)])") { try $0.makeOrderedDict().update($0.make([[1]])) },
    mistake("O().update([()])") { try $0.makeOrderedDict().update($0.make([$0.makeTuple()])) },
    mistake("O().update([(1, 2, 3)])") { try $0.makeOrderedDict().update($0.make([[1, 2, 3]])) },
    mistake("hash(O())") { _ = try $0.makeOrderedDict().hash },
    mistake("O().append(1)") { try $0.makeOrderedDict().append(1) },
    mistake("O().x") { _ = try $0.makeOrderedDict().get("x") },
    mistake("del O().x") { try $0.makeOrderedDict().delete("x") },
    mistake("class C(O, dict): pass\nclass D(O, D): pass") { heap in
      let (O, dict) = try (heap.builtinClass("collections.OrderedDict"), heap.builtinClass("dict"))
      _ = try heap.makeClass("C", bases: [O, dict])
      _ = try heap.makeClass("D", bases: [O, heap.builtinClass("collections.deque")])
    },
  ]

  private static func ordered(_ heap: Heap) throws -> Object {
    try heap.makeOrderedDict(of: [(heap.make(1), heap.make(2))])
  }

  /// A subclass of 2.7's `int` holds what a C long does.
  static let integers: [Mistake] = [
    "2147483647", "2147483648", "-2147483648", "-2147483649", "9223372036854775807",
    "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
    "1180591620717411303424", "-1180591620717411303424", "True", "0",
  ].map { text in
    mistake("class A(int): pass\nA(\(text))") { heap in
      let value = try PyValue(literal: text, on: heap.build)
      _ = try heap.makeClass("A", bases: [heap.builtinClass("int")])(value)
    }
  }

  /// Every kind of object, every kind of key, all that is done with the two.
  static let subscripts: [Mistake] = {
    let objects: [(python: String, swift: @Sendable (Heap) throws -> Object)] = [
      ("[1, 2]", { try list($0) }), ("(1, 2)", { try $0.makeTuple(1, 2) }),
      ("{}", { try $0.makeDict() }), ("set()", { try $0.makeSet() }),
      ("frozenset()", { try $0.makeFrozenset() }),
      ("u'ab'", { try $0.make("ab") }), ("b'ab'", { try $0.makeBytes(of: [97, 98]) }),
      ("bytearray(b'ab')", { try $0.makeBytearray(of: [97, 98]) }),
      ("(range if str is not bytes else xrange)(2)", { try $0.makeRange(0, 2) }),
      ("1 << 20", { try $0.make(1 << 20) }), ("1.5", { try $0.make(1.5) }),
      ("1j", { try $0.makeComplex(0, 1) }), ("None", { try $0.none }),
      ("slice(1)", { try $0.makeSlice(nil, 1) }),
      ("D([1, 2])", { heap in try heap.makeDeque(of: [heap.make(1), heap.make(2)]) }),
      (
        "type('A', (D,), {})()",
        { heap in try heap.makeClass("A", bases: [heap.builtinClass("collections.deque")])() }
      ),
      ("type('A', (object,), {'__slots__': ('a',)})()", { try $0.makeClass("A", slots: ["a"])() }),
      ("type('A', (object,), {})()", { try $0.makeClass("A")() }),
      ("type('A', (list,), {})()", { try $0.makeClass("A", bases: [$0.builtinClass("list")])() }),
    ]
    let keys: [(python: String, swift: @Sendable (Heap) throws -> Object)] = [
      ("u'x'", { try $0.make("x") }), ("0", { try $0.make(0) }), ("99", { try $0.make(99) }),
      ("-9", { try $0.make(-9) }), ("None", { try $0.none }), ("True", { try $0.make(true) }),
      ("1.5", { try $0.make(1.5) }),
      ("1 << 64", { try $0.make(PyValue(literal: "18446744073709551616", on: $0.build)) }),
      ("-(1 << 64)", { try $0.make(PyValue(literal: "-18446744073709551616", on: $0.build)) }),
    ]
    return objects.flatMap { object in
      keys.flatMap { key in
        let python = "o, k = \(object.python), \(key.python)\n"
        return [
          mistake(python + "o[k]") { _ = try object.swift($0).item(key.swift($0)) },
          mistake(python + "o[k] = 1") { try object.swift($0).setItem(key.swift($0), to: 1) },
          mistake(python + "del o[k]") { try object.swift($0).removeItem(key.swift($0)) },
        ]
      }
    }
  }()

  private static func list(_ heap: Heap) throws -> Object {
    try heap.make(try PyValue(literal: "[1, 2]", on: heap.build))
  }

  /// 2.7 names the bases in the order of a dict, which is that of addresses.
  static let ofPython3: [Mistake] = [
    mistake("class A(object): pass\nA.__qualname__ = 5") {
      try $0.makeClass("A").set("__qualname__", to: 5)
    },
    mistake("class A(object): pass\nA.__text_signature__ = 5") {
      try $0.makeClass("A").set("__text_signature__", to: 5)
    },
    mistake("A = type('A', (object,), {})\nB = type('B', (A,), {})\ntype('P', (A, B), {})") {
      let a = try $0.makeClass("A")
      let b = try $0.makeClass("B", bases: [a])
      _ = try $0.makeClass("P", bases: [a, b])
    },
  ]

  @Test("mistakes raise what CPython raises", arguments: await LiveBuild.all())
  func mistakesRaiseAsInCPython(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    var mistakes = Self.classes + Self.attributes + Self.items + Self.subscripts + Self.integers
    mistakes += Self.collections
    if build.version >= Version(3, 0) { mistakes += Self.ofPython3 + Self.ordered }
    let answers: [String?] = try await interpreter.ask(
      Scripts.path("errors.py"), mistakes.map(\.python))
    #expect(answers.count == mistakes.count)
    let heap = try Heap(build)
    for (mistake, answer) in zip(mistakes, answers) {
      var ours: String?
      do { try mistake.swift(heap) } catch { ours = "\(error)" }
      #expect(ours == answer, "\(build): \(mistake.python)")
    }
  }

  /// What is not done here says so, and is not taken for something that CPython would refuse.
  @Test(arguments: ClaimTests.builds) func whatIsNotDoneSaysSo(_ build: Build) throws {
    let heap = try Heap(build)
    let slice = try heap.makeSlice(0, 1)
    let list = try Self.list(heap)
    let point = try heap.makeClass("A")()
    for use in [
      { _ = try list.item(slice) }, { try list.setItem(slice, to: list) },
      { try list.removeItem(slice) }, { _ = try heap.make("ab").item(slice) },
      { try point.delete("__dict__") }, { _ = try heap.builtinClass("ValueError") },
      { _ = try heap.builtinClass("len") }, { _ = try heap.make(5).get("real") },
      { _ = try list.get("append") }, { _ = try point.get("__init__") },
      { _ = try heap.make(point.type).get("__mro__") },
      { _ = try heap.make(heap.builtinClass("list")).get("append") },
      { try point.type.set("__bases__", to: heap.makeTuple()) },
      { _ = try heap.makeStructuredArray(rows: 1, fields: ["x"], numpy: Version(0, 1)) },
    ] as [() throws -> Void] {
      let error = #expect(throws: PyError.self, "\(build)") { try use() }
      #expect(error?.kind == .notImplementedError, "\(build)")
    }
  }

  /// `PyUnicode_New` takes nothing above U+10FFFF.
  @Test(arguments: ClaimTests.builds) func noCharacterIsAboveTheLast(_ build: Build) throws {
    let heap = try Heap(build)
    #expect(try heap.make(PyValue.str([0x10_ffff])).count == 1, "\(build)")
    for points: [UInt32] in [[0x11_0000], [0x61, .max]] {
      let error = #expect(throws: PyError.self, "\(build)") { try heap.make(PyValue.str(points)) }
      #expect(error?.kind == .systemError, "\(build)")
    }
  }

  /// A store that has no more than it has.
  @safe private final class Full: ByteStore {
    let count = 64 << 20
    let base: UnsafeMutableRawPointer

    init() {
      unsafe base = .allocate(byteCount: 64 << 20, alignment: 1 << 16)
      unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: 64 << 20)
    }

    deinit { unsafe base.deallocate() }

    func grow(to count: Int) throws(MemoryError) {
      throw MemoryError(.write, address: .null, count: count, reason: "it is full")
    }
  }

  /// A list for which there is no more room says so as CPython does, and stays as it was.
  @Test(arguments: ClaimTests.builds) func listThatDoesNotGrowIsMemoryError(_ build: Build) throws {
    let heap = try Heap(
      build, in: EmulatedMemory(pointerSize: build.pointerSize, in: Full()))
    let list = try Self.list(heap)
    var count = 0
    let error = #expect(throws: PyError.self, "\(build)") {
      while true {
        count = try list.count
        try list.extend(list)
      }
    }
    #expect(error?.kind == .memoryError, "\(build)")
    #expect(try list.count == count, "\(build)")
  }

  /// A weak reference is what `__weakref__` answers.
  @Test(arguments: ClaimTests.builds) func weakrefIsAnAttribute(_ build: Build) throws {
    let heap = try Heap(build)
    let point = try heap.makeClass("A")()
    #expect(try point.get("__weakref__").isSame(as: heap.none), "\(build)")
    let weakref = try heap.makeWeakref(to: point)
    #expect(try point.get("__weakref__").isSame(as: weakref), "\(build)")
  }

  /// A class written in Python is not made, and it is said why.
  @Test func orderedDictOfPython2IsRefused() throws {
    let heap = try Heap(Build(parsing: "2.7"))
    for make in [
      { _ = try heap.makeOrderedDict() }, { _ = try heap.makeOrderedDict(of: []) },
      { _ = try heap.builtinClass("collections.OrderedDict") },
    ] as [() throws -> Void] {
      let error = #expect(throws: PyError.self) { try make() }
      #expect(error?.kind == .notImplementedError && error?.message.contains("2.7") == true)
    }
  }

  /// A reference that was given up names no object any more, whatever is done with it.
  @Test(arguments: ClaimTests.builds) func releasedReferenceIsRefused(_ build: Build) throws {
    let heap = try Heap(build)
    let list = try heap.makeList()
    try list.release()
    for use in [
      { try list.append(1) }, { try list.release() }, { _ = try list.count },
      { _ = try list.get("x") }, { _ = try heap.makeTuple(list) },
    ] as [() throws -> Void] {
      let error = #expect(throws: PyError.self, "\(build)") { try use() }
      #expect(error?.kind == .referenceError, "\(build)")
    }
  }
}
