import FoundationEssentials
import PyBridge
import PyLayout
import SystemPackage
import Testing

/// A worker that cannot start says why, once for every snippet.
@Suite(.serialized) struct StartTests {
  let scratch: Scratch
  let snippets = [Snippet("one"), Snippet("two")]

  init() throws { scratch = try Scratch() }

  private func reasons(
    _ interpreter: Interpreter, worker: FilePath? = nil
  ) async throws -> [String] {
    let pool = WorkerPool(
      executable: try worker ?? Fixture.worker, environment: Fixture.environment,
      cache: scratch.folder)
    let measured = await pool.measure(.init(interpreter, snippets))
    #expect(measured.map(\.status) == [.failed, .failed])
    let reasons = measured.compactMap(\.reason)
    #expect(reasons.count == 2)
    #expect(!reasons.joined().contains("\n"))
    return reasons
  }

  @Test(arguments: await Fixture.interpreters.value)
  func noLibpython(interpreter: Interpreter) async throws {
    let library = try scratch.file("libpython.so", "no library")
    let broken = Interpreter(
      executable: interpreter.executable, build: interpreter.build, libpython: library)
    #expect(try await reasons(broken).allSatisfy { $0.hasPrefix("cannot load libpython: ") })
  }

  @Test(arguments: await Fixture.interpreters.value)
  func anotherBuild(interpreter: Interpreter) async throws {
    // From 3.8 on every libpython is started in the same way.
    guard interpreter.build.version >= Version(3, 8) else { return }
    let other = try Build(Version(3, 8, 2))
    let lie = Interpreter(
      executable: interpreter.executable, build: other, libpython: interpreter.libpython)
    #expect(try await reasons(lie).allSatisfy { $0.hasSuffix("not 3.8.2") })
  }

  @Test func noInterpreter() async throws {
    let missing = Interpreter(
      executable: scratch.folder.appending("none"), build: try Build(Version(3, 11, 2)),
      libpython: nil)
    #expect(try await reasons(missing).allSatisfy { $0.contains("cannot start") })
  }

  @Test func noWorker() async throws {
    let interpreter = try #require(await Fixture.interpreters.value.last)
    let none = scratch.folder.appending("none")
    #expect(
      try await reasons(interpreter, worker: none)
        .allSatisfy { $0.hasPrefix("cannot start the worker") })
  }

  @Test func anotherProgramAsWorker() async throws {
    let interpreter = try #require(await Fixture.interpreters.value.last)
    // Not /bin/true, which closes its output before it ends, and may be killed in between.
    let program = try scratch.script("program", "exit 0")
    let reasons = try await reasons(interpreter, worker: program)
    #expect(reasons.allSatisfy { $0 == "the interpreter exited with code 0" }, "\(reasons)")
  }

  @Test(arguments: await Fixture.interpreters.value)
  func printingSitecustomize(interpreter: Interpreter) async throws {
    guard interpreter.build.version.major == 3 else { return }
    let venv = scratch.folder.appending("venv")
    try await run(interpreter.executable, ["-m", "venv", "--without-pip", venv.string])
    let version = interpreter.build.version.series
    _ = try scratch.file(
      "venv/lib/python\(version)/site-packages/sitecustomize.py",
      "import os\nprint('hello')\nos.write(1, b'{\"build\": \"x\"}\\n')\n")
    let python = venv.appending("bin").appending("python")
    let found = await InterpreterFinder(
      environment: Fixture.environment, timeLimit: Fixture.patience
    ).find([python.string])
    let inVenv = try #require(found.first).get()
    #expect(inVenv.executable == python)
    let prefix = Snippet(
      id: "prefix", package: nil, extensionSource: nil, source: "", make: "sys.prefix", count: 1,
      parts: [.init(name: "length", size: "len(ob)")])
    for interpreter in [inVenv, inVenv.fromOutside] {
      let measured = try await Fixture.pool(scratch).measure(.init(interpreter, [prefix]))
      #expect(measured.map(\.status) == [.measured], "\(measured)")
      #expect(measured[0].parts.map(\.size) == [venv.string.utf8.count])
    }
  }
}
