import FoundationEssentials
import PyBridge
import SystemPackage
import Testing

/// Packages come into the cache one by one, by the interpreter's own pip.
@Suite(.serialized) struct PackageCacheTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func cache() throws -> PackageCache {
    var environment = Fixture.environment
    environment["XDG_CACHE_HOME"] = scratch.folder.appending("cache").string
    environment["PYTHONPATH"] = "/nonsense"
    return try PackageCache(environment: environment)
  }

  @Test func folders() throws {
    #expect(try PackageCache(environment: ["HOME": "/h"]).folder == "/h/.cache/pysize")
    let both = ["HOME": "/h", "XDG_CACHE_HOME": "/x"]
    #expect(try PackageCache(environment: both).folder == "/x/pysize")
    #expect(throws: PackageError.self) { try PackageCache(environment: [:]) }
    #expect(throws: PackageError.self) { try PackageCache(environment: ["XDG_CACHE_HOME": "x"]) }
  }

  @Test(arguments: await Fixture.interpreters.value)
  func notToBeHad(interpreter: Interpreter) async throws {
    var environment = Fixture.environment
    environment["XDG_CACHE_HOME"] = scratch.folder.string
    environment["PIP_NO_INDEX"] = "1"
    let cache = try PackageCache(environment: environment)
    let error = await #expect(throws: PackageError.self) {
      try await cache.install(
        .init(name: "pysize-no-such-package", module: "none"), for: interpreter)
    }
    let text = error?.description ?? ""
    #expect(text.hasPrefix("pysize-no-such-package: "))
    #expect(text.contains("No matching distribution") || text.contains("has no pip"), "\(text)")
    #expect(cache.installed(for: interpreter).isEmpty)
  }

  @Test func cacheThatCannotBeWritten() async throws {
    let file = try scratch.file("file", "no folder")
    let interpreter = try #require(await Fixture.interpreters.value.first)
    let cache = try PackageCache(environment: ["XDG_CACHE_HOME": file.string])
    let error = await #expect(throws: PackageError.self) {
      try await cache.install(.init(name: "attrs", module: "attr"), for: interpreter)
    }
    #expect(error?.description.contains("cannot be written") == true)
  }

  @Test func noPip() async throws {
    let python = try scratch.script("python", "echo \"$0: No module named pip\" >&2; exit 1")
    let some = try #require(await Fixture.interpreters.value.first)
    let interpreter = Interpreter(executable: python, build: some.build, libpython: nil)
    let error = await #expect(throws: PackageError.self) {
      try await cache().install(.init(name: "attrs", module: "attr"), for: interpreter)
    }
    #expect(error?.description == "attrs: \(python) has no pip: install python3-pip")
  }

  @Test func twoAtOnceAndNothingTwice() async throws {
    let python = try scratch.script(
      "python",
      """
      echo run >> \(scratch.folder)/runs
      while [ "$1" != --target ]; do shift; done
      sleep 0.3; mkdir -p "$2"; echo "__version__ = '2.5'" > "$2/thing.py"
      """)
    let some = try #require(await Fixture.interpreters.value.first)
    let interpreter = Interpreter(executable: python, build: some.build, libpython: nil)
    let cache = try cache()
    let package = Snippet.Package(name: "thing==2.5", module: "thing")
    async let one: Void = cache.install(package, for: interpreter)
    async let two: Void = cache.install(package, for: interpreter)
    _ = try await (one, two)
    try await cache.install(package, for: interpreter)
    let folders = cache.installed(for: interpreter)
    #expect(folders.map { $0.lastComponent?.string } == ["thing"])
    let runs = try String(
      contentsOf: URL(filePath: scratch.folder.appending("runs").string), encoding: .utf8)
    #expect(runs == "run\nrun\n")
    let left = try FileManager.default.contentsOfDirectory(
      atPath: folders[0].removingLastComponent().string)
    #expect(left == ["thing"])
    let measured = try await Fixture.pool(scratch).measure(
      .init(some, [Snippet("thing", package: package)], paths: folders))
    #expect(measured.map(\.packageVersion) == ["2.5"])
  }

  /// Where packages go is pysize's affair, whatever pip's settings say; and what calls itself pip in
  /// the current folder is not run.
  @Test func whereTheyGo() async throws {
    let interpreters = await Fixture.interpreters.value
    let first = try #require(interpreters.first)
    let last = try #require(interpreters.last)
    let wheel = scratch.folder.appending("thing-2.5-py2.py3-none-any.whl")
    let pack = """
      import zipfile
      info = 'thing-2.5.dist-info/'
      with zipfile.ZipFile('\(wheel)', 'w') as file:
          file.writestr('thing.py', "__version__ = '2.5'")
          file.writestr(info + 'METADATA', 'Metadata-Version: 2.1\\nName: thing\\nVersion: 2.5\\n')
          file.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\\nGenerator: x\\n'
                        'Root-Is-Purelib: true\\nTag: py2-none-any\\nTag: py3-none-any\\n')
          file.writestr(info + 'RECORD', 'thing.py,,\\n')
      """
    try await run(last.executable, ["-c", pack])
    let elsewhere = scratch.folder.appending("elsewhere")
    let settings = ["root", "prefix", "target"].map { "\($0) = \(elsewhere)\n" }.joined()
    let file = try scratch.file(
      "pip.conf",
      "[global]\nrequire-virtualenv = true\nno-index = true\nfind-links = \(scratch.folder)\n"
        + "[install]\n\(settings)user = true\ndry-run = true\n")
    var environment = Fixture.environment.filter { !$0.key.hasPrefix("PIP_") }
    environment["XDG_CACHE_HOME"] = scratch.folder.appending("cache").string
    environment["PIP_CONFIG_FILE"] = file.string
    for name in ["PIP_ROOT", "PIP_PREFIX", "PIP_TARGET", "pip_root", "PIP_Prefix"] {
      environment[name] = elsewhere.string
    }
    for name in ["PIP_USER", "PIP_DRY_RUN", "PIP_REQUIRE_VIRTUALENV"] { environment[name] = "1" }
    let cache = try PackageCache(environment: environment)
    for interpreter in [first, last] {
      do throws(PackageError) {
        try await cache.install(.init(name: "thing", module: "thing"), for: interpreter)
      } catch {
        guard error.reason.contains("has no pip") else { throw error }
        print("skipped: \(interpreter.build): no pip")
        continue
      }
      let folders = cache.installed(for: interpreter)
      #expect(folders.map { $0.lastComponent?.string } == ["thing"])
      let things = try FileManager.default.contentsOfDirectory(atPath: folders[0].string)
      #expect(things.contains("thing.py"), "\(interpreter.build): \(things)")
    }
    #expect(!FileManager.default.fileExists(atPath: elsewhere.string))
  }

  @Test func nothingOfTheCurrentFolderIsRun() async throws {
    let some = try #require(await Fixture.interpreters.value.first)
    let note = scratch.folder.appending("note")
    let python = try scratch.script("python", "pwd > \(note); exit 1")
    let interpreter = Interpreter(executable: python, build: some.build, libpython: nil)
    await #expect(throws: PackageError.self) {
      try await cache().install(.init(name: "thing", module: "thing"), for: interpreter)
    }
    let folder = try String(contentsOf: URL(filePath: note.string), encoding: .utf8)
    #expect(folder.hasSuffix("/nowhere\n") && folder.contains("/packages/"), "\(folder)")
  }
}
