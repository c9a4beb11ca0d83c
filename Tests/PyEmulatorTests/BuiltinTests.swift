import OracleSupport
import PyEmulator
import PyLayout
import Testing

/// The builtin types by their names, and what every object shows of its type.
@Suite struct BuiltinTests {
  static let builds = ClaimTests.builds

  /// What is asked in Python and in Swift.
  private typealias Question = (python: String, swift: (Heap) throws -> Object)

  /// `__doc__` is CPython's where it can be got, and said to be unknown elsewhere: never another text.
  @Test("__doc__ is CPython's", arguments: await LiveBuild.all())
  func docs(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    let is2 = build.version < Version(3, 0)
    var objects: [Question] = [
      ("object()", { try $0.builtinClass("object")() }),
      ("object", { try Self.type("object", $0) }),
      ("None", { try $0.none }), ("type(None)", { heap in try heap.make(heap.none.type) }),
      ("C()", { try $0.makeClass("C")() }), ("C", { try $0.make($0.makeClass("C")) }),
      ("L()", { try $0.makeClass("L", bases: [$0.builtinClass("list")])() }),
      ("weakref.ref(C)", { try $0.makeWeakref(to: $0.make($0.makeClass("C"))) }),
      ("BaseException()", { try $0.builtinClass("BaseException")() }),
    ]
    let names =
      "Exception list tuple dict set frozenset int float complex bool bytes bytearray str type slice"
    for name in names.split(separator: " ").map(String.init) + [is2 ? "xrange" : "range"] {
      objects.append((name, { try Self.type(name, $0) }))
    }
    objects += [("(5)", { try $0.make(5) }), ("[]", { try $0.makeList() })]
    let answers: [[String?]] = try await interpreter.ask(
      Scripts.path("values.py"), objects.map { "\($0.python).__doc__" })
    try #require(answers.count == objects.count)
    var known = 0
    for ((python, swift), answer) in zip(objects, answers) {
      let heap = try Heap(build)
      let object = try swift(heap)
      do throws(PyError) {
        let doc = try object.get("__doc__")
        known += 1
        #expect(try doc.string == answer[1], "\(build): \(python).__doc__")
        #expect(try doc.type.name == answer[0], "\(build): \(python).__doc__")
        #expect(try object.get("__doc__").isSame(as: doc), "\(build): \(python).__doc__")
      } catch {
        #expect(error.kind == .notImplementedError, "\(build): \(python): \(error)")
        #expect(error.message.contains("is not kept here"), "\(build): \(python): \(error)")
      }
    }
    #expect(known >= 10, "\(build)")
  }

  /// What CPython has is made here or said not to be; what it has not is not there.
  @Test("names are CPython's or not made", arguments: await LiveBuild.all())
  func namesAreTold(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    let is2 = build.version < Version(3, 0)
    let heap = try Heap(build)
    let objects: [Question] = [
      ("__import__('\(is2 ? "__builtin__" : "builtins")')", { try $0.none }),
      ("\(is2 ? "long(" : "int(")5)", { try $0.make(PyInt(5, isLong: is2)) }),
      ("5", { try $0.make(5) }), ("1.5", { try $0.make(1.5) }),
      ("1j", { try $0.makeComplex(0, 1) }),
      ("True", { try $0.make(true) }), ("u'a'", { try $0.make("a") }),
      ("b'a'", { try $0.makeBytes(of: [97]) }), ("bytearray()", { try $0.makeBytearray() }),
      ("()", { try $0.makeTuple() }), ("[]", { try $0.makeList() }), ("{}", { try $0.makeDict() }),
      ("set()", { try $0.makeSet() }), ("frozenset()", { try $0.makeFrozenset() }),
      ("\(is2 ? "xrange" : "range")(3)", { try $0.makeRange(0, 3) }),
      ("slice(1)", { try $0.makeSlice(nil, 1) }), ("None", { try $0.none }),
      ("BaseException()", { try $0.builtinClass("BaseException")() }),
      ("__import__('array').array('i')", { try $0.makeArray(ofInts: []) }),
      ("weakref.ref(C)", { try $0.makeWeakref(to: $0.make($0.makeClass("C"))) }),
      ("C()", { try $0.makeClass("C")() }),
      (
        "L()",
        { heap in
          try heap.makeClass("L", bases: [heap.builtinClass("list")])()
        }
      ),
    ]
    let answers: [[String?]] = try await interpreter.ask(
      Scripts.path("values.py"), objects.map { "' '.join(dir(\($0.python)))" })
    let names = answers.map { ($0[1] ?? "").split(separator: " ").map(String.init) }
    try #require(names.count == objects.count)
    let all = Set(names.joined()).filter { !$0.hasPrefix("__") || !$0.hasSuffix("__") }
    var known = 0
    // Py_DEBUG's sets have it, up to 3.12
    for name in all.subtracting(["test_c_api"]).sorted() {
      let kind = Self.refusal { _ = try heap.builtinClass(name) }
      // Types of modules answer by their own names, too: itertools.count
      let isThere = names[0].contains(name) || StandardType.all.contains { $0.name == name }
      #expect(isThere ? kind != .nameError : kind == .nameError, "\(build): \(name)")
      for (object, names) in zip(objects, names).dropFirst() {
        let kind = Self.refusal { _ = try object.swift(heap).get(name) }
        let isThere = names.contains(name)
        #expect(
          isThere ? kind != .attributeError : kind == .attributeError,
          "\(build): \(object.python).\(name)")
        known += isThere ? 1 : 0
      }
    }
    for (object, names) in zip(objects, names).dropFirst() {
      for name in names where name != "test_c_api" {
        let kind = Self.refusal { _ = try object.swift(heap).get(name) }
        #expect(kind != .attributeError, "\(build): \(object.python).\(name)")
      }
    }
    print("checked \(build): \(known) names of attributes, \(names[0].count) of builtins")
  }

  private static func refusal(_ body: () throws -> Void) -> PyError.Kind? {
    do { try body() } catch { return (error as? PyError)?.kind }
    return nil
  }

  /// A class answers its name and what is its own.
  @Test(arguments: builds) func classesHaveAttributes(_ build: Build) throws {
    let heap = try Heap(build)
    let base = try heap.makeClass("Base")
    let point = try heap.makeClass("Point", bases: [base])
    let object = try heap.make(point)
    let name = try object.get("__name__")
    #expect(try name.isSame(as: point.nameObject()), "\(build)")
    #expect(try heap.make(heap.builtinClass("int")).get("__name__").string == "int", "\(build)")
    try base.set("x", to: 5)
    try object.set("y", to: 6)
    #expect(try object.get("x").int == 5 && point().get("y").int == 6, "\(build)")
  }

  fileprivate static func type(_ name: String, _ heap: Heap) throws -> Object {
    try heap.make(heap.builtinClass(name))
  }

  /// A `__doc__` is every type's, so that an instance without a dict cannot set one.
  @Test(arguments: builds) func docIsReadOnly(_ build: Build) throws {
    let heap = try Heap(build)
    for object in [try heap.builtinClass("object")(), try heap.makeClass("S", slots: [])()] {
      let error = #expect(throws: PyError.self) { try object.set("__doc__", to: 1) }
      #expect(error?.description.hasSuffix("object attribute '__doc__' is read-only") == true)
    }
    let point = try heap.makeClass("P")()
    try point.set("__doc__", to: 1)
    #expect(try point.get("__doc__").int == 1, "\(build)")
  }

  @Test(arguments: builds) func everyObjectHasAClass(_ build: Build) throws {
    let heap = try Heap(build)
    let cls = try heap.makeClass("C")
    let metaclass = try heap.make(heap.builtinClass("type"))
    #expect(try cls().get("__class__").isSame(as: heap.make(cls)), "\(build)")
    for object in try [
      heap.make(cls), metaclass, heap.make(heap.builtinClass("object")),
    ] {
      #expect(try object.get("__class__").isSame(as: metaclass), "\(build)")
    }
    for object in try [
      heap.none, heap.make(5), heap.make("a"), heap.makeList(), heap.makeTuple(1),
      heap.builtinClass("object")(), heap.builtinClass("Exception")(), heap.makeRange(0, 3),
      heap.makeWeakref(to: heap.make(cls)), heap.makeMutabletuple(of: []),
    ] {
      #expect(try object.get("__class__").isSame(as: heap.make(object.type)), "\(build)")
    }
  }

  /// `object`, `bytes`, `range` and `Exception` by their names, and their instances.
  @Test("builtin types by their names", arguments: await LiveBuild.all())
  func names(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    let heap = try Heap(build)
    let is2 = build.version < Version(3, 0)
    let names = ["object", "bytes", "Exception", "BaseException", "list", "dict", "int"]
    let answers: [[String?]] = try await interpreter.ask(
      Scripts.path("values.py"), names.map { "\($0).__name__" })
    for (name, answer) in zip(names, answers) {
      let found = try heap.builtinClass(name)
      #expect(found.name == answer[1], "\(build): \(name)")
    }
    #expect(try heap.makeRange(0, 3).type.address == heap.builtinClass("range").address, "\(build)")
    #expect(
      try heap.makeBytes(of: [1, 2]).type.address == heap.builtinClass("bytes").address, "\(build)")
    if is2 {
      #expect(try heap.builtinClass("xrange").address == heap.builtinClass("range").address)
    } else {
      let error = #expect(throws: PyError.self) { try heap.builtinClass("xrange") }
      #expect(error?.description == "NameError: name 'xrange' is not defined", "\(build)")
    }
    let object = try heap.builtinClass("object")()
    #expect(try object.type.name == "object" && object.referenceCount == 1, "\(build)")
    #expect(try !object.isEqual(to: heap.builtinClass("object")()), "\(build)")
    #expect(try heap.builtinClass("Exception")(heap.make(1)).type.name == "Exception", "\(build)")
  }

  /// Metaclasses are refused, and never taken for plain classes.
  @Test(arguments: builds) func metaclassesAreRefused(_ build: Build) throws {
    let heap = try Heap(build)
    let (type, plain) = (try heap.builtinClass("type"), try heap.makeClass("C"))
    for (bases, slots) in [
      ([type], nil), ([type], []), ([plain, type], nil), ([type, plain], nil),
    ]
      as [([Class], [String]?)]
    {
      let error = #expect(throws: PyError.self, "\(build)") {
        try heap.makeClass("Meta", bases: bases, slots: slots)
      }
      #expect(error?.kind == .notImplementedError, "\(build)")
      #expect(error?.message.contains("is a metaclass") == true, "\(build)")
    }
    #expect(throws: PyError.self, "\(build)") { try type() }
    #expect(throws: PyError.self, "\(build)") { try type(plain) }
  }
}
