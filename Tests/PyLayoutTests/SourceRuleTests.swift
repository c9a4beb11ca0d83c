import OracleSupport
import Testing

/// What design.md and style.md demand of the sources and a compiler does not check.
@Suite struct SourceRuleTests {
  static let modules = [
    "PyLayout", "PyMemory", "PyEmulator", "PyInspector", "PyBridge", "PyRecords", "PyReport",
    "PyVerify", "PySize",
  ]

  /// `unsafe` and the types it is needed for stand only where raw memory or C is touched.
  @Test func unsafeCodeIsConfined() throws {
    for module in Self.modules + ["pysize"] where !["PyMemory", "PyBridge"].contains(module) {
      for file in try SourceFile.all(under: module) {
        // Most have none
        if !file.text.contains("nsafe") { continue }
        for line in file.text.codeLines where line.text.contains(/\bunsafe\b|Unsafe/) {
          Issue.record("\(file.path):\(line.number): unsafe code in \(module): \(line.text)")
        }
      }
    }
  }

  /// What a module may import: design.md's table, as far as these tests go.
  @Test(arguments: [
    ("PyLayout", ["Synchronization"]),
    ("PyRecords", ["PyLayout"]),
    ("PyEmulator", ["PyLayout", "PyMemory"]),
    ("PyInspector", ["PyLayout", "PyMemory"]),
    ("PyReport", ["FoundationEssentials", "PyInspector", "PyLayout", "PyRecords"]),
    (
      "PyVerify",
      [
        "PyBridge", "PyEmulator", "PyInspector", "PyLayout", "PyMemory", "SeededRandom",
        "Synchronization",
      ]
    ),
    ("PyMemory", ["CLinux", "Glibc", "Musl", "PyLayout", "Synchronization"]),
  ])
  func importsPointDown(_ module: String, _ allowed: [String]) throws {
    let files = try SourceFile.all(under: module)
    #expect(!files.isEmpty, "\(module) has no sources")
    for file in files {
      for line in file.text.codeLines {
        guard line.text.contains("import "),
          let match = line.text.firstMatch(of: /^\s*(?:\w+\s+)?import (\w+)/)
        else { continue }
        let name = String(match.output.1)
        #expect(allowed.contains(name), "\(file.path):\(line.number): \(module) imports \(name)")
      }
    }
  }

  /// A file that holds a struct of C's is named after it.
  @Test func structsStandInFilesOfTheirName() throws {
    for file in try SourceFile.all(under: "PyLayout/Objects") {
      let structs = file.text.matches(of: /public struct (\w+): CStruct/).map(\.output.1)
      guard let first = structs.first else { continue }
      #expect(file.path.hasSuffix("/\(first).swift"), "\(file.path) starts with \(first)")
    }
  }
}

extension String {
  /// The lines with their numbers, comments and what stands in `"""` taken away.
  fileprivate var codeLines: [(number: Int, text: Substring)] {
    var lines: [(Int, Substring)] = []
    var isInString = false
    for (index, line) in split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let hasSlash = line.utf8.contains(UInt8(ascii: "/"))
      let code =
        (hasSlash ? line.firstRange(of: "//") : nil).map { line[..<$0.lowerBound] } ?? line
      if !isInString { lines.append((index + 1, code)) }
      if line.utf8.contains(UInt8(ascii: "\"")), line.contains("\"\"\"") { isInString.toggle() }
    }
    return lines
  }
}
