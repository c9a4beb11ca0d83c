import CommandLineSupport
import FoundationEssentials
import Testing

/// What a look at a user's class leaves in the user's folder.
@Suite struct UserFileTests {
  @Test(arguments: ["PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"])
  func noCompiledModules(_ variable: String) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pysize-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("import other\nclass C(object): pass\n".utf8)
      .write(to: URL(filePath: "\(folder)/shop.py"))
    try Data("x = 1\n".utf8).write(to: URL(filePath: "\(folder)/other.py"))
    let run = try await CommandLineRun(
      ["layout", "\(folder)/shop.py:C"], environment: [variable: "\(folder)/elsewhere"])
    #expect(run.exitCode == 0, "\(run.errors)")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(!left.contains("__pycache__") && !left.contains("other.pyc"), "\(left)")
  }

  /// An interpreter that cannot be used says why, also where none was named.
  @Test(arguments: [["compare", "tuple"], ["layout", "tuple"], ["bytes", "tuple"]])
  func python3ThatIsNoUse(_ command: [String]) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pysize-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = FileManager.default.createFile(
      atPath: "\(folder)/python3",
      contents: Data("#!/bin/sh\necho 'pyenv: python3: command not found' >&2; exit 127\n".utf8),
      attributes: [.posixPermissions: 0o755])
    let run = try await CommandLineRun(
      command, environment: ["PATH": folder, "PYSIZE_PYTHON": nil])
    #expect(
      run.errors == "pysize: python3: is not a Python: it exited with code 127:"
        + " pyenv: python3: command not found\n")
  }
}
