public import PyBridge
public import PyLayout

/// The standard types, and objects of them, that every interpreter is asked about, live or by the
/// recorder.
public enum TypeCases {
  /// One object on a build.
  public struct Case: Sendable {
    /// Names the case: `type/function`.
    public let id: String
    /// The type of the object, as predicted.
    public let type: PyType
    /// What `sys.getsizeof` answers, as predicted from what the snippet's other parts tell; `nil` where
    /// the size is the instance's own affair.
    let size: @Sendable ([Int]) -> Int?
    /// What makes the object, and asks.
    public let snippet: Snippet

    init(
      _ id: String, _ type: PyType, source: String, make: String, asking parts: [String] = [],
      size: @escaping @Sendable ([Int]) -> Int?
    ) {
      self.id = "type/\(id)"
      self.type = type
      self.size = size
      let asked = ["sys.getsizeof(ob)"] + parts
      snippet = Snippet(
        id: self.id, package: nil, extensionSource: nil, source: "import sys\n\(source)",
        make: make, count: 1,
        parts: asked.enumerated().map { .init(name: $0 == 0 ? "instance" : $1, size: $1) })
    }
  }

  /// Those that a build has.
  public static func all(on build: Build) -> [Case] {
    types(on: build) + objects(on: build) + subclasses(on: build) + shapes(on: build)
  }

  private static func types(on build: Build) -> [Case] {
    StandardType.all.compactMap { standard in
      guard let type = standard.type(on: build) else { return nil }
      return Case(standard.name, type, source: standard.source, make: standard.make) { _ in
        // How many items there are is the instance's own affair
        type.tp_itemsize == 0 ? type.shallowSize() : nil
      }
    }
  }

  /// A described object, and the Python that makes it: what is called, and with what.
  private struct Described {
    let object: StandardObject
    let source: String
    let callee: String
    let arguments: String
    var then = ""

    func source(calling callee: String) -> String {
      "\(source)\nob = \(callee)(\(arguments))\n\(then)"
    }
  }

  private static func described(on build: Build) -> [Described] {
    let appending = "for i in range(%): ob.append(i)"
    let setting = "for i in range(%): ob['k%d' % i] = i"
    func text(_ pattern: String, _ count: Int) -> String {
      let place = pattern.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
      return "\(place[0])\(count)\(place[1])"
    }
    var all: [Described] = []
    for count in [0, 1, 31, 32, 33, 96, 97, 1000] {
      all.append(
        Described(
          object: .deque(count), source: "import collections", callee: "collections.deque",
          arguments: "", then: text(appending, count)))
    }
    for typecode in "bBhHiIlLfdqQ" where typecode.lowercased() != "q" || build.version >= .v3_0 {
      all.append(
        Described(
          object: .array(typecode: typecode, 7), source: "import array", callee: "array.array",
          arguments: "'\(typecode)', [1] * 7"))
    }
    for count in [0, 1, 5, 6, 10, 11, 30, 200] {
      for (object, name) in [
        (StandardObject.orderedDict(count), "OrderedDict"),
        (.defaultdict(count), "defaultdict"), (.counter(count), "Counter"),
      ] {
        all.append(
          Described(
            object: object, source: "import collections", callee: "collections.\(name)",
            arguments: "", then: text(setting, count)))
      }
    }
    for digits in [1, 9, 10, 36, 37, 76, 77, 300] {
      all.append(
        Described(
          object: .decimal(digits: digits), source: "import decimal", callee: "decimal.Decimal",
          arguments: "'7' * \(digits)"))
    }
    for count in [1, 4] {
      all.append(
        Described(
          object: .structure(codes: count), source: "import struct", callee: "struct.Struct",
          arguments: "'\("bhid".prefix(count))'"))
      all.append(
        Described(
          object: .product(count), source: "import itertools", callee: "itertools.product",
          arguments: "*['ab'] * \(count)"))
      all.append(
        Described(
          object: .combinations(count), source: "import itertools",
          callee: "itertools.combinations", arguments: "'abcdef', \(count)"))
      all.append(
        Described(
          object: .permutations(items: 6, count), source: "import itertools",
          callee: "itertools.permutations", arguments: "'abcdef', \(count)"))
    }
    for count in [0, 100] {
      all.append(
        Described(
          object: .bytesIO(count), source: "import io", callee: "io.BytesIO",
          arguments: "bytes(bytearray(\(count)))"))
      all.append(
        Described(
          object: .buffered(count + 1), source: "import io", callee: "io.BufferedReader",
          arguments: "io.BytesIO(), \(count + 1)"))
    }
    return all
  }

  private static func objects(on build: Build) -> [Case] {
    described(on: build).compactMap { described in
      guard let type = described.object.type(on: build) else { return nil }
      return Case(
        "\(described.object)", type, source: described.source(calling: described.callee), make: "ob"
      ) { _ in described.object.shallowSize(on: build) }
    }
  }

  /// Classes over the types of described objects: with a slot; without slots; over two bases.
  private static func subclasses(on build: Build) -> [Case] {
    let plain = try? PyType(class: "Plain", bases: [.object(on: build)])
    let kinds: [(name: String, source: String, slots: [String]?, other: PyType?)] = [
      ("slots", "class C(T): __slots__ = ('a', 'b')", ["a", "b"], nil),
      ("class", "class C(T): pass", nil, nil),
      (
        "two bases", "class Plain(object): pass\nclass C(T, Plain): __slots__ = ()", [], plain
      ),
    ]
    var cases: [Case] = []
    var known: Set<String> = []
    for described in described(on: build) where known.insert(described.callee).inserted {
      guard let base = described.object.type(on: build) else { continue }
      for kind in kinds {
        let bases = [base] + (kind.other.map { [$0] } ?? [])
        guard let type = try? PyType(class: "C", bases: bases, slots: kind.slots) else { continue }
        cases.append(
          Case(
            "\(described.object)/\(kind.name)", type,
            source: described.source(calling: "C").replacing(
              "\nob = ", with: "\nT = \(described.callee)\n\(kind.source)\nob = ",
              maxReplacements: 1),
            make: "ob"
          ) { _ in described.object.shallowSize(on: build, as: type) })
      }
    }
    return cases
  }

  /// Code, and what runs it, by the numbers that the code itself gives.
  private static func shapes(on build: Build) -> [Case] {
    let functions = [
      ("short", "def f(): return sys._getframe()"),
      ("locals", "def f(a=1, b=2):\n  c = a + b\n  d = [a, b, c]\n  return sys._getframe()"),
      (
        "cells",
        "def f(a=1, b=2):\n  c = a\n  def g(): return a + c\n  return sys._getframe()"
      ),
    ]
    func asked(_ code: String) -> [String] {
      let arguments = "\(code).co_varnames[:\(code).co_argcount]"
      return [
        "len(\(code).co_code)", "\(code).co_nlocals", "len(\(code).co_cellvars)",
        "len(set(\(code).co_cellvars) & set(\(arguments)))", "len(\(code).co_freevars)",
        "\(code).co_stacksize",
      ]
    }
    @Sendable func shape(_ numbers: [Int]) -> CodeShape? {
      numbers.count < 6
        ? nil
        : CodeShape(
          codeSize: numbers[0], nlocals: numbers[1], cellvars: numbers[2],
          argumentCells: numbers[3], freevars: numbers[4], stacksize: numbers[5])
    }
    var cases: [Case] = []
    for (name, source) in functions {
      cases.append(
        Case(
          "code/\(name)", .code(on: build), source: source, make: "f.__code__",
          asking: asked("ob")
        ) { shape($0).flatMap { StandardObject.code($0).shallowSize(on: build) } })
      cases.append(
        Case(
          "frame/\(name)", .frame(on: build), source: source, make: "f()",
          asking: asked("ob.f_code")
        ) { shape($0).flatMap { StandardObject.frame($0).shallowSize(on: build) } })
      cases.append(
        Case(
          "generator/\(name)", .generator(on: build),
          source: source.replacing("return sys._getframe()", with: "yield 1"), make: "f()",
          asking: asked("ob.gi_code")
        ) { shape($0).flatMap { StandardObject.generator($0).shallowSize(on: build) } })
    }
    return cases
  }

  /// Where the model and a measurement of a type disagree; `nil` when they agree in every figure.
  public static func disagreement(_ aCase: Case, _ measurement: Measurement) -> String? {
    let type = aCase.type
    guard let facts = measurement.type, let size = measurement.parts.first?.size else {
      return "\(type.build) \(aCase.id): \(measurement.reason ?? "not measured")"
    }
    let gc = PyType.Flags(rawValue: UInt(facts.tp_flags)).contains(.haveGC)
    var figures = [
      ("tp_basicsize", type.tp_basicsize, facts.tp_basicsize),
      ("tp_itemsize", type.tp_itemsize, facts.tp_itemsize),
      ("tp_dictoffset", type.tp_dictoffset, facts.tp_dictoffset),
      ("tp_weaklistoffset", type.tp_weaklistoffset, facts.tp_weaklistoffset),
      ("GC head", type.flags.contains(.haveGC) ? 1 : 0, gc ? 1 : 0),
    ]
    if let predicted = aCase.size(measurement.parts.dropFirst().compactMap(\.size)) {
      figures.append(("sys.getsizeof", predicted, size))
    }
    let wrong = figures.filter { $0.1 != $0.2 }
      .map { "\($0.0): model \($0.1), CPython \($0.2)" }
    return wrong.isEmpty
      ? nil : "\(type.build) \(aCase.id): \(wrong.joined(separator: ", "))"
  }
}
