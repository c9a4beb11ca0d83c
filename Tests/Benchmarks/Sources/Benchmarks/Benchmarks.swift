import FoundationEssentials
import PySize
import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// The speed that pysize promises, each as a ratio of two whole processes measured side by side in
/// one run: the median of alternating pairs. With `--objects`, only what the emulator and the
/// inspector promise; with `--starts`, only what commands without an interpreter do; with `--heaps`, only what
/// `pysize heap` does.
///
///     swift build -c release --static-swift-stdlib --product pysize
///     swift run -c release --package-path Tests/Benchmarks
@main
struct Benchmarks {
  static func main() async throws {
    if let option = CommandLine.arguments.firstIndex(of: "--set-loop") {
      return try SetLoop.measure(Array(CommandLine.arguments[(option + 1)...]))
    }
    let named = CommandLine.arguments.dropFirst().first { !$0.hasPrefix("--") }
    let pysize = FilePath(named ?? ".build/release/pysize")
    let environment = ProcessInfo.processInfo.environment
    let answers = await InterpreterFinder(environment: environment).find(["all"])
    let interpreters = answers.compactMap { try? $0.get() }
    let bench = Bench(pysize: pysize, environment: environment)

    var verdicts: [Verdict] = []
    if CommandLine.arguments.contains("--starts") {
      for verdict in try await bench.starts() { print(verdict) }
      return
    }
    let newer = interpreters.filter { $0.build.version.isSameSeries(as: Version(3, 13)) }
    if CommandLine.arguments.contains("--heaps") {
      for interpreter in newer {
        for verdict in try await Heaps(pysize: pysize, interpreter: interpreter).verdicts() {
          print(verdict)
        }
      }
      return
    }
    for interpreter in newer {
      verdicts += try await Objects(interpreter: interpreter).verdicts()
      let sizes = Sizes(build: interpreter.build)
      verdicts += try sizes.verdicts()
      verdicts.append(try sizes.prediction())
      verdicts.append(try sizes.difference())
    }
    if !CommandLine.arguments.contains("--objects") {
      for interpreter in interpreters {
        if let verdict = try await bench.compare(interpreter) { verdicts.append(verdict) }
        verdicts.append(try await bench.shadow(interpreter))
      }
      if let newest = interpreters.last { verdicts.append(try await bench.verify(newest)) }
      verdicts.append(try await bench.all(interpreters))
      verdicts.append(try await bench.predictions())
      verdicts += try await bench.starts()
      for interpreter in newer {
        verdicts += try await Heaps(pysize: pysize, interpreter: interpreter).verdicts()
      }
      for memory in try await bench.memory() { verdicts.append(memory) }
    }

    for verdict in verdicts { print(verdict) }
    if verdicts.contains(where: { !$0.holds }) { exit(1) }
  }
}

/// One promise, and what was measured of it.
struct Verdict: CustomStringConvertible {
  let promise: String
  let measured: Double
  let limit: Double
  let unit: String
  var holds: Bool { measured <= limit }

  var description: String {
    func rounded(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
    return "\(holds ? "holds" : "FAILS")  \(rounded(measured)) \(unit), promised at most "
      + "\(rounded(limit)): \(promise)"
  }
}
