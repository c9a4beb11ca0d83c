import FoundationEssentials
import SystemPackage

/// A folder of a test's own, gone with it.
final class Scratch {
  let folder: FilePath

  init() throws {
    let name = "pysize-test-\(UUID().uuidString)"
    folder = FilePath(FileManager.default.temporaryDirectory.path).appending(name)
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder.string)
  }

  /// A file in the folder.
  func file(_ name: String, _ content: String, mode: Int = 0o644) throws -> FilePath {
    let path = folder.appending(name)
    let parent = path.removingLastComponent()
    try FileManager.default.createDirectory(
      atPath: parent.string, withIntermediateDirectories: true)
    try Data(content.utf8).write(to: URL(filePath: path.string))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path.string)
    return path
  }

  /// A shell script that can be executed.
  func script(_ name: String, _ lines: String) throws -> FilePath {
    try file(name, "#!/bin/sh\n\(lines)\n", mode: 0o755)
  }
}
