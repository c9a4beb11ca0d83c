import OracleSupport
import Testing

/// What design.md and style.md demand of the sources and a compiler does not check.
@Suite struct SourceRuleTests {
  static let modules = [
    "PyLayout", "PyMemory", "PyEmulator", "PyInspector", "PyTarget", "PyHeap", "PyBridge",
    "PyRecords", "PyReport", "PyVerify", "PySize",
  ]

  /// `unsafe` and the types it is needed for stand only where raw memory or C is touched.
  @Test func unsafeCodeIsConfined() throws {
    let raw = ["PyMemory", "PyBridge", "PyTarget"]
    for module in Self.modules + ["pysize"] where !raw.contains(module) {
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
    ("PyHeap", ["PyInspector", "PyLayout", "PyMemory"]),
    (
      "PyTarget",
      ["CLinux", "Dispatch", "Glibc", "Musl", "PyLayout", "PyMemory", "Synchronization"]
    ),
    (
      "PyReport",
      [
        "Foundation", "FoundationEssentials", "PyHeap", "PyInspector", "PyLayout", "PyMemory",
        "PyRecords",
      ]
    ),
    (
      "PyVerify",
      [
        "PyBridge", "PyEmulator", "PyInspector", "PyLayout", "PyMemory", "SeededRandom",
        "Synchronization",
      ]
    ),
    ("PyMemory", ["PyLayout"]),
    ("PyMemory/Linux", ["CLinux", "Glibc", "Musl", "PyLayout", "Synchronization"]),
  ])
  func importsPointDown(_ module: String, _ allowed: [String]) throws {
    let files = try SourceFile.all(under: module)
    #expect(!files.isEmpty, "\(module) has no sources")
    // A folder for a platform has a line of its own
    for file in files where module.contains("/") || !file.path.contains("/Linux/") {
      for line in file.text.codeLines {
        guard line.text.contains("import "),
          let match = line.text.firstMatch(of: /^\s*(?:\w+\s+)?import (\w+)/)
        else { continue }
        let name = String(match.output.1)
        #expect(allowed.contains(name), "\(file.path):\(line.number): \(module) imports \(name)")
      }
    }
  }

  /// What is asked of `PySize` is answered by values; reports are made of them by who wants to read them.
  @Test func answersAreNoReports() throws {
    for file in try SourceFile.all(under: "PySize") where !file.path.hasSuffix("/PySize.swift") {
      #expect(!file.text.contains("import PyReport"), "\(file.path)")
    }
  }

  /// What only Linux's kernel gives stands in the folders for it.
  @Test func linuxStandsApart() throws {
    for module in Self.modules + ["pysize"] {
      for file in try SourceFile.all(under: module) {
        let isApart = file.path.contains("/Linux/")
        #expect(!isApart || ["PyMemory", "PyBridge"].contains(module), "\(file.path)")
        if isApart && module == "PyMemory" {
          #expect(file.text.hasPrefix("#if os(Linux)\n"), "\(file.path)")
        }
        // A process is read by what the kernel gives, all of it
        for line in file.text.codeLines where !isApart && module != "PyTarget" {
          #expect(
            !line.text.contains(/CLinux|memfd_create|process_vm_|"\/proc\b/),
            "\(file.path):\(line.number): \(line.text)")
        }
      }
    }
  }

  /// Where an `Int` has 32 bits, no wider number is made of one.
  @Test func numbersFitIntoAnInt() throws {
    for module in ["PyLayout", "PyMemory", "PyEmulator", "PyInspector", "PyRecords", "PyReport"] {
      for file in try SourceFile.all(under: module) {
        for line in file.text.codeLines
        where line.text.contains(/<< (3[1-9]|[4-9]\d)\b|\bInt\(UInt32\.max\)/) {
          #expect(
            line.text.contains(/Int64|[bB]it|rest\.|"/),
            "\(file.path):\(line.number): \(line.text)")
        }
      }
    }
  }

  /// A file that holds a struct of C's is named after it.
  @Test func structsStandInFilesOfTheirName() throws {
    for file in try SourceFile.all(under: "PyLayout/Objects") {
      let structs = file.text.matches(of: /(?:public|package) struct (\w+): CStruct/)
        .map(\.output.1)
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
