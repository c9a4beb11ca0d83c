import Foundation
import Testing

/// Every lesson's output, kept in files that the lessons themselves wrote.
///
/// `PYSIZE_RECORD_SNAPSHOTS=1 swift test` writes them anew: read the diff.
@Suite struct LessonTests {
  static let samples = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let outputs = samples.appending(path: "Tests/LessonTests/Outputs")
  static let lessons: [String] =
    (try? FileManager.default.contentsOfDirectory(
      atPath: samples.appending(path: "Sources").path(percentEncoded: false)))?.sorted() ?? []

  @Test func thereAreEnough() throws {
    #expect(Self.lessons.count >= 12)
    let recorded = try FileManager.default.contentsOfDirectory(
      atPath: Self.outputs.path(percentEncoded: false))
    #expect(recorded.sorted() == Self.lessons.map { "\($0).txt" })
  }

  @Test(arguments: lessons) func output(_ lesson: String) throws {
    let run = Process()
    // Where the test is, the lessons were built
    run.executableURL = Self.samples.appending(path: ".build/debug/\(lesson)")
    let (output, errors) = (Pipe(), Pipe())
    run.standardOutput = output
    run.standardError = errors
    try run.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = errors.fileHandleForReading.readDataToEndOfFile()
    run.waitUntilExit()
    #expect(
      run.terminationStatus == 0 && complaint.isEmpty,
      "\(lesson): \(String(decoding: complaint, as: UTF8.self))")
    let file = Self.outputs.appending(path: "\(lesson).txt")
    if ProcessInfo.processInfo.environment["PYSIZE_RECORD_SNAPSHOTS"] != nil {
      try text.write(to: file)
      return
    }
    let recorded = try Data(contentsOf: file)
    #expect(
      String(decoding: text, as: UTF8.self) == String(decoding: recorded, as: UTF8.self),
      "\(lesson)")
  }
}
