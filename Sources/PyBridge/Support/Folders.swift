internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension FilePath {
  /// The names in a folder, sorted; none when it cannot be listed.
  var entries: [String] {
    guard let folder = unsafe withPlatformString({ unsafe opendir($0) }) else { return [] }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe String(systemBytes: bytes.prefix { $0 != 0 })
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes the folder and those above it, where they are not there, for this user alone.
  ///
  /// - Throws: `Errno`.
  func makeFolder() throws(Errno) {
    if kind == .directory { return }
    let parent = removingLastComponent()
    if !parent.isEmpty && parent != self { try parent.makeFolder() }
    // Another run may have been faster
    guard unsafe withPlatformString({ unsafe mkdir($0, 0o700) }) != 0,
      errno != EEXIST || kind != .directory
    else { return }
    throw Errno(rawValue: errno)
  }

  /// Removes a file or folder that may be gone, and all that is in it; links are not followed.
  func remove() {
    if (try? Stat(self, followTargetSymlink: false))?.type == .directory {
      for name in entries { FilePath(text: "\(text)/\(name)").remove() }
    }
    _ = unsafe withPlatformString { unsafe unlink($0) == 0 || rmdir($0) == 0 }
  }
}
