import FoundationEssentials
public import PyBridge
import PyLayout
import SystemPackage
public import Testing

/// What the tests find on this machine.
enum Fixture {
  static let environment = ProcessInfo.processInfo.environment

  /// How long an interpreter may take to say what it is, on a machine that runs all tests at once.
  static let patience = Duration.seconds(200)

  /// The versions in the pyenv root; none where there is no pyenv.
  static let pyenvVersions: [String] = {
    let root = environment["PYENV_ROOT"] ?? "\(environment["HOME"] ?? "")/.pyenv"
    let names = try? FileManager.default.contentsOfDirectory(atPath: root + "/versions")
    return (names ?? []).filter { Version($0) != nil }.sorted()
  }()

  /// Every interpreter of this machine.
  static let interpreters = Task {
    await InterpreterFinder(environment: environment, timeLimit: patience).find(["all"]).compactMap
    { try? $0.get() }
  }

  /// The built `pysize`, beside the tests: it is the worker.
  static var worker: FilePath {
    get throws {
      let paths = ["/proc/self/exe"] + CommandLine.arguments
      let folders = paths.map {
        URL(filePath: $0).resolvingSymlinksInPath().deletingLastPathComponent().path
      }
      let workers = folders.map { FilePath($0).appending("pysize") }
      return try #require(
        workers.first { FileManager.default.isExecutableFile(atPath: $0.string) },
        "build pysize first: it is the worker")
    }
  }

  static func pool(
    _ scratch: Scratch, environment: [String: String] = environment,
    timeLimit: Duration = .seconds(60)
  ) throws -> WorkerPool {
    WorkerPool(
      executable: try worker, environment: environment, cache: scratch.folder.appending("cache"),
      timeLimit: timeLimit)
  }
}

extension Interpreter: CustomTestStringConvertible {
  /// What a failing test calls it: its build, and where it is.
  public var testDescription: String { "\(build) at \(executable)" }

  /// The same interpreter, started and read from outside.
  var fromOutside: Interpreter {
    Interpreter(executable: executable, build: build, libpython: nil)
  }
}

extension Snippet {
  /// A snippet of which the whole size is measured.
  init(
    _ id: String, _ source: String = "", make: String = "None", count: Int = 1,
    package: Package? = nil, extensionSource: String? = nil
  ) {
    self.init(
      id: id, package: package, extensionSource: extensionSource, source: source, make: make,
      count: count, parts: [Part(name: "instance", size: "sys.getsizeof(ob)")])
  }
}
