internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// How many files this process may have open.
package enum OpenFiles {
  /// Why no child can be started; `nil` where one can.
  ///
  /// How many files it takes to talk with a child, the first start of what runs it included:
  /// without them Swift's runtime ends the process.
  static var shortage: String? { shortage(of: 20) }

  /// Why nothing can be done at all, since Swift's tasks need some files themselves; `nil` where
  /// something can.
  package static var completeShortage: String? { shortage(of: 5) }

  private static func shortage(of needed: Int) -> String? {
    var limit = rlimit()
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard unsafe getrlimit(files, &limit) == 0 else { return nil }
    if limit.rlim_cur < 256 && limit.rlim_cur < limit.rlim_max {
      limit.rlim_cur = min(256, limit.rlim_max)
      unsafe setrlimit(files, &limit)
    }
    let open = ProcFS.openFileCount
    // Where not even that folder can be opened, none is left
    guard open == 0 || limit.rlim_cur < rlim_t(open + needed) else { return nil }
    return "no more than \(limit.rlim_cur) files may be open at once: ulimit -n 256 allows more"
  }
}
