import FoundationEssentials
import PyBridge
import Subprocess
import SystemPackage
import Testing

/// What is no interpreter is reported in one line that names it and says why.
@Suite(.serialized) struct FindingTests {
  let scratch: Scratch
  let finder: InterpreterFinder

  init() throws {
    scratch = try Scratch()
    finder = InterpreterFinder(
      environment: ["PATH": "/usr/bin:/bin", "HOME": scratch.folder.string],
      timeLimit: Fixture.patience)
  }

  private func failure(
    _ path: FilePath, within timeLimit: Duration = Fixture.patience
  ) async throws -> String {
    let finder = InterpreterFinder(environment: ["PATH": "/usr/bin:/bin"], timeLimit: timeLimit)
    let found = await finder.find([path.string])
    #expect(found.count == 1)
    guard case .failure(let error) = try #require(found.first) else {
      Issue.record("\(path) was taken for an interpreter")
      return ""
    }
    let text = error.description
    #expect(text.hasPrefix("\(path): "))
    #expect(!text.contains("\n"))
    return text
  }

  @Test func missing() async throws {
    #expect(try await failure(scratch.folder.appending("none")).contains("does not exist"))
  }

  @Test func directory() async throws {
    #expect(try await failure(scratch.folder).contains("is a directory"))
  }

  @Test func notExecutable() async throws {
    #expect(try await failure(scratch.file("text", "hello")).contains("is not executable"))
  }

  @Test func textWithoutAnInterpreter() async throws {
    let path = try scratch.file("text", "hello", mode: 0o755)
    #expect(try await failure(path).contains("is not a Python"))
  }

  @Test func anotherProgram() async throws {
    let text = try await failure("/bin/true")
    #expect(text.contains("is not a Python"))
  }

  @Test func failingProgram() async throws {
    let path = try scratch.script("program", "echo 'bad luck' >&2; exit 3")
    #expect(try await failure(path).contains("exited with code 3: bad luck"))
  }

  /// What a shim of pyenv's or asdf's writes begins with why, and ends with help.
  @Test(arguments: [
    "echo 'pyenv: python3.7: command not found' >&2; echo >&2; echo 'Note: help' >&2; exit 127",
    "printf '\\n\\npyenv: python3.7: command not found\\n\\033[2JNote: help\\n' >&2",
  ])
  func shim(_ lines: String) async throws {
    let text = try await failure(scratch.script("python", lines))
    #expect(text.hasSuffix(": pyenv: python3.7: command not found"), "\(text)")
  }

  @Test func sharedLibrary() async throws {
    // A process's own map changes while it is read: another's, which does nothing else
    let maps = try await Subprocess.run(
      .path("/bin/cat"), arguments: ["/proc/self/maps"], output: .string(limit: 1 << 16)
    ).standardOutput
    let line = try #require(maps.split(separator: "\n").first { $0.hasSuffix("libc.so.6") })
    let library = try #require(line.split(separator: " ").last)
    let copy = scratch.folder.appending("libc.so")
    try FileManager.default.copyItem(atPath: String(library), toPath: copy.string)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: copy.string)
    _ = try await failure(copy)
  }

  @Test func pypy() async throws {
    let path = try scratch.script(
      "pypy", #"echo 'pysize-probe:{"implementation": "pypy", "version": [3, 10, 14]}'"#)
    #expect(try await failure(path).contains("is PyPy 3.10.14"))
  }

  @Test(arguments: [[3, 5, 10], [4, 0, 0]])
  func uncovered(version: [Int]) async throws {
    let path = try scratch.script(
      "python",
      """
      echo 'pysize-probe:{"implementation": "cpython", "version": \(version), "pointerSize": 8, \
      "isDebug": false, "tracesReferences": false, "isFreeThreaded": false, "gcHeadSize": 16}'
      """)
    let text = try await failure(path)
    #expect(text.contains("CPython \(version.map(String.init).joined(separator: ".")) is not"))
  }

  @Test func unexplainedHead() async throws {
    let path = try scratch.script(
      "python",
      """
      echo 'pysize-probe:{"implementation": "cpython", "version": [3, 11, 2], "pointerSize": 8, \
      "isDebug": false, "tracesReferences": false, "isFreeThreaded": false, "gcHeadSize": 40}'
      """)
    #expect(try await failure(path).contains("GC head of 40 bytes"))
  }

  @Test func hanging() async throws {
    let path = try scratch.script("python", "sleep 100; echo never")
    let clock = ContinuousClock()
    let start = clock.now
    let text = try await failure(path, within: .milliseconds(700))
    #expect(text.contains("no answer within 0.7 s"))
    #expect(clock.now - start < .seconds(60))
  }

  @Test func crashing() async throws {
    let path = try scratch.script("python", "kill -SEGV $$")
    #expect(try await failure(path).contains("crashed with SIGSEGV"))
  }

  @Test func garbage() async throws {
    let path = try scratch.script("python", "echo pysize-probe:garbage")
    #expect(try await failure(path).contains("is not a Python"))
  }

  @Test func endlessGarbage() async throws {
    let path = try scratch.script("python", "while :; do echo garbage; done")
    _ = try await failure(path)
  }

  @Test func commandNotOnPath() async throws {
    let found = await finder.find(["pysize-none"])
    #expect(throws: InterpreterError.self) { try found[0].get() }
  }

  @Test func eachRequestHasItsAnswer() async throws {
    let found = await finder.find(["/none", "/nothing"])
    let errors = found.compactMap { result -> String? in
      guard case .failure(let error) = result else { return nil }
      return error.request
    }
    #expect(errors == ["/none", "/nothing"])
  }
}
