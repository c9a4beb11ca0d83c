internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// An interpreter started as this worker's child.
struct InterpreterProcess {
  /// Its process id.
  let pid: pid_t

  /// Starts it in this process's environment and process group.
  init(_ arguments: [String]) throws(WorkerFault) {
    var strings = unsafe arguments.map { unsafe strdup($0) }
    unsafe strings.append(nil)
    defer { for index in unsafe strings.indices { unsafe free(strings[index]) } }
    var pid = pid_t()
    let failure = unsafe posix_spawn(&pid, arguments[0], nil, nil, strings, environ)
    guard failure == 0 else {
      throw WorkerFault("cannot start \(arguments[0]): \(Errno(rawValue: failure))")
    }
    self.pid = pid
  }

  /// Ends this process in the same way when the interpreter has ended.
  func endAlikeWhenOver() {
    var status: Int32 = 0
    guard unsafe waitpid(pid, &status, WNOHANG) == pid else { return }
    let number = status & 0x7f
    if number == 0 { _exit(status >> 8 & 0xff) }
    signal(number, SIG_DFL)
    kill(getpid(), number)
    // Another thread may be the one that gets it.
    sleep(1)
    _exit(128 + number)
  }
}
