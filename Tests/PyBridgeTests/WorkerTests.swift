import FoundationEssentials
import PyBridge
import PyLayout
import PyMemory
import SystemPackage
import Testing

/// Snippets are measured on every interpreter, and what goes wrong in one harms no other.
@Suite(.serialized) struct WorkerTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Takes as long as it may, and no processor.
  private static let hang = "import time\nwhile True: time.sleep(1)"

  private static let plain = [
    Snippet("class", "class Point(object):\n  def __init__(self, x): self.x = x", make: "Point(n)"),
    Snippet("many", "class Point(object): pass", make: "Point()", count: 40),
    Snippet("tuple", make: "(1, 2, 3)"),
    Snippet("exception", make: "ValueError(1)"),
    Snippet("printing", "print('{\"ready\": true}')\nimport os\nos.write(1, b'x\\n')", make: "[]"),
    Snippet("reading", "import sys\nrest = sys.stdin.read()", make: "rest"),
    Snippet("unicode", make: "u'\u{e9}\u{1f600}'"),
  ]

  @Test(arguments: await Fixture.interpreters.value)
  func measures(interpreter: Interpreter) async throws {
    let pool = try Fixture.pool(scratch)
    let inside = await pool.measure(.init(interpreter, Self.plain))
    #expect(inside.map(\.id) == Self.plain.map(\.id))
    for measurement in inside {
      #expect(measurement.status == .measured, "\(measurement)")
      #expect(measurement.parts.count == 1)
    }
    let outside = await pool.measure(.init(interpreter.fromOutside, Self.plain))
    #expect(inside == outside)
  }

  /// An object, and another beside it, are looked at where they are, after each other or while the
  /// worker goes on; a part without a number says why.
  @Test(arguments: await Fixture.interpreters.value)
  func objectsAreLookedAt(interpreter: Interpreter) async throws {
    let pool = try Fixture.pool(scratch)
    let snippets = ["b'one'", "nothing", "b'three'"].map { make in
      var snippet = Snippet(
        id: make, package: nil, extensionSource: nil, source: "", make: make, count: 1,
        parts: [.init(name: "number", size: "-len(ob)"), .init(name: "word", size: "'untold'")])
      snippet.besides = ["beside": "ob * 2"]
      return snippet
    }
    for holdsWorker in [true, false] {
      for interpreter in [interpreter, interpreter.fromOutside] {
        let build = interpreter.build
        let outcomes = await pool.measure(
          .init(interpreter, snippets), holdingWorker: holdsWorker
        ) { index, made in
          let start = PyBytesObject.layout(on: build).ob_sval.offset
          let texts = [made.object, made.besides["beside"]].map { address in
            address.flatMap { try? made.memory.bytes(at: $0 + start, count: 3) }
              .map { String(decoding: $0, as: UTF8.self) }
          }
          return ["\(index)"] + texts
        }
        #expect(outcomes.map(\.measurement.id) == snippets.map(\.id))
        #expect(outcomes[1].measurement.status == .failed)
        #expect(outcomes[1].seen == nil)
        #expect(outcomes[0].measurement.parts.map(\.size) == [-3, nil])
        #expect(outcomes[0].measurement.parts.map(\.reason) == [nil, "untold"])
        guard holdsWorker else { continue }
        #expect(outcomes[0].seen == ["0", "one", "one"], "\(build)")
        #expect(outcomes[2].seen == ["2", "thr", "thr"], "\(build)")
      }
    }
  }

  @Test(arguments: await Fixture.interpreters.value)
  func harmStaysAtHome(interpreter: Interpreter) async throws {
    let snippets = [
      Snippet("before", make: "[]"),
      Snippet("exit", "import os\nos._exit(3)"),
      Snippet("crash", "import ctypes\nctypes.string_at(0)"),
      Snippet("abort", "import os\nos.abort()"),
      Snippet("hang", Self.hang),
      Snippet("raise", "raise ValueError('one\\ntwo')"),
      Snippet("quit", "raise SystemExit(4)"),
      Snippet("syntax", "this is no Python"),
      Snippet("name", make: "nothing"),
      Snippet("close", "import os\nos.closerange(3, 100)"),
      Snippet("after", make: "[]"),
    ]
    let pool = try Fixture.pool(scratch, timeLimit: .seconds(2))
    for interpreter in [interpreter, interpreter.fromOutside] {
      let measured = await pool.measure(.init(interpreter, snippets))
      let reasons = Dictionary(uniqueKeysWithValues: measured.map { ($0.id, $0.reason ?? "") })
      #expect(measured.map(\.id) == snippets.map(\.id))
      for measurement in measured {
        let isFine = ["before", "after"].contains(measurement.id)
        #expect(measurement.status == (isFine ? .measured : .failed), "\(measurement)")
      }
      #expect(reasons["exit"] == "the interpreter exited with code 3")
      #expect(reasons["crash"] == "the interpreter crashed with SIGSEGV")
      #expect(reasons["abort"] == "the interpreter crashed with SIGABRT")
      #expect(reasons["hang"] == "no answer within 2 s")
      #expect(reasons["raise"] == "ValueError: one two")
      #expect(reasons["quit"] == "SystemExit: 4")
      #expect(reasons["syntax"]?.hasPrefix("SyntaxError: ") == true)
      let faults = measured.filter { $0.fault == .source }.map(\.id)
      #expect(faults == ["raise", "quit", "syntax"], "what its statements raise")
      #expect(reasons["name"] == "NameError: name 'nothing' is not defined")
    }
  }

  /// What is never made is waited for once, whatever else is asked of it; others are made.
  @Test func whatStallsIsTriedOnce() async throws {
    let count = try scratch.file("tried", "")
    let snippets = [("hang", "a"), ("alike", "a"), ("other", "b"), ("nobody's", nil)].map {
      (id, subject) in
      let hangs = subject == "a" ? "open(\(count.string.debugDescription), 'a').write('x')\n" : ""
      var snippet = Snippet(id, hangs + (subject == "a" ? Self.hang : ""))
      snippet.subject = subject
      return snippet
    }
    let interpreter = try #require(await Fixture.interpreters.value.last)
    let measured = try await Fixture.pool(scratch, timeLimit: .seconds(2))
      .measure(.init(interpreter, snippets))
    #expect(measured.map(\.id) == snippets.map(\.id))
    #expect(measured.map(\.status) == [.failed, .failed, .measured, .measured], "\(measured)")
    #expect(measured.prefix(2).map(\.reason) == ["no answer within 2 s", "no answer within 2 s"])
    #expect(try String(contentsOfFile: count.string, encoding: .utf8) == "x")
  }

  /// A package whose import ends its interpreter, or never ends, takes down what needs it alone, and is
  /// tried twice, or once where nothing else needs it; what needs one that is there, or compiles with one, fails by itself.
  @Test func importsThatEndTheInterpreter() async throws {
    let interpreters = await Fixture.interpreters.value
    for interpreter in [interpreters.first, interpreters.last].compactMap(\.self) {
      try await importsEnd(interpreter)
    }
  }

  private func importsEnd(_ interpreter: Interpreter) async throws {
    let tried = try scratch.file("tried", "")
    let note = "open(\(tried.string.debugDescription), 'a').write(__name__[-1])\n"
    for (name, end) in [
      ("a", "import os\nos.abort()"), ("b", "import os\nos._exit(3)"), ("c", Self.hang),
      ("d", ""), ("e", Self.hang), ("f", Self.hang), ("g", Self.hang),
    ] {
      _ = try scratch.file("site/pysize_\(name).py", note + end)
    }
    func snippet(_ letter: String, _ id: String, make: String = "()") -> Snippet {
      let name = "pysize_\(letter)"
      return Snippet(
        "\(letter)\(id)", make: make, package: .init(name: name, module: name))
    }
    // Each asked for three times, never one after the other
    let letters = ["a", "b", "c", "d", "e", "f"]
    let snippets =
      ["a", "b", "g", "c", "d", "e", "f"].map { snippet($0, "1") }
      + letters.map { snippet($0, "2") }
      + [snippet("d", "crash", make: "__import__('os').abort()"), Snippet("other", make: "()")]
      + letters.reversed().map { snippet($0, "3") }
    let measured = try await Fixture.pool(scratch, timeLimit: .seconds(1)).measure(
      .init(interpreter, snippets, paths: [scratch.folder.appending("site")]))
    #expect(measured.map(\.id) == snippets.map(\.id))
    let reasons = [
      "a": "the interpreter crashed with SIGABRT", "b": "the interpreter exited with code 3",
      "c": "no answer within 1 s", "e": "no answer within 1 s", "f": "no answer within 1 s",
      "g": "no answer within 1 s",
      "dcrash": "the interpreter crashed with SIGABRT",
    ]
    for measurement in measured {
      let id = measurement.id
      let reason = reasons[id] ?? (id == "other" ? nil : reasons[String(id.prefix(1))])
      #expect(measurement.reason == reason, "\(interpreter.build): \(id)")
      #expect((measurement.status == .measured) == (reason == nil), "\(interpreter.build): \(id)")
    }
    let times = try String(contentsOfFile: tried.string, encoding: .utf8)
    for letter in "abcefg" {
      #expect(
        times.count { $0 == letter } == (letter == "g" ? 1 : 2),
        "\(interpreter.build): \(letter) of \(times)")
    }
  }

  @Test(arguments: await Fixture.interpreters.value)
  func packages(interpreter: Interpreter) async throws {
    _ = try scratch.file("site/pysize_good/__init__.py", "__version__ = '1.2'")
    _ = try scratch.file("site/pysize_bad.py", "import pysize_nothing")
    _ = try scratch.file("site/pysize_odd.py", "raise RuntimeError('not today')")
    _ = try scratch.file("site/Pysize_Odd-3.4.dist-info/METADATA", "")
    func snippet(_ name: String, preparation: String = "") -> Snippet {
      Snippet(name, package: .init(name: name, module: name, preparation: preparation))
    }
    let snippets = [
      snippet("pysize_good"), snippet("pysize_bad"), snippet("pysize_odd"), snippet("pysize_none"),
      snippet(
        "pysize_bad", preparation: "import sys\nsys.modules['pysize_nothing'] = sys"),
    ]
    let measured = try await Fixture.pool(scratch).measure(
      .init(interpreter, snippets, paths: [scratch.folder.appending("site")]))
    #expect(
      measured.map(\.status)
        == [.measured, .unavailable, .unavailable, .unavailable, .measured])
    #expect(measured[0].packageVersion == "1.2")
    #expect(measured[1].reason?.hasPrefix("pysize_bad cannot be imported: ") == true)
    #expect(
      measured[2].reason == "pysize_odd 3.4 cannot be imported: RuntimeError: not today")
    #expect(measured[3].reason == "pysize_none is not installed")
    #expect(measured.map(\.fault) == [nil, nil, nil, .notInstalled, nil])
  }

  @Test(arguments: await Fixture.interpreters.value)
  func misleadingEnvironment(interpreter: Interpreter) async throws {
    var environment = Fixture.environment
    environment["PYTHONHOME"] = "/nonsense"
    environment["PYTHONPATH"] = "/nonsense"
    environment["PYTHONSTARTUP"] = "/nonsense"
    let pool = try Fixture.pool(scratch, environment: environment)
    for interpreter in [interpreter, interpreter.fromOutside] {
      let measured = await pool.measure(.init(interpreter, [Snippet("tuple", make: "()")]))
      #expect(measured.map(\.status) == [.measured], "\(measured)")
    }
  }

  @Test func severalSideBySide() async throws {
    let interpreters = await Fixture.interpreters.value
    let jobs = interpreters.map { WorkerPool.Job($0, Self.plain) }
    let measured = try await Fixture.pool(scratch).measure(jobs)
    #expect(measured.count == jobs.count)
    #expect(measured.allSatisfy { $0.map(\.id) == Self.plain.map(\.id) })
  }
}

extension WorkerTests {
  /// An interpreter that answers, and then no more, costs one time limit and not one a snippet.
  @Test func stallingInterpreter() async throws {
    let python = try scratch.script(
      "python",
      """
      for last; do before=$answers; answers=$last; done
      read settings <&$before
      eval "echo '{\\"build\\": \\"3.11.2\\"}' >&$answers"
      sleep 1000
      """)
    let stalling = Interpreter(
      executable: python, build: try Build(Version(3, 11, 2)), libpython: nil)
    let start = ContinuousClock.now
    let measured = try await Fixture.pool(scratch, timeLimit: .seconds(2))
      .measure(.init(stalling, (0..<30).map { Snippet("\($0)") }))
    #expect(measured.count == 30)
    #expect(measured.allSatisfy { $0.reason == "no answer within 2 s" }, "\(measured)")
    #expect(ContinuousClock.now - start < .seconds(30))
  }
}
