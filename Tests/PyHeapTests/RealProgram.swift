import FoundationEssentials
import OracleSupport
import PyLayout
import Subprocess
import SystemPackage
import Testing

/// A program as people write them, on packages that people use; or on Python's own library alone.
struct RealProgram: Sendable, CustomTestStringConvertible {
  let name: String
  var arguments: [String] = []
  /// Whether it needs packages.
  var isOnPackages = false
  /// Whether it runs on each interpreter that it is written for; else on those that have packages.
  var isEverywhere = false

  var testDescription: String { ([name] + arguments).joined(separator: " ") }

  static let greenlets = RealProgram(name: "greenlet", isOnPackages: true)

  static let all = [
    RealProgram(name: "django", isOnPackages: true),
    RealProgram(name: "flask", isOnPackages: true),
    greenlets,
    RealProgram(name: "pandas", isOnPackages: true),
    RealProgram(name: "sqlalchemy", isOnPackages: true),
    RealProgram(name: "asyncio", isEverywhere: true),
    RealProgram(name: "multiprocessing", arguments: ["fork"], isEverywhere: true),
    RealProgram(name: "multiprocessing", arguments: ["spawn"]),
  ]

  /// Each is as large as a program is, and some start others.
  private static let gate = Gate(2)

  /// The folder that Tests/Scripts/test.sh installs their packages in, for interpreters of one series.
  static func packages(for version: Version) -> String {
    let home = Oracle.variables["HOME"] ?? "/"
    let cache = Oracle.variables["XDG_CACHE_HOME"] ?? "\(home)/.cache"
    return "\(cache)/pysize/programs/\(version.series)"
  }

  /// The series that the packages are installed for.
  static let series = [Version(3, 11), Version(3, 13)]

  /// A process that is to be looked at.
  struct Process: Sendable {
    let pid: Int32
    /// Bytes in pymalloc's blocks in use, as `sys._debugmallocstats()` counts them.
    let bytes: Int
  }

  /// Runs it on an interpreter until it waits, and looks at its processes.
  ///
  /// - Throws: what `body` throws; a cancellation of the test where its packages are not here.
  func look(
    on interpreter: OracleSupport.Interpreter, _ body: @Sendable (Process) throws -> Void
  ) async throws {
    let version = interpreter.build.version
    var extra = ["PYTHONDONTWRITEBYTECODE": "1"]
    if isOnPackages {
      let packages = Self.packages(for: version)
      guard FileManager.default.fileExists(atPath: packages) else {
        print("skipped: \(name) on CPython \(interpreter.build) because its packages are not here")
        try Test.cancel("\(packages) is not there")
      }
      extra["PYTHONPATH"] = packages
    }
    let script = FilePath(#filePath).removingLastComponent()
      .appending("Python/Programs/with_\(name).py")
    let variables = Oracle.variables.merging(extra) { $1 }.compactMap { name, value in
      Environment.Key(rawValue: name).map { ($0, value) }
    }
    let outcome = try await Self.gate.pass {
      try await Subprocess.run(
        .path(FilePath(interpreter.executable)), arguments: Arguments([script.string] + arguments),
        environment: .custom(Dictionary(variables) { a, _ in a }), input: .inputWriter,
        output: .sequence, error: .combinedWithOutput
      ) { child in
        var heard: [String] = []
        var processes: [Process] = []
        for try await line in child.standardOutput.strings() {
          processes = line.split(separator: ",").compactMap { told in
            let numbers = told.split(separator: " ").compactMap { Int($0) }
            return numbers.count == 2 ? Process(pid: Int32(numbers[0]), bytes: numbers[1]) : nil
          }
          if !processes.isEmpty { break }
          heard.append(line)
        }
        #expect(!processes.isEmpty, "\(heard.suffix(20).joined(separator: "\n"))")
        for process in processes { try body(process) }
        try await child.standardInputWriter.finish()
      }
    }
    #expect(outcome.terminationStatus.isSuccess, "\(outcome.terminationStatus)")
  }
}
