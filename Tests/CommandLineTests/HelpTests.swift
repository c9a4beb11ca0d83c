import CommandLineSupport
import Testing

/// What `pysize help` says.
@Suite struct HelpTests {
  static let commands = [
    "compare", "article", "bytes", "layout", "estimate", "verify", "shadow", "heap",
    "interpreters",
  ]

  /// Help has 80 columns: an example that is longer would go on in the next line, at its left edge.
  @Test(arguments: commands) func examplesStandInALineEach(_ command: String) async throws {
    let run = try await CommandLineRun(["help", command])
    #expect(run.exitCode == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
    let examples = lines.indices.filter { lines[$0].hasPrefix("  pysize ") }
    #expect(!examples.isEmpty, "\(command) shows no example")
    for index in examples {
      let next = lines[index + 1]
      #expect(
        next.isEmpty || next.hasPrefix("  pysize "), "\(command): '\(lines[index])' goes on")
    }
  }
}
