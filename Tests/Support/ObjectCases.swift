public import PySize

/// Objects that no literal makes: Python on one side, Swift on the other.
public enum ObjectCases {
  /// All of them.
  public static func all(on build: Build) -> [What] {
    plain + bytearrays + sets + dicts + lists + deques(on: build) + orderedDicts(on: build)
      + instances + subclasses(on: build) + tuplesWithSlots(on: build)
  }

  static func made(
    _ make: String, _ source: String = "",
    _ emulated: @escaping @Sendable (Heap) throws -> Object
  ) -> What {
    .made(
      source.isEmpty ? make : "\(make) after \(source.replacing("\n", with: "; "))",
      source: source, make: make, emulated: { [try emulated($0)] })
  }

  private static let plain: [What] = [
    made("complex(1.5, -2)") { try $0.makeComplex(1.5, -2) },
    made("range(10)", "try: range = xrange\nexcept NameError: pass") { try $0.makeRange(0, 10) },
    made("range(-5, 100000, 7)", "try: range = xrange\nexcept NameError: pass") {
      try $0.makeRange(-5, 100_000, 7)
    },
    made("range(10, 0, -1)", "try: range = xrange\nexcept NameError: pass") {
      try $0.makeRange(10, 0, -1)
    },
    made("range(0)", "try: range = xrange\nexcept NameError: pass") { try $0.makeRange(0, 0) },
    made("slice(1, 2, 3)") { try $0.makeSlice(1, 2, 3) },
    made("slice(None, 5)") { try $0.makeSlice(nil, 5) },
    made("itertools.repeat(None, 5)", "import itertools") { heap in
      let layout = PyType.repeatIterator(on: heap.build)
      let times = try heap.makeType(layout)()
      try times.set("element", to: try heap.none)
      try times.set("cnt", to: 5)
      return times
    },
    .made(
      "weakref.ref(ob)", source: "import weakref\nclass C(object): pass\nob = C()",
      make: "weakref.ref(ob)"
    ) { heap in
      let ob = try heap.makeClass("C")()
      return [ob, try heap.makeWeakref(to: ob)]
    },
    .made(
      "a weak reference's object",
      source: "import weakref\nclass C(object): pass\nob = C()\nref = weakref.ref(ob)", make: "ob"
    ) { heap in
      let ob = try heap.makeClass("C")()
      return [try heap.makeWeakref(to: ob), ob]
    },
    .made(
      "a weak reference whose object is gone",
      source: "import weakref\nclass C(object): pass\nob = C()\nref = weakref.ref(ob)\ndel ob",
      make: "ref"
    ) { heap in
      let ob = try heap.makeClass("C")()
      let ref = try heap.makeWeakref(to: ob)
      try ob.release()
      return [ref]
    },
  ]

  private static let bytearrays: [What] =
    [0, 1, 2, 5, 9, 20, 100].flatMap { count in
      [
        made("bytearray(b'\(String(repeating: "x", count: count))')") {
          try $0.makeBytearray(of: Array(repeating: UInt8(ascii: "x"), count: count))
        },
        made(
          "f(\(count))",
          "def f(n):\n  b = bytearray(b'abc')\n  for i in range(n): b.append(i)\n  return b"
        ) { heap in
          let bytes = try heap.makeBytearray(of: Array("abc".utf8))
          for index in 0..<count { try bytes.append(index) }
          return bytes
        },
        made(
          "f(\(count))",
          "def f(n):\n  b = bytearray(b'x' * 101)\n  for i in range(n): b.pop()\n  return b"
        ) { heap in
          let bytes = try heap.makeBytearray(of: Array(repeating: 120, count: 101))
          for _ in 0..<count { try bytes.pop() }
          return bytes
        },
      ]
    }

  private static let sets: [What] =
    [0, 1, 3, 5, 8, 20, 100].flatMap { count in
      [
        made("frozenset(list(range(\(count))))") { heap in
          try heap.makeFrozenset(of: try (0..<count).map { try heap.make($0) })
        },
        made(
          "f(\(count))",
          "def f(n):\n  s = set(list(range(n)))\n  for i in range(0, n, 3): s.discard(i)\n"
            + "  for i in range(n, n + 4): s.add(i)\n  return s"
        ) { heap in
          let set = try heap.makeSet(of: try (0..<count).map { try heap.make($0) })
          for item in stride(from: 0, to: count, by: 3) { try set.discard(item) }
          for item in count..<(count + 4) { try set.add(item) }
          return set
        },
        made("f()", "def f():\n  s = set(list(range(\(count))))\n  s.clear()\n  return s") { heap in
          let set = try heap.makeSet(of: try (0..<count).map { try heap.make($0) })
          try set.clear()
          return set
        },
      ]
    }

  private static let dicts: [What] =
    [1, 5, 6, 12, 40].flatMap { count in
      [
        made(
          "f(\(count))",
          "def f(n):\n  d = {}\n  for i in range(n): d[i] = i\n  for i in range(0, n, 2): del d[i]\n"
            + "  for i in range(0, n, 4): d[i] = -1\n  d[n] = 1\n  return d"
        ) { heap in
          let dict = try heap.makeDict()
          for key in 0..<count { try dict.setItem(key, to: key) }
          for key in stride(from: 0, to: count, by: 2) { try dict.removeItem(key) }
          for key in stride(from: 0, to: count, by: 4) { try dict.setItem(key, to: -1) }
          try dict.setItem(count, to: 1)
          return dict
        },
        made(
          "f(\(count))",
          "def f(n):\n  d = {}\n  for i in range(n): d[i] = i\n  d.clear()\n  d['a'] = 1\n  d[2] = 3\n"
            + "  return d"
        ) { heap in
          let dict = try heap.makeDict()
          for key in 0..<count { try dict.setItem(key, to: key) }
          try dict.clear()
          try dict.setItem(try heap.makeInterned("a"), to: 1)
          try dict.setItem(2, to: 3)
          return dict
        },
        made("f(\(count))", "def f(n):\n  d = dict.fromkeys(range(n), 1)\n  d.clear()\n  return d")
        {
          heap in
          let dict = try heap.makeDict()
          for key in 0..<count { try dict.setItem(key, to: 1) }
          try dict.clear()
          return dict
        },
      ]
    }

  private static let lists: [What] =
    [0, 1, 4, 5, 9, 17, 64, 100].flatMap { count in
      [
        made(
          "f(\(count))",
          "def f(n):\n  l = []\n  for i in range(n): l.append(i)\n  return l"
        ) { heap in
          let list = try heap.makeList()
          for item in 0..<count { try list.append(item) }
          return list
        },
        made(
          "f(\(count))",
          "def f(n):\n  l = []\n  for i in range(100): l.append(i)\n  for i in range(n): l.pop()\n"
            + "  l.insert(1, 7)\n  return l"
        ) { heap in
          let list = try heap.makeList()
          for item in 0..<100 { try list.append(item) }
          for _ in 0..<count { try list.pop() }
          try list.insert(7, at: 1)
          return list
        },
      ]
    }
}
