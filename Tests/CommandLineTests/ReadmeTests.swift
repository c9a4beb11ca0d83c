import CommandLineSupport
import FoundationEssentials
import PySize
import SystemPackage
import Testing

/// The examples in the README and in the libraries' documentation are what the command line prints.
///
/// `PYSIZE_RECORD_SNAPSHOTS=1 swift test --filter ReadmeTests` writes them anew: read the diff.
@Suite struct ReadmeTests {
  static let readme = "README.md"

  /// The README, and those pages of the libraries' catalogues that show a console.
  static let pages = [readme] + catalogues.filter { (try? text(of: $0))?.contains(console) == true }

  /// Every page of the libraries' catalogues.
  static let catalogues: [String] = {
    let sources = Checkout.root.appending("Sources").string
    return ((try? FileManager.default.subpathsOfDirectory(atPath: sources)) ?? [])
      .filter { $0.contains(".docc/") && $0.hasSuffix(".md") }.sorted().map { "Sources/\($0)" }
  }()

  private static let console = "```console"

  static func text(of page: String) throws -> String {
    let data = FileManager.default.contents(atPath: Checkout.root.appending(page).string)
    return String(decoding: try #require(data, "\(page)"), as: UTF8.self)
  }

  @Test(arguments: pages) func examplesAreRealOutput(_ page: String) async throws {
    let text = try Self.text(of: page)
    var written = ""
    var examples = 0
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let line = lines.popFirst() {
      written += line + "\n"
      guard line == Self.console, let command = lines.popFirst(), command.hasPrefix("$ pysize ")
      else { continue }
      var shown = ""
      while let line = lines.first, line != "```" {
        lines = lines.dropFirst()
        shown += line + "\n"
      }
      let arguments = command.split(separator: " ").dropFirst(2).map(String.init)
      if try await Self.lacksInterpreter(arguments) {
        print("skipped: \(command) on \(page) because its interpreter is not here")
        written = String(text.prefix(text.count - lines.joined(separator: "\n").count))
        examples += 1
        continue
      }
      let run = try await CommandLineRun(arguments, environment: ["COLUMNS": nil])
      #expect(run.exitCode == 0, "\(page): \(command): \(run.errors)")
      let isAlike = arguments[0] == "heap" && Self.words(of: shown) == Self.words(of: run.output)
      written += command + "\n" + (isAlike ? shown : run.output)
      examples += 1
    }
    written.removeLast()
    #expect(examples > 0, "\(page)")
    if SnapshotTests.isRecording {
      try Data(written.utf8).write(to: URL(filePath: Checkout.root.appending(page).string))
    } else {
      #expect(written == text, "\(page)")
    }
  }

  /// The words of a report on a process, in which figures and addresses differ from run to run, and with them
  /// where a line ends; whether a few blocks are unexplained, too.
  private static func words(of report: String) -> Set<String> {
    let words = report.split { $0.isWhitespace || $0 == "," }.map {
      String($0).replacing(/0x[0-9a-f]+|[0-9][0-9.]*/, with: "0").replacing(/^[kMG]B/, with: "B")
    }
    return Set(words).subtracting(["unexplained"])
  }

  /// Whether a command asks for an interpreter that is not here.
  private static func lacksInterpreter(_ arguments: [String]) async throws -> Bool {
    guard let index = arguments.firstIndex(of: "--python") else { return false }
    let found = try await CommandLineRun(["interpreters", "--python", arguments[index + 1]])
    return found.exitCode != 0
  }

  /// What the README promises first is what is covered.
  @Test func readmeNamesTheSeriesCovered() throws {
    let series = Version.covered.map(\.series)
    let range = "from \(try #require(series.first)) to \(try #require(series.last))"
    #expect(try Self.text(of: Self.readme).contains(range), "\(range)")
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
    let example =
      try Self.text(of: Self.readme)
      .split(separator: "```swift\n").dropFirst().first?.split(separator: "```").first ?? ""
    #expect(!example.isEmpty)
    for line in example.split(separator: "\n") where !line.contains("print") && line != "}" {
      let code = line.hasPrefix("for ") ? "inspector.inspect(point.address).blocks[0].fields" : line
      #expect(source.contains(code.trimmingPrefix(" ")), "\(line)")
    }
  }
}
