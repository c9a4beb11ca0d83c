import FoundationEssentials
import PyBridge
import PyLayout
import SystemPackage
import Testing

/// The real interpreters of this machine are found, whatever stands before them.
@Suite(.serialized) struct InterpreterTests {
  let finder = InterpreterFinder(environment: Fixture.environment, timeLimit: Fixture.patience)

  private func only(_ request: String, _ finder: InterpreterFinder) async throws -> Interpreter {
    try #require(await finder.find([request]).first).get()
  }

  @Test(arguments: Fixture.pyenvVersions)
  func pyenvByVersion(version: String) async throws {
    let interpreter = try await only(version, finder)
    #expect("\(interpreter.build.version)" == version)
    #expect(interpreter.executable.string.contains("/versions/\(version)/"))
  }

  @Test(arguments: Fixture.pyenvVersions)
  func pyenvAmongAll(version: String) async throws {
    let found = await Fixture.interpreters.value.map { "\($0.build.version)" }
    #expect(found.contains(version))
  }

  @Test func allIsSortedAndHasEachOnce() async throws {
    let found = await Fixture.interpreters.value
    #expect(found.map(\.build.version) == found.map(\.build.version).sorted())
    #expect(Set(found.map(\.executable)).count == found.count)
    #expect(!found.contains { $0.executable.string.contains("/shims/") })
  }

  @Test(arguments: await Fixture.interpreters.value)
  func garbageBeforeTheAnswer(interpreter: Interpreter) async throws {
    let scratch = try Scratch()
    let wrapper = try scratch.script(
      "python", "printf 'welcome\\nto'; echo oh >&2; exec \(interpreter.executable) \"$@\"")
    let found = try await only(wrapper.string, finder)
    #expect(found == interpreter)
  }

  @Test(arguments: await Fixture.interpreters.value)
  func misleadingEnvironment(interpreter: Interpreter) async throws {
    let scratch = try Scratch()
    _ = try scratch.file("sysconfig.py", "raise SystemExit(7)")
    var environment = Fixture.environment
    environment["PYTHONHOME"] = "/nonsense"
    environment["PYTHONPATH"] = scratch.folder.string
    environment["PYTHONVERBOSE"] = "1"
    let found = try await only(
      interpreter.executable.string,
      InterpreterFinder(environment: environment, timeLimit: Fixture.patience))
    #expect(found == interpreter)
  }

  @Test func requestsFromTheEnvironment() async throws {
    let paths = await Fixture.interpreters.value.map(\.executable.string)
    var environment = Fixture.environment
    environment["PYSIZE_PYTHON"] = paths.joined(separator: ":")
    let found = await InterpreterFinder(environment: environment, timeLimit: Fixture.patience)
      .find([])
    #expect(try found.map { try $0.get().executable.string } == paths)
  }
}
