internal import FoundationEssentials
internal import SystemPackage

extension FilePath {
  /// The names in a folder, sorted; none when it cannot be listed.
  var entries: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: string)) ?? []).sorted()
  }

  /// Makes the folder and those above it.
  ///
  /// - Throws: what the system says.
  func makeFolder() throws {
    try FileManager.default.createDirectory(atPath: string, withIntermediateDirectories: true)
  }

  /// Removes a file or folder that may be gone.
  func remove() {
    try? FileManager.default.removeItem(atPath: string)
  }
}
