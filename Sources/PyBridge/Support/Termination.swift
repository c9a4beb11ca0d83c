internal import Subprocess

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension TerminationStatus {
  /// How a process ended, to follow its name: `crashed with SIGSEGV`, `exited with code 3`.
  var predicate: String {
    switch self {
    case .exited(let code): "exited with code \(code)"
    case .signaled(SIGKILL): "was killed with SIGKILL"
    case .signaled(let number): "crashed with \(Self.names[number] ?? "signal \(number)")"
    }
  }

  private static let names: [Int32: String] = [
    SIGABRT: "SIGABRT", SIGALRM: "SIGALRM", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE",
    SIGHUP: "SIGHUP", SIGILL: "SIGILL", SIGINT: "SIGINT", SIGPIPE: "SIGPIPE",
    SIGQUIT: "SIGQUIT", SIGSEGV: "SIGSEGV", SIGSYS: "SIGSYS", SIGTERM: "SIGTERM",
    SIGTRAP: "SIGTRAP", SIGXCPU: "SIGXCPU",
  ]
}
