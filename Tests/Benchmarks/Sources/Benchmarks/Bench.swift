import FoundationEssentials
import PySize
import Subprocess
import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// Whole processes, timed from outside.
struct Bench {
  let pysize: FilePath
  let environment: [String: String]
  private static let pairs = 15

  /// `compare --python P` beside that interpreter importing the same packages.
  ///
  /// pydantic imports most of itself with the first model, which the import therefore includes.
  ///
  /// - Returns: `nil` for an interpreter that one of the imports ends: it does not import the same.
  func compare(_ interpreter: Interpreter) async throws -> Verdict? {
    let cache = try PackageCache(environment: environment)
    let folders = cache.installed(for: interpreter).map(\.string)
    let imports = Survey().snippets(for: interpreter.build).map { snippet in
      let lines =
        (snippet.package?.preparation ?? "").split(separator: "\n")
        + snippet.source.split(separator: "\n").filter {
          snippet.id == "pydantic" || $0.hasPrefix("import ") || $0.hasPrefix("from ")
        }
      let block = (lines + ["pass"]).map { "  \($0)\n" }.joined()
      return "try:\n\(block)except ImportError: pass\n"
    }
    let code = "import sys\nsys.path.extend(\(folders))\n\(imports.joined())"
    let baseline = [interpreter.executable.string, "-E", "-c", code]
    let trial = try await run(
      .path(FilePath(baseline[0])), arguments: Arguments(Array(baseline.dropFirst())),
      output: .discarded, error: .discarded)
    guard trial.terminationStatus.isSuccess else {
      print("skipped: compare --python \(interpreter.build): an import ends the interpreter")
      return nil
    }
    let ratio = try await ratio(
      [pysize.string, "compare", "--python", interpreter.executable.string], baseline)
    return Verdict(
      promise: "compare --python \(interpreter.build), of its start and imports",
      measured: ratio, limit: 1.3, unit: "times")
  }

  /// Programs of `pysize verify` in a second, on one interpreter, its own work included.
  func verify(_ interpreter: Interpreter) async throws -> Verdict {
    let command = [pysize.string, "verify", "--python", interpreter.executable.string, "--cases"]
    var times: [Double] = []
    for _ in 0..<5 {
      // What a start takes is in both
      times.append(try await time(command + ["120000"]) - time(command + ["40000"]))
    }
    return Verdict(
      promise: "a program of verify --python \(interpreter.build)",
      measured: times.median / 80000 * 1_000_000, limit: 50, unit: "µs")
  }

  /// A call of `sys.getsizeof` under `pysize shadow` beside one without, the loop around it taken off.
  func shadow(_ interpreter: Interpreter) async throws -> Verdict {
    let code = """
      import sys, time
      class C(object): pass
      objects = [1, 1.5, 'text', b'bytes', (1, 2), [1], {'a': 1}, {1}, C(), C, len, sys] * 2000
      def asked():
          start = time.time()
          for ob in objects: sys.getsizeof(ob)
          return time.time() - start
      def loop():
          start = time.time()
          for ob in objects: pass
          return time.time() - start
      print(min(asked() for _ in range(9)) - min(loop() for _ in range(9)))
      """
    func seconds(_ command: [String]) async throws -> Double {
      let result = try await run(
        .path(FilePath(command[0])), arguments: Arguments(command.dropFirst() + ["-c", code]),
        output: .string(limit: 1000), error: .discarded)
      let line = result.standardOutput.split(separator: "\n").first.map(String.init)
      return try line.flatMap { Double($0) } ?? { throw NoFigure() }()
    }
    let python = interpreter.executable.string
    var ratios: [Double] = []
    for _ in 0..<Self.pairs {
      ratios.append(
        try await seconds([pysize.string, "shadow", "--python", python]) / seconds([python]))
    }
    return Verdict(
      promise: "sys.getsizeof under shadow --python \(interpreter.build), of CPython's own",
      measured: ratios.median, limit: 5, unit: "times")
  }

  /// `--python all` beside the sum of the single runs.
  func all(_ interpreters: [Interpreter]) async throws -> Verdict {
    var ratios: [Double] = []
    for _ in 0..<Self.pairs {
      var single = 0.0
      for interpreter in interpreters {
        single += try await time(
          [pysize.string, "compare", "--python", interpreter.executable.string])
      }
      let arguments = interpreters.flatMap { ["--python", $0.executable.string] }
      ratios.append(try await time([pysize.string, "compare"] + arguments) / single)
    }
    return Verdict(
      promise: "all \(interpreters.count) interpreters at once, of the sum of single runs",
      measured: ratios.median, limit: 0.65, unit: "times")
  }

  /// All predictions for all builds.
  func predictions() async throws -> Verdict {
    var times: [Double] = []
    for _ in 0..<Self.pairs * 3 {
      times.append(try await time([pysize.string, "compare", "--build", "all"]))
    }
    return Verdict(
      promise: "all predictions for all builds, one process", measured: times.median * 1000,
      limit: 50, unit: "ms")
  }

  /// The peak memory of the parent process alone.
  func memory() async throws -> [Verdict] {
    var verdicts: [Verdict] = []
    for arguments in [["compare", "--build", "all"], ["compare", "--python", "all"]] {
      let peak = try await peakMemory([pysize.string] + arguments)
      verdicts.append(
        Verdict(
          promise: "memory of pysize \(arguments.joined(separator: " "))",
          measured: Double(peak) / 1_000_000, limit: 64, unit: "MB"))
    }
    return verdicts
  }

  /// `layout` and `estimate` without an interpreter: as processes, and beside `--version`.
  func starts() async throws -> [Verdict] {
    var verdicts: [Verdict] = []
    let commands = [
      ["layout", "class", "--build", "3.13"], ["layout", "-e", "[1, 2, 3]", "--build", "2.7"],
      ["estimate", "class"], ["estimate", "pydantic"], ["estimate", "-e", "{'x': 1, 'y': 2}"],
    ]
    for command in commands {
      var times: [Double] = []
      for _ in 0..<Self.pairs * 3 { times.append(try await time([pysize.string] + command)) }
      let name = command.joined(separator: " ")
      verdicts.append(
        Verdict(
          promise: "\(name), one process", measured: times.median * 1000, limit: 50, unit: "ms"))
      verdicts.append(
        Verdict(
          promise: "\(name), of --version",
          measured: try await ratio([pysize.string] + command, [pysize.string, "--version"]),
          limit: 2, unit: "times"))
    }
    return verdicts
  }

  private func ratio(_ a: [String], _ b: [String]) async throws -> Double {
    _ = try await (time(a), time(b))
    var ratios: [Double] = []
    for _ in 0..<Self.pairs { ratios.append(try await time(a) / time(b)) }
    return ratios.median
  }

  private func time(_ command: [String]) async throws -> Double {
    let start = ContinuousClock.now
    _ = try await run(
      .path(FilePath(command[0])), arguments: Arguments(Array(command.dropFirst())),
      output: .discarded, error: .discarded)
    let elapsed = ContinuousClock.now - start
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
  }

  /// `VmHWM` of the process in bytes, read until it is gone.
  private func peakMemory(_ command: [String]) async throws -> Int {
    let result = try await run(
      .path(FilePath(command[0])), arguments: Arguments(Array(command.dropFirst())),
      input: .none, output: .discarded, error: .discarded
    ) { execution in
      try await Self.peakMemory(of: execution.processIdentifier.value)
    }
    return result.closureResult
  }

  /// `VmHWM` of a process in bytes, read until it is gone.
  static func peakMemory(of pid: Int32) async throws -> Int {
    var peak = 0
    while let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    {
      peak = max(peak, kilobytes * 1024)
      try await Task.sleep(for: .milliseconds(1))
    }
    return peak
  }
}

/// A program that said nothing.
struct NoFigure: Error {}

extension [Double] {
  /// The middle value.
  var median: Double { sorted()[count / 2] }
}
