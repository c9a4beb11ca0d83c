internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension FilePath {
  /// Why what stands in a cache's folder is not to be loaded: somebody else may have put it there.
  /// `nil` where nobody can have, or nothing is there.
  ///
  /// Packages stand three folders deep. What others may do in a folder that they cannot enter does
  /// not matter.
  var distrust: String? { distrust(depth: 3, isReachable: true) }

  private func distrust(depth: Int, isReachable: Bool) -> String? {
    // A link is what it leads to
    guard let state = try? Stat(self) else { return nil }
    guard state.userID.rawValue == geteuid() else {
      return "\(self) belongs to another user, number \(state.userID.rawValue)"
    }
    guard !isReachable || state.permissions.isDisjoint(with: [.groupWrite, .otherWrite]) else {
      return "others may write to \(self)"
    }
    guard state.type == .directory, depth > 0 else { return nil }
    let isOpen = !state.permissions.isDisjoint(with: [.groupExecute, .otherExecute])
    return entries.lazy.compactMap {
      appending($0).distrust(depth: depth - 1, isReachable: isReachable && isOpen)
    }.first
  }
}
