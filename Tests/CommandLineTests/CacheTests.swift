import CommandLineSupport
import FoundationEssentials
import OracleSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A cache that others may have filled is not used, and a line says so.
@Suite struct CacheTests {
  private let folder: String
  private var cache: String { "\(folder)/pysize" }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "pysize-\(UUID())").path
    try FileManager.default.createDirectory(
      atPath: "\(folder)/pysize/interpreters", withIntermediateDirectories: true)
    for path in ["\(folder)/pysize", "\(folder)/pysize/interpreters"] { unsafe chmod(path, 0o755) }
  }

  private func run() async throws -> CommandLineRun {
    // What a shim starts is not kept
    let python = try await Oracle.run(
      try #require(Oracle.onPath("python3")), ["-c", "import sys; print(sys.executable)"])
    return try await CommandLineRun(
      ["compare", "tuple", "--python", python.split(separator: "\n").joined()],
      environment: ["XDG_CACHE_HOME": folder])
  }

  private var kept: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: "\(cache)/interpreters")) ?? []
  }

  @Test func ownIsUsed() async throws {
    let run = try await run()
    #expect(run.errors.isEmpty, "\(run.errors)")
    #expect(kept.count == 1)
  }

  @Test(arguments: ["pysize", "pysize/interpreters"], [0o757, 0o775, 0o777] as [mode_t])
  func othersMayWrite(_ part: String, mode: mode_t) async throws {
    unsafe chmod("\(folder)/\(part)", mode)
    let run = try await run()
    #expect(
      run.errors == "pysize: the cache is not used: others may write to \(folder)/\(part):"
        + " set XDG_CACHE_HOME to a folder of your own\n")
    #expect(run.exitCode == 0)
    #expect(run.output.contains("1 agree"))
    #expect(kept.isEmpty)
  }

  @Test(arguments: ["pysize", "pysize/interpreters"])
  func anothers(_ part: String) async throws {
    guard geteuid() == 0 else {
      print("skipped: only root can give a folder away")
      try Test.cancel("only root can give a folder away")
    }
    unsafe chown("\(folder)/\(part)", 65534, 65534)
    let run = try await run()
    #expect(
      run.errors == "pysize: the cache is not used: \(folder)/\(part) belongs to another"
        + " user, number 65534: set XDG_CACHE_HOME to a folder of your own\n")
    #expect(run.exitCode == 0)
    #expect(kept.isEmpty)
  }

  /// What nobody else can enter may be as open as it likes further in.
  @Test func aPrivateOneIsUsed() async throws {
    unsafe chmod("\(folder)/pysize/interpreters", 0o777)
    unsafe chmod(cache, 0o700)
    let run = try await run()
    #expect(run.errors.isEmpty, "\(run.errors)")
    #expect(kept.count == 1)
  }
}
