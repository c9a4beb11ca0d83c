import Foundation

/// One run of the built lessons.
struct LessonRun {
  /// What it wrote to standard output.
  let output: String
  /// What it wrote to standard error.
  let errors: String
  /// Its exit code, or the signal that ended it.
  let status: Int32

  /// Runs `lesson` with arguments to its end, with a text as its input, in a terminal of so many columns,
  /// with its output in a file of its own.
  ///
  /// - Throws: what Foundation does when it cannot be started.
  init(
    _ arguments: [String], input: String = "", columns: String? = nil,
    output file: FileHandle? = nil
  ) throws {
    let process = Process()
    // What was built stands beside the test bundle that is running
    process.executableURL = URL(filePath: CommandLine.arguments[0])
      .deletingLastPathComponent().appending(path: "lesson")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
    process.environment?["COLUMNS"] = columns
    let typed = Pipe()
    process.standardInput = typed
    try typed.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try typed.fileHandleForWriting.close()
    let pipe = Pipe()
    process.standardOutput = file ?? pipe
    // A file takes a crash's whole backtrace; a second pipe would be full before the first one ends
    let complaints = FileManager.default.temporaryDirectory
      .appending(path: "lesson-\(UUID().uuidString).txt")
    try Data().write(to: complaints)
    defer { try? FileManager.default.removeItem(at: complaints) }
    let handle = try FileHandle(forWritingTo: complaints)
    process.standardError = handle
    try process.run()
    if file != nil { try pipe.fileHandleForWriting.close() }
    output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try handle.close()
    errors = String(decoding: try Data(contentsOf: complaints), as: UTF8.self)
    status = process.terminationStatus
  }
}
