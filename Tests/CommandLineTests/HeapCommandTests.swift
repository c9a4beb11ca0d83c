import CommandLineSupport
import FoundationEssentials
import SystemPackage
import Testing

/// `pysize heap` as one uses it.
@Suite struct HeapCommandTests {
  private static let program = "'x = [object() for i in range(2000)]; import sys; sys.exit(3)'"

  /// A file's path for one test.
  private static func path(_ name: String) -> String {
    FileManager.default.temporaryDirectory.appending(path: "pysize-\(UUID().uuidString)-\(name)")
      .path
  }

  private func shell(_ script: String) async throws -> CommandLineRun {
    try await CommandLineRun(
      executable: "/bin/sh", arguments: ["-c", script, Checkout.pysize.string])
  }

  @Test func aProgramIsLookedAtWhenItHasRun() async throws {
    let run = try await shell(#""$0" heap --type object -- -c \#(Self.program)"#)
    #expect(run.output.contains("object: 2"), "\(run)")
    // The program's own exit code
    #expect(run.exitCode == 3, "\(run)")
  }

  @Test func aSavedPictureGivesTheSameAnswers() async throws {
    let picture = Self.path("picture")
    defer { try? FileManager.default.removeItem(atPath: picture) }
    let live = try await shell(
      #""$0" heap --format csv --save \#(picture) -- -c \#(Self.program)"#)
    #expect(live.output.contains("\nowner,objects"), "\(live)")
    let mode = try FileManager.default.attributesOfItem(atPath: picture)[.posixPermissions]
    #expect("\(mode ?? 0)" == "\(0o600)")
    let saved = try await CommandLineRun(["heap", picture, "--format", "csv"])
    #expect(saved.exitCode == 0 && saved.output == live.output, "\(saved.errors)")
  }

  @Test(arguments: [
    (["heap"], 64, "name a process"), (["heap", "1", "--list"], 64, "--list"),
    (["heap", "1", "--", "a.py"], 64, "not both"), (["heap", "1", "--after", "1"], 64, "--after"),
    (["heap", "--after", "x", "--", "a.py"], 64, "no number of seconds"),
    (["heap", "--pause", "sto", "1"], 64, "did you mean 'stop'?"),
    (["heap", "2147483647"], 69, "there is no process 2147483647"),
    (["heap", "/nowhere/core"], 69, "/nowhere/core"), (["heap", "/etc/passwd"], 69, "/etc/passwd"),
    (["heap", "/"], 69, "/"), (["heap", "a.picture", "--format", "svg"], 64, "svg"),
  ])
  func mistakesHaveOneLine(_ arguments: [String], _ code: Int32, _ words: String) async throws {
    let run = try await CommandLineRun(arguments)
    #expect(run.exitCode == code && run.output.isEmpty, "\(arguments): \(run)")
    #expect(run.errors.contains(words), "\(arguments): \(run.errors)")
    if code == 69 { #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)") }
  }

  @Test func aTypeThatIsNotThereIsNamed() async throws {
    let run = try await shell(#""$0" heap --type objet -- -c \#(Self.program)"#)
    #expect(run.exitCode == 69 && run.errors.contains("did you mean 'object'?"), "\(run)")
  }
}
