internal import PyLayout
internal import Subprocess
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Runs a Python program as its interpreter would, and watches its calls of `sys.getsizeof`.
public struct ShadowRun: Sendable {
  /// How a program ended, and what was counted until then.
  public struct Outcome: Sendable {
    /// The counts.
    public let findings: ShadowFindings
    /// The exit code; 128 and the signal's number where a signal ended the program.
    public let exitCode: Int32
    /// How it ended, where that was by a signal: `crashed with SIGSEGV`.
    public let crash: String?
  }

  /// The exit code of a worker that could not start its interpreter: `EX_SOFTWARE`.
  static let failure: Int32 = 70

  private let interpreter: Interpreter
  private let answersModel: Bool

  /// A run on an interpreter.
  ///
  /// - Parameters:
  ///   - interpreter: one with a shared libpython.
  ///   - answersModel: whether the program gets the model's figures, not CPython's.
  public init(on interpreter: Interpreter, answersModel: Bool) {
    self.interpreter = interpreter
    self.answersModel = answersModel
  }

  /// Runs a program to its end, in this process's group, with its standard streams.
  ///
  /// Interrupts from the terminal are the program's alone meanwhile; hang-ups and requests to end
  /// are passed on.
  ///
  /// - Parameter count: how many of this process's last arguments are the program and its own: what
  ///   would follow the interpreter's name.
  /// - Throws: ``InterpreterError`` when it cannot be started.
  public func run(lastArguments count: Int) throws(InterpreterError) -> Outcome {
    let name = interpreter.executable.text
    guard let libpython = interpreter.libpython else {
      throw InterpreterError(
        name, "`shadow` needs to load it, and it \(interpreter.whyNotLoaded ?? "has no libpython")")
    }
    guard let file = ShadowLedger.makeFile(), let ledger = ShadowLedger(file) else {
      throw InterpreterError(name, "cannot be watched: \(Errno(rawValue: errno))")
    }
    defer { try? file.close() }
    let arguments = [
      ProcFS.executable.text, ShadowWorker.argument, "\(file.rawValue)",
      answersModel ? "model" : "cpython", "\(interpreter.build)", libpython.text, name,
    ]
    var status: Int32 = 0
    do throws(WorkerFault) {
      let child = try InterpreterProcess(arguments, lastArguments: count)
      ForwardedSignals.start(to: child.pid)
      while unsafe waitpid(child.pid, &status, 0) < 0 && errno == EINTR {}
      ForwardedSignals.stop()
    } catch {
      throw InterpreterError(name, error.reason)
    }
    let number = status & 0x7f
    return Outcome(
      findings: ledger.findings, exitCode: number == 0 ? status >> 8 & 0xff : 128 + number,
      crash: number == 0 ? nil : TerminationStatus.signaled(number).predicate)
  }
}

/// The signals that a parent leaves to its child or hands on to it.
private enum ForwardedSignals {
  private nonisolated(unsafe) static var child: pid_t = 0
  private static let forwarded = [SIGTERM, SIGHUP, SIGUSR1, SIGUSR2]

  static func start(to pid: pid_t) {
    unsafe child = pid
    // The terminal sends these to both
    for number in [SIGINT, SIGQUIT] { signal(number, SIG_IGN) }
    for number in forwarded { signal(number) { unsafe _ = kill(ForwardedSignals.child, $0) } }
  }

  static func stop() {
    for number in forwarded + [SIGINT, SIGQUIT] { signal(number, SIG_DFL) }
  }
}
