public import PyLayout
internal import PyMemory
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The process that runs a program whose `sys.getsizeof` is watched, started by ``ShadowRun``.
public enum ShadowWorker {
  /// The first argument that makes an executable call ``main(_:)``.
  public static let argument = "__shadow"

  /// What computes sizes on a build, given `Py_UNICODE_SIZE` in bytes: of an object, by the
  /// `__sizeof__` of a type written in C.
  public typealias Model =
    @Sendable (Build, Int) -> @Sendable (_ object: Address, _ definer: Address) -> ShadowAnswer

  /// Runs the program as the interpreter's own executable would, and returns its exit code.
  ///
  /// An executable that uses ``ShadowRun`` calls this, before anything else and from its main
  /// thread, when its first argument is ``argument``.
  public static func main(_ model: Model) -> Int32 {
    do throws(WorkerFault) {
      return try run(model)
    } catch {
      _ = try? FileDescriptor.standardError.writeAll("pysize: \(error.reason.asOneLine)\n".utf8)
      return ShadowRun.failure
    }
  }

  /// The arguments: ``argument``, the ledger's descriptor, `model` or `cpython`, the build, the
  /// libpython, and then what the interpreter is to find in `argv`.
  private static func run(_ model: Model) throws(WorkerFault) -> Int32 {
    let arguments = OwnProcess.arguments
    guard arguments.count > 6, let number = Int32(arguments[2]),
      case let file = FileDescriptor(rawValue: number), let ledger = ShadowLedger(file)
    else { throw WorkerFault("this is for pysize itself to call") }
    try? file.close()
    let build: Build
    do throws(BuildError) {
      build = try Build(parsing: arguments[4])
    } catch {
      throw WorkerFault("\(error)")
    }
    makeCrashesPlain()
    let library = try Libpython(FilePath(text: arguments[5]))
    try library.check(build)
    let python = try PythonFunctions(library, on: build)
    let hook = ShadowHook(
      python, on: build, ledger: ledger, answersModel: arguments[3] == "model",
      model: model(build, python.wideCharacter))
    try hook.install()
    unsafe ShadowHook.current = hook
    // The bytes as they came: a program may be given what is no UTF-8
    return try unsafe library.main(
      CommandLine.argc - 6, CommandLine.unsafeArgv + 6, on: build.version)()
  }

  /// A crash is the program's: its signal, without a backtrace of Swift's.
  private static func makeCrashesPlain() {
    for number in [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] {
      signal(number, SIG_DFL)
    }
  }
}
