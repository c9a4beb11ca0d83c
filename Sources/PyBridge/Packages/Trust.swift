internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension FilePath {
  /// Why nothing in a cache's folder may be loaded: somebody else may have put it there. `nil`
  /// where nobody can have, or where the folder does not exist.
  ///
  /// Packages stand three folders deep. What others may do in a folder that they cannot enter does
  /// not matter.
  var distrust: String? { Self.distrust(text, depth: 3, isReachable: true) }

  private static func distrust(_ path: String, depth: Int, isReachable: Bool) -> String? {
    // A link counts as what it leads to
    let bytes = path.systemBytes.map(CChar.init(bitPattern:)) + [0]
    guard let state = unsafe try? Stat(bytes) else { return nil }
    guard state.userID.rawValue == geteuid() else {
      return "\(path) belongs to another user, number \(state.userID.rawValue)"
    }
    guard !isReachable || state.permissions.isDisjoint(with: [.groupWrite, .otherWrite]) else {
      return "others may write to \(path)"
    }
    guard state.type == .directory, depth > 0 else { return nil }
    let isOpen = !state.permissions.isDisjoint(with: [.groupExecute, .otherExecute])
    return FilePath(text: path).entries.lazy.compactMap {
      distrust("\(path)/\($0)", depth: depth - 1, isReachable: isReachable && isOpen)
    }.first
  }
}
