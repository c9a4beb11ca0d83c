import PyLayout

/// Builds of every form, here or not.
enum AnyBuild {
  /// Each covered series, and the patch levels before which something was otherwise, with each
  /// pointer size and each set of flags that can exist.
  static let all: [Build] = {
    let turns = [Version(2, 7, 15), Version(3, 7, 3), Version(3, 11, 1), Version(3, 13, 3)]
    var all: [Build] = []
    for version in Version.covered + turns {
      for pointerSize in [8, 4] {
        for flags in 0..<16 {
          let build = try? Build(
            version, pointerSize: pointerSize, isFreeThreaded: flags & 1 != 0,
            isDebug: flags & 2 != 0, tracesReferences: flags & 4 != 0,
            alignsToTwoPointers: flags & 8 != 0 ? true : nil)
          if let build, !all.contains(build) { all.append(build) }
        }
      }
    }
    return all
  }()
}
