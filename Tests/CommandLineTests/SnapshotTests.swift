import CommandLineSupport
import FoundationEssentials
import SystemPackage
import Testing

/// What a user sees, kept in files that the command line itself wrote.
///
/// `PYSIZE_RECORD_SNAPSHOTS=1 swift test --filter SnapshotTests` writes them anew: read the diff.
@Suite struct SnapshotTests {
  /// Each snapshot's name and the arguments that make it; all are predictions, so that every
  /// machine gives the same.
  static let commands: [(String, [String])] = [
    ("compare-3.13.0", ["compare", "--build", "3.13.0"]),
    ("compare-3.7.3-color", ["compare", "--build", "3.7.3", "--color", "always"]),
    ("compare-side-by-side", ["compare", "--build", "all"]),
    ("compare-fields-nth", ["compare", "--build", "3.14", "--fields", "a,b", "--nth", "1"]),
    ("compare-csv", ["compare", "--build", "3.6.15+align16", "--format", "csv"]),
    ("compare-markdown", ["compare", "--build", "2.7", "--format", "markdown"]),
    ("compare-json", ["compare", "class", "numpy", "--build", "3.13t", "--format", "json"]),
    ("article-3.7.3", ["article", "--build", "3.7.3"]),
    ("article-3.13", ["article", "--build", "3.13"]),
    ("article-markdown", ["article", "--build", "3.7.3", "--format", "markdown"]),
    ("bytes-class-3.13", ["bytes", "class", "--build", "3.13.0"]),
    ("bytes-literal-2.7", ["bytes", "-e", "{'x': [1, 2.5]}", "--build", "2.7"]),
    ("bytes-json", ["bytes", "tuple", "--build", "3.14t", "--format", "json"]),
    ("bytes-csv", ["bytes", "slots", "--build", "3.11@32", "--format", "csv"]),
    ("estimate-class", ["estimate", "class"]),
    ("estimate-literal", ["estimate", "-e", "{'x': 1, 'y': 2}"]),
    ("estimate-csv", ["estimate", "dataclass", "--format", "csv"]),
    ("layout-class-3.13", ["layout", "class", "--build", "3.13.0"]),
    ("layout-class-3.11-color", ["layout", "class", "--build", "3.11.7", "--color", "always"]),
    ("layout-class-first", ["layout", "class", "--build", "3.12", "--nth", "1"]),
    ("layout-dict-3.6", ["layout", "dict", "--build", "3.6.15"]),
    ("layout-slots-2.7", ["layout", "slots", "--build", "2.7@32"]),
    ("layout-list-3.13t", ["layout", "-e", "[1, 2, 'x']", "--build", "3.13t"]),
    (
      "layout-long-list",
      ["layout", "-e", "[\((1...60).map { "\($0)" }.joined(separator: ","))]", "--build", "3.13"]
    ),
    ("layout-type", ["layout", "type:dict", "--build", "3.6"]),
    ("layout-markdown", ["layout", "cython", "--build", "3.14", "--format", "markdown"]),
    ("layout-csv", ["layout", "attrs-slots", "--build", "3.7.3", "--format", "csv"]),
    ("layout-json", ["layout", "class", "--build", "3.12d", "--format", "json"]),
    ("help", ["--help"]),
    ("help-layout", ["layout", "--help"]),
    ("help-bytes", ["bytes", "--help"]),
    ("help-estimate", ["estimate", "--help"]),
    ("help-compare", ["compare", "--help"]),
    ("help-shadow", ["shadow", "--help"]),
    ("help-verify", ["verify", "--help"]),
    ("help-heap", ["heap", "--help"]),
  ]

  static let isRecording = ProcessInfo.processInfo.environment["PYSIZE_RECORD_SNAPSHOTS"] != nil

  @Test(arguments: commands.indices) func snapshot(_ index: Int) async throws {
    let (name, arguments) = Self.commands[index]
    let run = try await CommandLineRun(arguments, environment: ["COLUMNS": nil])
    #expect(run.exitCode == 0, "\(run.errors)")
    let path = Checkout.root.appending("Tests/Fixtures/snapshots/\(name).txt").string
    if Self.isRecording {
      try Data(run.output.utf8).write(to: URL(filePath: path))
      return
    }
    let data = try #require(FileManager.default.contents(atPath: path), "no snapshot \(name)")
    #expect(run.output == String(decoding: data, as: UTF8.self), "\(name)")
  }

  @Test(arguments: commands.indices) func textFitsItsColumns(_ index: Int) async throws {
    let (name, arguments) = Self.commands[index]
    // ArgumentParser does not wrap the usage line
    guard !arguments.contains("--format"), !arguments.contains("--help") else { return }
    let run = try await CommandLineRun(arguments, environment: ["COLUMNS": nil])
    for line in run.output.split(separator: "\n") {
      let visible = line.replacing(/\u{1B}\[[0-9;]*m/, with: "")
      #expect(visible.count <= 100, "\(name): \(line)")
    }
  }
}
