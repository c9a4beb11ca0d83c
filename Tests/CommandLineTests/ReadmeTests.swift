import FoundationEssentials
import PySize
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

  /// The README's Swift is this test's, line by line.
  @Test func swiftExampleRuns() throws {
    let heap = try Heap(Build(parsing: "3.13.0"))
    let Point = try heap.makeClass("Point", slots: ["x", "y", "z"])
    let point = try Point()

    let inspector = Inspector(heap.build, reading: heap.memory)
    #expect(try inspector.size(of: point.address) == 56)

    try point.set("x", to: 1)
    let fields = try inspector.inspect(point.address).blocks[0].fields
    #expect(fields.first { $0.name == "x" }?.meaning == "1")

    let data = try #require(FileManager.default.contents(atPath: #filePath))
    let source = String(decoding: data, as: UTF8.self)
    let readme = try #require(FileManager.default.contents(atPath: Self.path))
    let example =
      String(decoding: readme, as: UTF8.self)
      .split(separator: "```swift\n").dropFirst().first?.split(separator: "```").first ?? ""
    #expect(!example.isEmpty)
    for line in example.split(separator: "\n") where !line.contains("print") && line != "}" {
      let code = line.hasPrefix("for ") ? "inspector.inspect(point.address).blocks[0].fields" : line
      #expect(source.contains(code.trimmingPrefix(" ")), "\(line)")
    }
  }
}
