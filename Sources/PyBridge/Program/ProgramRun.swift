internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A Python program that was started to be looked at: when it has run, before anything is torn down, or
/// after a while.
public struct ProgramRun: Sendable {
  /// The process.
  public let pid: Int32
  private let name: String

  /// Starts a program in this process's group, with its standard streams.
  ///
  /// - Parameters:
  ///   - interpreter: what runs it.
  ///   - count: how many of this process's last arguments are the program and its own: what would follow
  ///     the interpreter's name.
  /// - Throws: ``InterpreterError`` when it cannot be started.
  public init(on interpreter: Interpreter, lastArguments count: Int) throws(InterpreterError) {
    name = interpreter.executable.text
    do throws(WorkerFault) {
      pid = try InterpreterProcess(
        [name, "-c", String(decoding: PackageResources.program_py, as: UTF8.self)],
        lastArguments: count
      ).pid
    } catch {
      throw InterpreterError(name, error.reason)
    }
  }

  /// How it is after a while.
  public enum State: Hashable, Sendable {
    /// It has run, and stands still.
    case hasRun
    /// It runs.
    case runs
    /// It has ended before that, with an exit code, or 128 and a signal's number.
    case ended(Int32)
  }

  /// Waits until it has run; for so many seconds at most, where they are given.
  public func wait(seconds: Double? = nil) -> State {
    let start = ContinuousClock.now
    while true {
      var status: Int32 = 0
      let found = unsafe waitpid(pid, &status, WUNTRACED | (seconds == nil ? 0 : WNOHANG))
      if found == pid {
        // WIFSTOPPED
        if status & 0xFF == 0x7F { return .hasRun }
        let number = status & 0x7F
        return .ended(number == 0 ? status >> 8 & 0xFF : 128 + number)
      }
      if found < 0 && errno != EINTR { return .ended(0) }
      if let seconds {
        if ContinuousClock.now - start >= .seconds(seconds) { return .runs }
        usleep(5_000)
      }
    }
  }

  /// Lets it go on to its end, and says how that was.
  public func finish() -> Int32 {
    kill(pid, SIGCONT)
    while true {
      switch wait() {
      case .hasRun: kill(pid, SIGCONT)
      case .runs: break
      case .ended(let code): return code
      }
    }
  }

  /// Ends it.
  public func end() {
    kill(pid, SIGKILL)
    _ = wait()
  }
}
