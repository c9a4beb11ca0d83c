import CommandLineSupport
import FoundationEssentials
import OracleSupport
import PySize
import SystemPackage
import Testing

/// All that a new CPython touches, shown by a patch that adds a made-up one with one new field.
///
/// `Tests/Scripts/new-version.sh` builds with it and asks the command for the field.
@Suite struct NewVersionTests {
  /// The series after the newest that is covered.
  private static func next() throws -> Version {
    let newest = try #require(Version.covered.last)
    return Version(newest.major, newest.minor + 1)
  }

  private static func path() throws -> FilePath {
    Checkout.root.appending("Tests/Fixtures/python-\(try next().series).patch")
  }

  private static func patch() throws -> String {
    let path = try path()
    let data = FileManager.default.contents(atPath: path.string)
    return String(decoding: try #require(data, "no \(path): \(hint)"), as: UTF8.self)
  }

  private static let hint = "Tests/Scripts/new-version.sh says how to make the patch anew"

  @Test func fewLinesInFewFilesAddAVersion() throws {
    let series = try Self.next().series
    var touched: [String: (added: Int, removed: Int)] = [:]
    var file = ""
    for line in try Self.patch().split(separator: "\n") {
      if line.hasPrefix("diff --git ") {
        file = String(line.split(separator: " b/").last ?? "")
        touched[file] = (0, 0)
      } else if line.hasPrefix("+"), !line.hasPrefix("+++ ") {
        touched[file]?.added += 1
      } else if line.hasPrefix("-"), !line.hasPrefix("--- ") {
        touched[file]?.removed += 1
      }
    }
    let counted = touched.filter { !$0.key.hasPrefix("Tests/Fixtures/") }
    let added = counted.values.reduce(0) { $0 + $1.added }
    for (file, lines) in counted.sorted(by: { $0.key < $1.key }) {
      print("CPython \(series) in \(file): \(lines.added) lines, \(lines.removed) of them old ones")
    }
    print("checked CPython \(series): \(added) lines in \(counted.count) files add it")
    #expect(counted.keys.contains("Sources/PyLayout/Build/Version.swift"))
    #expect(counted.keys.contains { $0.hasPrefix("Sources/PyLayout/Objects/") })
    #expect((1...40).contains(added))
    #expect((1...6).contains(counted.count))
  }

  @Test func patchFitsTheTree() async throws {
    let path = try Self.path()
    guard let git = Oracle.onPath("git") else {
      print("skipped: \(path.lastComponent?.string ?? "") on the tree because git is not here")
      return
    }
    let root = Checkout.root
    let arguments = ["-C", root.string, "-c", "safe.directory=*", "apply", "--check", path.string]
    do {
      // Of a folder inside another repository git would look at nothing, and find it well
      _ = try await Oracle.run(
        git, arguments, extra: ["GIT_CEILING_DIRECTORIES": root.removingLastComponent().string])
    } catch {
      Issue.record("\(error)\(Self.hint)")
    }
  }
}
