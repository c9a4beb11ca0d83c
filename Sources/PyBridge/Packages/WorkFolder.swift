internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A folder of the cache while it is filled: its name starts with a dot, and its owner keeps it
/// locked, so that others see when it was left behind.
///
/// extension.py makes such folders in the same way.
struct WorkFolder {
  /// The variable that names a process's folder when it works elsewhere.
  static let variable = "PYSIZE_WORK_FOLDER"

  /// Where it is.
  let path: FilePath
  private let lock: FileDescriptor

  /// Makes one in a folder, which is made first if it does not exist.
  ///
  /// - Throws: `Errno`.
  init(in parent: FilePath, for name: String) throws {
    try parent.makeFolder()
    // Locked, so that nobody tidies up between making the folder and locking it
    let whole = try FileDescriptor.open(parent, .readOnly, options: [.directory, .closeOnExec])
    defer { try? whole.close() }
    _ = flock(whole.rawValue, LOCK_SH)
    let random = String(UInt64.random(in: .min ... .max), radix: 36)
    path = parent.appending(".\(name)-\(random)")
    try path.makeFolder()
    lock = try FileDescriptor.open(path, .readOnly, options: [.directory, .closeOnExec])
    _ = flock(lock.rawValue, LOCK_EX)
  }

  /// Removes it, or what is left of it.
  func remove() {
    path.remove()
    try? lock.close()
  }

  /// Removes what is left of work whose owner is gone, and ends what still works in it.
  static func tidyUp(in parent: FilePath) {
    let left = parent.entries.filter { $0.hasPrefix(".") }.map(parent.appending)
    guard !left.isEmpty,
      let whole = try? FileDescriptor.open(parent, .readOnly, options: [.directory, .closeOnExec])
    else { return }
    defer { try? whole.close() }
    guard flock(whole.rawValue, LOCK_EX | LOCK_NB) == 0 else { return }
    for path in left {
      guard
        let lock = try? FileDescriptor.open(
          path, .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec])
      else { continue }
      if flock(lock.rawValue, LOCK_EX | LOCK_NB) == 0 {
        endProcesses(in: path)
        path.remove()
      }
      try? lock.close()
    }
  }

  /// Ends the processes that work in a folder, or for it, with all that they started: pip, or a
  /// probe, whose pysize was killed.
  private static func endProcesses(in folder: FilePath) {
    for pid in ProcFS.processes(in: folder.text, orWith: variable) {
      let group = getpgid(pid)
      if group > 1 && group != getpgrp() { kill(-group, SIGKILL) }
    }
  }
}
