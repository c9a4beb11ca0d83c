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
  /// What the program says on that it has run, and whose end it waits for: this process's, too, however that
  /// comes.
  private let line: Int32

  /// Starts a program in this process's group, with its standard streams. Where a signal ends this process in
  /// order, it ends the program at once.
  ///
  /// - Parameters:
  ///   - interpreter: what runs it.
  ///   - options: options of the interpreter's.
  ///   - count: how many of this process's last arguments are the program and its own: what would follow
  ///     the interpreter's name.
  ///   - keepsOutput: whether this process's standard output is the program's, too; else it is this process's
  ///     standard error, and what this process writes stays apart.
  /// - Throws: ``InterpreterError`` when it cannot be started.
  public init(
    on interpreter: Interpreter, options: [String] = [], lastArguments count: Int,
    keepingOutput keepsOutput: Bool = true
  ) throws(InterpreterError) {
    let name = interpreter.executable.text
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw InterpreterError(name, "\(Errno(rawValue: errno))")
    }
    line = ends[0]
    defer { close(ends[1]) }
    do throws(WorkerFault) {
      let program = String(decoding: PackageResources.program_py, as: UTF8.self)
      pid = try InterpreterProcess(
        [name] + options + ["-c", program, "\(ends[1])"], lastArguments: count, keeping: ends[1],
        keepingOutput: keepsOutput
      ).pid
    } catch {
      close(line)
      throw InterpreterError(name, error.reason)
    }
    Interruption.end(with: pid)
  }

  /// How it is after a while.
  public enum State: Hashable, Sendable {
    /// It has run, and stands still.
    case hasRun
    /// An exception of that name, which it did not catch, is about to end it; it stands still.
    case raised(String)
    /// It runs: for as long as it was to, or until a signal asked this process how it is.
    case runs
    /// Nothing of it ran, with an exit code: there is no such module, or it is no Python.
    case neverRan(Int32)
    /// It has ended before that, with an exit code, or 128 and a signal's number.
    case ended(Int32)
  }

  /// Waits until it has run; for so many seconds at most, where they are given.
  ///
  /// In a process that ends in order, the first SIGINT or SIGTERM ends the wait, not the process.
  public func wait(seconds: Double? = nil) -> State {
    Interruption.asking {
      let start = ContinuousClock.now
      while true {
        switch word(milliseconds: 10) {
        case UInt8(ascii: "."): return .hasRun
        case UInt8(ascii: "!"): return .raised(name)
        case UInt8(ascii: "0"): return .neverRan(finish())
        case UInt8(ascii: "?"): answer()
        default: break
        }
        if let code = ended(WNOHANG) { return .ended(code) }
        if Interruption.isAsked { return .runs }
        if let seconds, ContinuousClock.now - start >= .seconds(seconds) { return .runs }
      }
    }
  }

  /// What it says next; `nil` where it says nothing in that time.
  private func word(milliseconds: Int32) -> UInt8? {
    var entry = pollfd(fd: line, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&entry, 1, milliseconds) > 0 else { return nil }
    var byte: UInt8 = 0
    if unsafe read(line, &byte, 1) == 1 { return byte }
    // It has closed its end, and may live on
    usleep(UInt32(milliseconds) * 1000)
    return nil
  }

  /// The name that follows, up to the end of its line.
  private var name: String {
    var bytes: [UInt8] = []
    while let byte = word(milliseconds: 1000), byte != UInt8(ascii: "\n") { bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// It has got a SIGINT. A terminal's comes to this process as well, which then looks at it as it stands;
  /// after one that was meant for it alone it goes on.
  private func answer() {
    for _ in 0..<50 where !Interruption.isAsked { usleep(10_000) }
    if !Interruption.isAsked { _ = unsafe write(line, "-", 1) }
  }

  /// How it ended; `nil` where it has not.
  private func ended(_ options: Int32) -> Int32? {
    var status: Int32 = 0
    while true {
      let found = unsafe waitpid(pid, &status, options)
      if found == 0 { return nil }
      if found == pid {
        Interruption.end(with: 0)
        break
      }
      if errno != EINTR { return 0 }
    }
    let number = status & 0x7F
    return number == 0 ? status >> 8 & 0xFF : 128 + number
  }

  /// Lets it go on to its end, and says how that was.
  public func finish() -> Int32 {
    close(line)
    return ended(0) ?? 0
  }

  /// Ends it.
  public func end() {
    kill(pid, SIGKILL)
    _ = finish()
  }
}
