import Foundation
import Testing

/// Every lesson's output, kept in files that the lessons themselves wrote.
///
/// `PYSIZE_RECORD_SNAPSHOTS=1 swift test` writes them anew: read the diff.
@Suite struct LessonTests {
  static let samples = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let outputs = samples.appending(path: "Tests/LessonTests/Outputs")
  static let lessons = (try? names(in: samples.appending(path: "Sources"))) ?? []
  static let isRecording = ProcessInfo.processInfo.environment["PYSIZE_RECORD_SNAPSHOTS"] != nil

  @Test func thereAreEnough() { #expect(Self.lessons.count >= 14) }

  @Test(.disabled(if: isRecording, "a new lesson's output is only being written"))
  func eachHasOneOutput() throws {
    #expect(try Self.names(in: Self.outputs) == Self.lessons.map { "\($0).txt" })
  }

  @Test(arguments: lessons) func output(_ lesson: String) throws {
    let run = try LessonRun(lesson)
    // What a lesson wrote before it crashed is not recorded
    try #require(run.status == 0 && run.errors.isEmpty, "\(lesson): \(run.status), \(run.errors)")
    let file = Self.outputs.appending(path: "\(lesson).txt")
    if Self.isRecording {
      try Data(run.output.utf8).write(to: file)
      return
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    #expect(run.output == recorded, "\(lesson)")
  }

  /// What a folder holds, in order, without hidden files.
  private static func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
      .filter { !$0.hasPrefix(".") }.sorted()
  }
}
