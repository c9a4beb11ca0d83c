import CommandLineSupport
import FoundationEssentials
import SystemPackage
import Testing

/// What an interpreter sends is checked before it is computed with: one that lies is a line, and the
/// others go on.
@Suite struct LyingInterpreterTests {
  /// A folder with a script that starts Tests/CommandLineTests/Python/liar.py.
  private static let liar: String = {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pysize-\(UUID())").path
    let script = Checkout.root.appending("Tests/CommandLineTests/Python/liar.py")
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = "#!/bin/sh\nexec python3 -S \(script) \"$@\"\n"
    _ = FileManager.default.createFile(
      atPath: "\(folder)/python", contents: Data(text.utf8),
      attributes: [.posixPermissions: 0o755])
    return "\(folder)/python"
  }()

  @Test(arguments: [
    #"{"pointerSize": 4611686018427387904}"#, #"{"pointerSize": -9223372036854775808}"#,
    #"{"pointerSize": 18446744073709551616}"#, #"{"pointerSize": 0}"#, #"{"pointerSize": "8"}"#,
    #"{"version": [3, 11, 9223372036854775807]}"#, #"{"version": [3, 11, -1]}"#,
    #"{"version": []}"#, #"{"version": [3, 11, 2, 1]}"#, #"{"version": "3.11"}"#,
    #"{"gcHeadSize": 9223372036854775807}"#, #"{"gcHeadSize": -16}"#,
    #"{"implementation": "\u001b[31m\nred"}"#, "deep",
  ])
  func probe(_ lie: String) async throws {
    let run = try await CommandLineRun(
      ["compare", "tuple", "--python", Self.liar, "--python", "python3"],
      // What it said before is not to be remembered
      environment: ["LIE": lie, "XDG_CACHE_HOME": "/proc"])
    #expect(run.exitCode == 69, "\(lie): \(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1, "\(lie): \(run.errors)")
    #expect(run.errors.hasPrefix("pysize: \(Self.liar): "), "\(lie): \(run.errors)")
    #expect(!run.errors.contains("\u{1B}"), "\(lie)")
    #expect(run.output.contains("1 record: 1 agree"), "\(lie): \(run.output)")
  }

  @Test(arguments: [
    "parts [2 ** 63 - 1] * len(parts)", "parts [-2 ** 63] * len(parts)",
    "parts [2 ** 62] * len(parts)", "parts [2 ** 64] * len(parts)",
    "parts [float('nan')] * len(parts)", "parts [1e400] * len(parts)", "parts [1.5] * len(parts)",
    "parts []", "parts [1] * 100000", "parts 'abc'", "parts None", "parts {}",
    "answer {'object': 2 ** 64 - 8}", "answer {'object': 0}", "answer {'object': 2 ** 48}",
    "answer {'object': -1}", "answer {'type': 0}", "answer {'basicsize': 2 ** 63 - 1}",
    "answer {'basicsize': None}", "answer {'flags': 2 ** 64}", "answer {'status': 'fine'}",
    "answer {'status': 'failed', 'reason': '\\x1b[31m\\nred'}", "text {", "text []", "text ",
    "text null", "endless",
  ])
  func answer(_ lie: String) async throws {
    let run = try await CommandLineRun(
      ["compare", "tuple", "class", "--python", Self.liar, "--format", "csv"],
      environment: ["LIE": lie])
    // One line, 1 for what was not measured, and nothing else
    #expect(run.exitCode == 1, "\(lie): \(run.errors)")
    #expect(run.errors.isEmpty, "\(lie): \(run.errors)")
    #expect(run.output.matches(of: /,failed,/).count == 2, "\(lie): \(run.output)")
    #expect(!run.output.contains("\u{1B}"), "\(lie)")
  }

  /// Other commands compute with what it sends as well.
  @Test(arguments: [
    ["layout", "-e", "[1, 2]"], ["bytes", "tuple"], ["estimate", "FILE:Order"],
    ["layout", "FILE:Order"], ["verify", "--cases", "10"], ["interpreters"],
  ])
  func everyCommand(_ command: [String]) async throws {
    let file = Checkout.root.appending("Samples/Python/shop.py").string
    let arguments = command.map { $0.replacing("FILE", with: file) } + ["--python", Self.liar]
    for lie in ["parts [2 ** 63 - 1] * len(parts)", "parts [-1] * len(parts)"] {
      let run = try await CommandLineRun(arguments, environment: ["LIE": lie])
      #expect([0, 1, 64, 69].contains(run.exitCode), "\(arguments), \(lie): \(run)")
      #expect(run.errors.split(separator: "\n").count <= 1, "\(arguments), \(lie): \(run.errors)")
    }
  }
}
