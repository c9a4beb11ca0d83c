import FoundationEssentials
import PyBridge
import PyLayout
import SystemPackage
import Testing

/// Snippets are measured on every interpreter, and what goes wrong in one harms no other.
@Suite(.serialized) struct WorkerTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

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

  @Test(arguments: await Fixture.interpreters.value)
  func harmStaysAtHome(interpreter: Interpreter) async throws {
    let snippets = [
      Snippet("before", make: "[]"),
      Snippet("exit", "import os\nos._exit(3)"),
      Snippet("crash", "import ctypes\nctypes.string_at(0)"),
      Snippet("abort", "import os\nos.abort()"),
      Snippet("hang", "while True: pass"),
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
      #expect(reasons["name"] == "NameError: name 'nothing' is not defined")
    }
  }

  /// What is never made is waited for once, whatever else is asked of it; others are made.
  @Test func whatStallsIsTriedOnce() async throws {
    let count = try scratch.file("tried", "")
    let snippets = [("hang", "a"), ("alike", "a"), ("other", "b"), ("nobody's", nil)].map {
      (id, subject) in
      let hangs = subject == "a" ? "open(\(count.string.debugDescription), 'a').write('x')\n" : ""
      var snippet = Snippet(id, hangs + (subject == "a" ? "while True: pass" : ""))
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
