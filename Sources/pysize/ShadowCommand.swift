import ArgumentParser
import PySize
import SystemPackage

/// `pysize shadow`
struct ShadowCommand: AsyncParsableCommand, Checked {
  static let configuration = CommandConfiguration(
    commandName: "shadow",
    abstract: "Runs a Python program in which every sys.getsizeof is checked by the inspector.",
    discussion: """
      What follows the options is what would follow python: a script, -m MODULE or -c CODE, and \
      arguments. The program runs as it would there, with its streams, arguments, environment and \
      exit code; each call of sys.getsizeof is compared with the size that the inspector tells \
      from the object's bytes. The summary comes at the end, on standard error, with the largest \
      types and objects that were asked about.

        pysize shadow script.py one two
        pysize shadow -c "import sys; print(sys.getsizeof([1, 2, 3]))"
        pysize shadow --answer model -m unittest test.test_sys.SizeofTest
        pysize shadow --python 3.13 --format json --output a.json -m mypackage

      The exit code is the program's, or 1 when that is 0 and a size disagrees; 128 and the \
      signal's number when a signal ended it.
      """)

  /// Whose figures the program gets.
  enum Answer: String, CaseIterable, ExpressibleByArgument {
    case model, cpython
  }

  @Option(
    help: ArgumentHelp("An interpreter: a path, a command, a version.", valueName: "python"))
  var python: String?

  @Option(help: "Whose figures the program gets; objects without one of the model's get CPython's.")
  var answer: Answer = .cpython

  @Option(help: ArgumentHelp("Where the summary goes.", valueName: "file"))
  var output: String?

  @OptionGroup var style: OutputOptions

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("What would follow python.", valueName: "program"))
  var program: [String] = []

  /// The program, without a `--` that says that it starts there.
  private var arguments: ArraySlice<String> { program.dropFirst(program.first == "--" ? 1 : 0) }

  func check() throws {
    try style.requireNoPictures()
    if let python { try Interpreter.requireOne(python) }
    guard let first = arguments.first else {
      throw ValidationError("name a program: a script, -m MODULE or -c CODE")
    }
    if ["-h", "--help"].contains(first) { throw CleanExit.helpRequest(self) }
    if first.hasPrefix("--") { throw ValidationError("there is no option '\(first)'") }
  }

  func run() async throws {
    let interpreter = try await Interpreter.running(python)
    let outcome: ShadowRun.Outcome
    do throws(InterpreterError) {
      outcome = try ShadowRun(on: interpreter, answersModel: answer == .model)
        .run(lastArguments: arguments.count)
    } catch {
      printError("\(error)")
      throw ExitCode(ExitStatus.notThere)
    }
    let report = ShadowReport(outcome, on: interpreter.build)
    let isWritten = write(report)
    if !outcome.findings.wasWatched && outcome.exitCode == 0 {
      printError("\(interpreter.build): its sys.getsizeof could not be watched")
      throw ExitCode(ExitStatus.notThere)
    }
    if outcome.exitCode != 0 { throw ExitCode(outcome.exitCode) }
    if !isWritten { throw ExitCode(ExitStatus.cannotWrite) }
    if report.count(.disagrees) > 0 { throw ExitCode(ExitStatus.disagreement) }
  }

  /// Writes the summary where it was wanted, and says whether it stands there.
  private func write(_ report: ShadowReport) -> Bool {
    let text = report.rendered(as: style.format, for: style.color.errorTerminal)
    guard let output else { return writeError(text) }
    do {
      let file = try FileDescriptor.open(
        FilePath(text: output), .writeOnly, options: [.create, .truncate],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
      try file.closeAfter { _ = try file.writeAll(text.utf8) }
      return true
    } catch {
      printError("cannot write \(output): \(error)")
      writeError(text)
      return false
    }
  }
}

extension ShadowReport {
  fileprivate init(_ outcome: ShadowRun.Outcome, on build: Build) {
    let findings = outcome.findings
    func rows(_ rows: [ShadowFindings.Row], _ verdict: Verdict) -> [Row] {
      rows.map { row in
        Row(
          type: row.type, verdict: verdict, calls: row.count, model: row.model,
          cpython: row.cpython)
      }
    }
    self.init(
      build: build, calls: findings.calls, agreements: findings.agreements,
      raised: findings.raised, unlisted: findings.unlisted,
      rows: rows(findings.disagreements, .disagrees) + rows(findings.notModelled, .notModelled)
        + rows(findings.own, .own),
      types: findings.types.map {
        .init(type: $0.type, calls: $0.count, bytes: $0.bytes, largest: $0.largest)
      },
      largestObjects: findings.largest.map { .init(type: $0.type, bytes: $0.bytes) },
      exitCode: Int(outcome.exitCode), crash: outcome.crash)
  }
}
