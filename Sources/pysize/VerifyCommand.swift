import ArgumentParser
import PySize
import Synchronization

/// `pysize verify`
struct VerifyCommand: AsyncParsableCommand, Checked {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Random types, objects and operations: the model against the interpreter.",
    discussion: """
      Each case is a small random program: classes over several bases, with and without \
      __slots__; ints and strings of all widths; lists, dicts and sets that grow and shrink. The \
      emulator runs it, the interpreter runs it, and the size of each object is predicted, read \
      from its bytes and asked of sys.getsizeof. Where they differ, the smallest program that \
      still does is shown, and the exit code is 1.

        pysize verify                              on python3
        pysize verify --python all --cases 1e6     a million programs on each
        pysize verify --seed 42                    the same programs again
      """)

  @OptionGroup var interpreters: InterpreterOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many programs on each interpreter.", valueName: "N"),
    transform: { text in
      guard let number = WholeNumber(text)?.value, (1...1_000_000_000).contains(number) else {
        throw ValidationError("--cases takes a number from 1 to 1e9, not '\(text)'")
      }
      return number
    })
  var cases = 100_000

  @Option(
    parsing: .unconditional, help: ArgumentHelp("What the programs are made from.", valueName: "N"))
  var seed: UInt64 = 0

  @OptionGroup var output: OutputOptions

  func check() throws { try output.requireNoPictures() }

  func run() async throws {
    let workplace = Workplace.shared
    let found = await interpreters.find(by: workplace.finder, orElse: ["python3"])
    guard !found.interpreters.isEmpty else { throw ExitCode(ExitStatus.notThere) }
    let progress = Progress()
    let done = Mutex(0)
    let all = cases * found.interpreters.count
    let results = await Verifier(pool: workplace.pool).verify(
      cases, seed: seed, on: found.interpreters
    ) { _, programs in
      let sum = done.withLock { done in
        done += programs
        return done
      }
      await progress.show("\(sum) of \(all) programs")
    }
    await progress.clear()
    try output.write(VerificationReport(seed: seed, results.map(VerificationReport.Entry.init)))
    if results.contains(where: { $0.disagreed + $0.unchecked > 0 || $0.reason != nil }) {
      throw ExitCode(ExitStatus.disagreement)
    }
    if found.isIncomplete { throw ExitCode(ExitStatus.notThere) }
  }
}

extension VerificationReport.Entry {
  fileprivate init(_ result: Verification) {
    self.init(
      build: result.build, checked: result.checked, figures: result.figures,
      disagreed: result.disagreed, unchecked: result.unchecked,
      disagreements: result.disagreements.map {
        .init(number: $0.number, program: $0.program, reasons: $0.reasons)
      }, reason: result.reason)
  }
}
