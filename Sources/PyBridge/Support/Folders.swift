internal import FoundationEssentials
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension FilePath {
  /// The names in a folder, sorted; none when it cannot be listed.
  var entries: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: string)) ?? []).sorted()
  }

  /// Makes the folder and those above it, where they are not there, for this user alone.
  ///
  /// - Throws: `Errno`.
  func makeFolder() throws(Errno) {
    if kind == .directory { return }
    let parent = removingLastComponent()
    if !parent.isEmpty && parent != self { try parent.makeFolder() }
    // Another run may have been faster
    guard unsafe mkdir(string, 0o700) != 0, errno != EEXIST || kind != .directory else { return }
    throw Errno(rawValue: errno)
  }

  /// Removes a file or folder that may be gone.
  func remove() {
    try? FileManager.default.removeItem(atPath: string)
  }
}
