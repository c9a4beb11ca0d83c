import FoundationEssentials
import PySizeTestSupport
import SystemPackage
import Testing

/// The README's examples are what the command line prints.
///
/// `PYSIZE_RECORD_SNAPSHOTS=1 swift test --filter ReadmeTests` writes them anew: read the diff.
@Suite struct ReadmeTests {
  static let path = Checkout.root.appending("README.md").string

  @Test func examplesAreRealOutput() async throws {
    let data = try #require(FileManager.default.contents(atPath: Self.path))
    let readme = String(decoding: data, as: UTF8.self)
    var written = ""
    var examples = 0
    var lines = readme.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let line = lines.popFirst() {
      written += line + "\n"
      guard line == "```console", let command = lines.popFirst(), command.hasPrefix("$ pysize ")
      else { continue }
      while let line = lines.first, line != "```" {
        lines = lines.dropFirst()
        _ = line
      }
      let arguments = command.split(separator: " ").dropFirst(2).map(String.init)
      let run = try await CommandLineRun(arguments)
      #expect(run.exitCode == 0, "\(command): \(run.errors)")
      written += command + "\n" + run.output
      examples += 1
    }
    written.removeLast()
    #expect(examples > 0)
    if SnapshotTests.isRecording {
      try Data(written.utf8).write(to: URL(filePath: Self.path))
    } else {
      #expect(written == readme)
    }
  }
}
