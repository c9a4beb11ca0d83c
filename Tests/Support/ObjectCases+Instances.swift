import PySize

/// Instances after what can happen to them, and of subclasses of builtin types.
extension ObjectCases {
  private static func instance(
    _ body: [String], _ change: @escaping @Sendable (Object) throws -> Void
  ) -> What {
    let lines = ["p = C()"] + body + ["return p"]
    let source =
      "class C(object): pass\ndef f():\n" + lines.map { "  \($0)" }.joined(separator: "\n")
    return .made(
      "an instance after \(body.prefix(4).joined(separator: "; "))", source: source, make: "f()"
    ) { heap in
      let object = try heap.makeClass("C")()
      try change(object)
      return [object]
    }
  }

  static let instances: [What] = [
    .made(
      "an instance with a dict among its slots",
      source: "class C(object): __slots__ = ('x', '__dict__')\ndef f():\n  p = C()\n  p.x = 1\n"
        + "  p.y = 2\n  return p", make: "f()"
    ) { heap in
      let object = try heap.makeClass("C", slots: ["x", "__dict__"])()
      try object.set("x", to: 1)
      try object.set("y", to: 2)
      return [object]
    },
    instance([]) { _ in },
    instance(["p.x = 1", "p.y = 2", "p.__dict__"]) {
      try $0.set("x", to: 1)
      try $0.set("y", to: 2)
      _ = try $0.dict()
    },
    instance(["p.__dict__"]) { _ = try $0.dict() },
    instance(["p.__dict__", "p.x = 1", "p.y = 2"]) {
      _ = try $0.dict()
      try $0.set("x", to: 1)
      try $0.set("y", to: 2)
    },
    instance(["p.x = 1", "p.y = 2", "p.z = 3", "del p.x"]) {
      for (value, name) in ["x", "y", "z"].enumerated() { try $0.set(name, to: value + 1) }
      try $0.delete("x")
    },
    instance(["p.x = 1", "p.y = 2", "del p.x", "p.x = 5"]) {
      try $0.set("x", to: 1)
      try $0.set("y", to: 2)
      try $0.delete("x")
      try $0.set("x", to: 5)
    },
    instance(["p.x = 1", "p.__dict__['k'] = 2", "del p.x"]) {
      try $0.set("x", to: 1)
      try $0.dict().setItem(try $0.heap.makeInterned("k"), to: 2)
      try $0.delete("x")
    },
    instance(["for i in range(29): setattr(p, 'a%d' % i, i)"]) { try fill($0, 29) },
    instance(["for i in range(31): setattr(p, 'a%d' % i, i)"]) { try fill($0, 31) },
    instance(["for i in range(40): setattr(p, 'a%d' % i, i)"]) { try fill($0, 40) },
  ]

  private static func fill(_ object: Object, _ count: Int) throws {
    for number in 0..<count { try object.set("a\(number)", to: number) }
  }

  /// Values in Python and in Swift, for subclasses of their types.
  private typealias Value = (
    base: String, python: String, swift: @Sendable (Heap) throws -> Object
  )

  private static func values(on build: Build) -> [Value] {
    var values: [Value] = []
    func add(_ base: String, _ literal: String) {
      values.append((base, literal, { try $0.make(try PyValue(literal: literal, on: $0.build)) }))
    }
    for text in ["0", "5", "-70000"] { add("int", text) }
    let large = "123456789012345678901234567890"
    add(build.version < Version(3, 0) ? "long" : "int", large)
    add("float", "2.5")
    add("complex", "2.5j")
    let text = build.version < Version(3, 0) ? "unicode" : "str"
    for string in ["u''", "u'x'", "u'abc'", "u'\\xe9\\xe8'", "u'\\u65e5\\u672c'", "u'\\U0001f600'"]
    {
      add(text, string)
    }
    let bytes = build.version < Version(3, 0) ? "str" : "bytes"
    for string in ["b''", "b'x'", "b'hello world'"] { add(bytes, string) }
    add("bytearray", "b'abc'")
    for items in ["()", "(1,)", "(1, 2, 3)"] { add("deque", items) }
    if build.version >= Version(3, 0) {
      for pairs in ["()", "((1, 2),)", "(('a', 1), ('b', 2), (3, 4))"] { add("OrderedDict", pairs) }
    }
    for base in ["tuple", "list", "set", "frozenset"] {
      for items in ["()", "(1,)", "(1, 2, 3)", "(1, 2, 3, 4, 5, 6, 7, 8, 9)"] { add(base, items) }
    }
    let many = (0..<22).map { "'k\($0)': \($0)" }.joined(separator: ", ")
    let some = "{'a': 1, 'b': 2, 3: 4, 5: 6, 7: 8, 9: 10, 11: 12}"
    for pairs in ["{}", "{'a': 1}", some, "{\(many)}"] {
      add("dict", pairs)
    }
    return values
  }

  static func subclasses(on build: Build) -> [What] {
    values(on: build).flatMap { value in
      shapes(of: value.base, on: build).map { slots in
        let body = slots.map { "__slots__ = (\($0.map { "'\($0)'," }.joined()))" } ?? "pass"
        return What.made(
          "class C(\(value.base)): \(body); C(\(value.python))",
          source: "from collections import OrderedDict, deque\nclass C(\(value.base)):\n  \(body)",
          make: "C(\(value.python))"
        ) { heap in
          let isOfCollections = ["deque", "OrderedDict"].contains(value.base)
          let base = try heap.builtinClass((isOfCollections ? "collections." : "") + value.base)
          let type = try heap.makeClass("C", bases: [base], slots: slots)
          return [try type(try value.swift(heap))]
        }
      }
    }
  }

  /// Tuples with slots behind their items, which 3.15 is the first to have.
  static func tuplesWithSlots(on build: Build) -> [What] {
    guard build.version >= Version(3, 15) else { return [] }
    return [0, 1, 3, 6].map { count in
      let items = (0..<count).map { "\($0)," }.joined()
      return .made(
        "a tuple of \(count) with two slots, one of them set",
        source: "class C(tuple): __slots__ = ('a', 'b')\ndef f():\n  p = C((\(items)))\n"
          + "  p.a = 7\n  p.b = 8\n  del p.a\n  return p", make: "f()"
      ) { heap in
        let type = try heap.makeClass("C", bases: [heap.builtinClass("tuple")], slots: ["a", "b"])
        let object = try heap.makeTuple(of: (0..<count).map { try heap.make($0) }, as: type)
        try object.set("a", to: 7)
        try object.set("b", to: 8)
        try object.delete("a")
        return [object]
      }
    }
  }

  /// The `__slots__` that a base takes.
  private static func shapes(of base: String, on build: Build) -> [[String]?] {
    let hasItems =
      ["int", "long", "bytes", "tuple"].contains(base)
      && (base != "int" || build.version >= Version(3, 0))
      || base == "str" && build.version < Version(3, 0)
    let common: [[String]?] = [nil, []]
    if hasItems { return common }
    let shapes: [[String]?] = common + [["__dict__"], ["a", "b"]]
    // An OrderedDict has a dict of its own, these have a weakref list
    if base == "OrderedDict" { return common + [["a", "b"]] }
    return ["set", "frozenset", "deque"].contains(base) ? shapes : shapes + [["__weakref__"]]
  }
}
