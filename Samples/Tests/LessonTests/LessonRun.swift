import Foundation

/// One run of the built lessons.
struct LessonRun {
  /// What it wrote to standard output.
  let output: String
  /// What it wrote to standard error.
  let errors: String
  /// Its exit code, or the signal that ended it.
  let status: Int32

  /// Runs `lesson` with arguments to its end.
  ///
  /// - Throws: what Foundation does when it cannot be started.
  init(_ arguments: [String]) throws {
    let process = Process()
    // What was built stands beside the test bundle that is running
    process.executableURL = URL(filePath: CommandLine.arguments[0])
      .deletingLastPathComponent().appending(path: "lesson")
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    // A file takes a crash's whole backtrace; a second pipe would be full before the first one ends
    let complaints = FileManager.default.temporaryDirectory
      .appending(path: "lesson-\(UUID().uuidString).txt")
    try Data().write(to: complaints)
    defer { try? FileManager.default.removeItem(at: complaints) }
    let handle = try FileHandle(forWritingTo: complaints)
    process.standardError = handle
    try process.run()
    output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try handle.close()
    errors = String(decoding: try Data(contentsOf: complaints), as: UTF8.self)
    status = process.terminationStatus
  }
}
