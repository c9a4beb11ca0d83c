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

  /// Starts it in this process's environment and process group, with no signal blocked.
  ///
  /// - Parameters:
  ///   - count: how many of this process's last arguments follow, byte for byte.
  ///   - descriptor: one that it gets as well, with the same number.
  ///   - keepsOutput: whether it has this process's standard output, or its standard error for both.
  init(
    _ arguments: [String], lastArguments count: Int = 0, keeping descriptor: Int32? = nil,
    keepingOutput keepsOutput: Bool = true
  ) throws(WorkerFault) {
    var strings = unsafe arguments.map { unsafe $0.systemCopy }
    defer { for index in arguments.indices { unsafe free(strings[index]) } }
    let own = Int(CommandLine.argc)
    for index in max(0, own - count)..<own { unsafe strings.append(CommandLine.unsafeArgv[index]) }
    unsafe strings.append(nil)
    // The threads of Swift's pool block all signals, and a child would inherit that
    var attributes = posix_spawnattr_t()
    var mask = sigset_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    unsafe sigemptyset(&mask)
    unsafe posix_spawnattr_setsigmask(&attributes, &mask)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    // Of itself, it is not closed there
    if let descriptor {
      unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, descriptor)
    }
    if !keepsOutput { unsafe posix_spawn_file_actions_adddup2(&actions, 2, 1) }
    var pid = pid_t()
    let failure = unsafe posix_spawn(&pid, arguments[0], &actions, &attributes, strings, environ)
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
