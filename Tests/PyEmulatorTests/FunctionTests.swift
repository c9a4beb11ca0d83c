import OracleSupport
import PyEmulator
import PyInspector
import PyLayout
import PyMemory
import Testing

/// Functions and their code have the bytes that CPython writes.
@Suite struct FunctionTests {
  private static let builds = ClaimTests.builds

  /// What functions.py says of a function.
  struct Told: Decodable, Sendable {
    let source: String
    let address: UInt64
    let size: Int
    let code: Code
    let qualname: String?
    let defaults: [Value]
    let kwdefaults: [String: Value]
    let closure: [Value]
    let names: [String]

    struct Value: Decodable, Sendable {
      let literal: String?
      let code: Code?

      func object(in heap: Heap) throws -> Object {
        if let code { return try code.object(in: heap) }
        return try heap.make(PyValue(literal: literal ?? "", on: heap.build))
      }
    }

    struct Code: Decodable, Sendable {
      let name, filename: String
      let qualname: String?
      let firstlineno, argcount, posonlyargcount, kwonlyargcount, stacksize, flags, size: Int
      let varnames, cellvars, freevars, names: [String]
      let consts: [Value]
      let code, linetable, exceptiontable: [UInt8]

      func object(in heap: Heap) throws -> Object {
        var parts = PyCode(name)
        parts.qualname = qualname
        parts.filename = filename
        parts.firstlineno = firstlineno
        parts.varnames = varnames
        parts.argcount = argcount
        parts.posonlyargcount = posonlyargcount
        parts.kwonlyargcount = kwonlyargcount
        parts.cellvars = cellvars
        parts.freevars = freevars
        parts.names = names
        parts.consts = try consts.map { try $0.object(in: heap) }
        parts.stacksize = stacksize
        parts.flags = flags
        parts.code = code
        parts.linetable = linetable
        parts.exceptiontable = exceptiontable
        return try heap.makeCode(parts)
      }
    }

    func function(in heap: Heap) throws -> Object {
      let globals = try heap.makeDict()
      try globals.setItem(heap.makeInterned("__builtins__"), to: heap.makeDict())
      try globals.setItem(heap.makeInterned("__name__"), to: heap.makeInterned("m"))
      // exec enters them, and the script takes them out
      for name in names { try globals.setItem(heap.makeInterned(name), to: 0) }
      for name in names { try globals.removeItem(heap.makeInterned(name)) }
      var kwonly: Object?
      if !kwdefaults.isEmpty {
        kwonly = try heap.makeDict()
        for (name, value) in kwdefaults {
          try kwonly?.setItem(heap.makeInterned(name), to: value.object(in: heap))
        }
      }
      return try heap.makeFunction(
        of: code.object(in: heap), qualname: qualname, globals: globals,
        defaults: defaults.map { try $0.object(in: heap) }, kwdefaults: kwonly,
        closure: closure.map { try heap.makeCell($0.object(in: heap)) })
    }
  }

  @Test("functions have CPython's bytes", arguments: await LiveBuild.all())
  func bytes(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    try await interpreter.converse(
      Scripts.path("functions.py"), extra: ["PYTHONHASHSEED": "0"]
    ) { conversation in
      let all = try await conversation.hear([Told].self)
      #expect(all.count >= 6)
      let real = Inspector(build, reading: ProcessMemory(pid: conversation.pid))
      for told in all {
        let heap = try Heap(build)
        // Which others asked for as well
        _ = try heap.makeBytes(of: []).hash
        let function = try told.function(in: heap)
        let ours = Inspector(build, reading: heap.memory)
        let code = try function.get("__code__")
        #expect(try ours.inspect(function.address).size == told.size, "\(build): \(told.source)")
        #expect(try ours.inspect(code.address).size == told.code.size, "\(build): \(told.source)")
        try code.release()
        let comparison = try ByteComparison(
          (function.address, ours), (Address(rawValue: told.address), real))
        #expect(comparison.mismatches == [], "\(build): \(told.source)")
        #expect(comparison.parts.count >= 8, "\(build): \(told.source)")
        for part in comparison.parts {
          for field in part.fields where field.isUnexplained {
            Issue.record(
              """
              \(build): \(told.source): \(part.name).\(field.row.name): \(field.emulated.bytes), \
              \(field.real ?? [])
              """)
          }
        }
      }
    }
  }

  /// The trivial function is what `def f(a, b=1): pass` makes, but for where its lines are.
  @Test("def f(a, b=1): pass", arguments: await LiveBuild.all())
  func trivial(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    try await interpreter.converse(
      Scripts.path("functions.py"), extra: ["PYTHONHASHSEED": "0"]
    ) { conversation in
      let told = try #require(try await conversation.hear([Told].self).first)
      let heap = try Heap(build)
      let f = try heap.makeFunction(PyCode("f", parameters: ["a", "b"]), defaults: [1])
      let inspector = Inspector(build, reading: heap.memory)
      #expect(try inspector.inspect(f.address).size == told.size, "\(build)")
      let code = try f.get("__code__")
      #expect(try inspector.inspect(code.address).size == told.code.size, "\(build)")
      for (name, number) in [
        ("co_argcount", told.code.argcount), ("co_nlocals", told.code.varnames.count),
        ("co_stacksize", told.code.stacksize), ("co_flags", told.code.flags),
        ("co_firstlineno", told.code.firstlineno),
      ] { #expect(try code.get(name).int == number, "\(build): \(name)") }
      #expect(try code.get("co_varnames").items.map { try $0.string } == ["a", "b"], "\(build)")
      if build.version < Version(3, 11) {
        #expect(try code.get("co_code").bytes == told.code.code, "\(build)")
      }
    }
  }

  private static let calls = [
    "f()", "f(1)", "f(1, 2)", "f(1, 2, 3)", "g()", "g(1)", "g(1, 2)", "h()", "h(1)", "h(1, 2)",
    "k()", "k(1)", "k(1, 2, 3)", "m()", "m(1)", "m(1, 2)", "m(1, 2, 3)", "(5)()",
  ]

  /// What a call with too many or too few arguments says.
  @Test("calls take what CPython's take", arguments: await LiveBuild.all())
  func calls(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    let defs = """
      def f(a, b): pass
      def g(a, b=1): pass
      def h(): pass
      def k(a, *rest): pass
      def m(a, b, c): pass

      """
    let theirs: [String?] = try await interpreter.ask(
      Scripts.path("errors.py"), Self.calls.map { defs + $0 })
    let heap = try Heap(build)
    var rest = PyCode("k", parameters: ["a"])
    rest.varnames.append("rest")
    rest.flags = 0x4
    let functions = [
      "f": try heap.makeFunction(PyCode("f", parameters: ["a", "b"])),
      "g": try heap.makeFunction(PyCode("g", parameters: ["a", "b"]), defaults: [1]),
      "h": try heap.makeFunction(PyCode("h")), "k": try heap.makeFunction(rest),
      "m": try heap.makeFunction(PyCode("m", parameters: ["a", "b", "c"])),
      "(5)": try heap.make(5),
    ]
    for (call, answer) in zip(Self.calls, theirs) {
      let name = call.hasPrefix("(5)") ? "(5)" : String(call.prefix(1))
      let count = name == "(5)" ? 0 : call.count { "123".contains($0) }
      let function = try #require(functions[name])
      var ours: String?
      do throws(PyError) {
        switch count {
        case 0: try function()
        case 1: try function(1)
        case 2: try function(1, 2)
        default: try function(1, 2, 3)
        }
      } catch { ours = "\(error)" }
      #expect(ours == answer, "\(build): \(call)")
    }
  }

  /// Functions are objects: they have attributes, refer to what they are made of, and end.
  @Test(arguments: builds) func functionsAreObjects(_ build: Build) throws {
    let heap = try Heap(build)
    // Where CPython's instructions are not known, they are given
    var parts = PyCode("f", parameters: ["a", "b"])
    if build.version >= Version(3, 15) {
      #expect(throws: PyError.self) { try heap.makeFunction(parts) }
      parts.code = [0, 0]
    }
    parts.freevars = ["c"]
    let list = try heap.makeList()
    let cell = try heap.makeCell(list)
    let f = try heap.makeFunction(parts, defaults: [2.5], closure: [cell]) {
      arguments throws(PyError) in
      try list.append(arguments[0])
      return arguments[1]
    }
    #expect(try f(7).double == 2.5 && f(8, 9).int == 9 && list.count == 2, "\(build)")
    #expect(try f.get("__name__").string == "f", "\(build)")
    #expect(try f.get("__defaults__").items.map { try $0.double } == [2.5], "\(build)")
    #expect(try f.get("__closure__").item(0).get("cell_contents").isSame(as: list), "\(build)")
    #expect(try f.get("__globals__").isSame(as: heap.globals), "\(build)")
    #expect(try f.get("__module__").string == "__main__", "\(build)")
    #expect(try f.get("__code__").get("co_freevars").item(0).string == "c", "\(build)")
    #expect(try f.repr.hasPrefix("<function f at 0x"), "\(build)")
    try f.set("__defaults__", to: heap.makeTuple(1, 2))
    #expect(try f().int == 2, "\(build)")
    #expect(throws: PyError.self) { try f.set("__globals__", to: 1) }
    #expect(throws: PyError.self) { try f.set("__defaults__", to: 1) }
    try f.set("calls", to: 3)
    #expect(try f.dict().item("calls").int == 3, "\(build)")
    let weakref = try heap.makeWeakref(to: f)
    // A function that its own global variables hold is the collector's
    try heap.globals.setItem("f", to: f)
    try f.set("itself", to: f)
    try f.release()
    try heap.globals.removeItem("f")
    #expect(try weakref().isSame(as: heap.none) == false, "\(build)")
    try heap.collect()
    #expect(try weakref().isSame(as: heap.none), "\(build)")
    for object in [weakref, cell] { try object.release() }
    #expect(heap.failure == nil, "\(build)")
  }
}
