import CommandLineSupport
import FoundationEssentials
import OracleSupport
import PySize
import SystemPackage
import Testing

/// `pysize heap --since` says what it compares.
@Suite struct HeapSinceTests {
  private static let folder = FileManager.default.temporaryDirectory

  /// Pictures of a program that has many objects, and then of one that has few.
  private func pictures(_ body: (_ many: String, _ few: String) async throws -> Void) async throws {
    let paths = (0..<2).map { _ in
      Self.folder.appending(path: "pysize-\(UUID().uuidString)").path
    }
    defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
    for (path, count) in zip(paths, [30_000, 10]) {
      let code = "class Order: __slots__ = 'a'\nx = [Order() for i in range(\(count))]"
      let run = try await CommandLineRun(["heap", "--save", path, "--", "-c", code])
      #expect(run.exitCode == 0, "\(run.errors)")
    }
    try await body(paths[0], paths[1])
  }

  /// A text in one line.
  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func whatHasShrunkIsShown() async throws {
    try await pictures { many, few in
      let run = try await CommandLineRun(["heap", few, "--since", many, "--top", "1"])
      let lines = run.output.split(separator: "\n")
      let first = lines.drop { !$0.hasPrefix("type ") }.dropFirst().first ?? ""
      #expect(first.hasPrefix("__main__.Order ") && first.contains("-29990"), "\(run)")
      #expect(!Self.line(run.output).contains("was written after"), "\(run.output)")
      let back = try await CommandLineRun(["heap", many, "--since", few])
      #expect(Self.line(back.output).contains(" was written after \(many): "), "\(back)")
      let json = try await CommandLineRun(["heap", many, "--since", few, "--format", "json"])
      #expect(json.output.contains("\"isLater\" : true"), "\(json.output)")
      let same = try await CommandLineRun(["heap", few, "--since", few])
      #expect(
        !Self.line(same.output).contains("another process")
          && !same.output.contains("written after"))
    }
  }

  @Test func anotherProcessIsSaid() async throws {
    guard
      (try? String(contentsOfFile: "/proc/sys/kernel/randomize_va_space", encoding: .utf8))?
        .hasPrefix("0") == false
    else {
      print("skipped: pictures of two processes because libraries stand at the same places in all")
      return
    }
    try await pictures { many, few in
      let run = try await CommandLineRun(["heap", few, "--since", many])
      #expect(Self.line(run.output).contains("\(many) is of another process: "), "\(run)")
      let json = try await CommandLineRun(["heap", few, "--since", many, "--format", "json"])
      #expect(json.output.contains("\"isOfAnotherProcess\" : true"), "\(json.output)")
    }
  }

  @Test(arguments: await LiveBuild.newest())
  func aProcessIsItself(_ live: LiveBuild) async throws {
    let path = Self.folder.appending(path: "pysize-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await live.required().converse(
      "\(Checkout.root.appending("Tests/CommandLineTests/Python/counting.py"))", extra: [:]
    ) { conversation in
      let _: Int = try await conversation.hear()
      let pid = "\(conversation.pid)"
      let saved = try await CommandLineRun(["heap", pid, "--save", path])
      #expect(saved.exitCode == 0, "\(saved.errors)")
      let run = try await CommandLineRun(["heap", pid, "--since", path])
      #expect(run.exitCode == 0 && run.output.contains(" since "), "\(run)")
      #expect(!Self.line(run.output).contains("another process"), "\(run.output)")
    }
  }
}
