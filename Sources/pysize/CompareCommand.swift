import ArgumentParser
import PySize

/// `pysize compare`: the main job.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Every record, predicted beside measured, for one or many interpreters.",
    discussion: """
      A record is one way to store a few named values: dict, class, slots, tuple, and so on. \
      Each is predicted from CPython's layouts, made on a real interpreter, and measured there: \
      what sys.getsizeof answers for its parts, and what the allocator hands out for one more.

        pysize compare                             every record on python3
        pysize compare --install                   with the packages it lacks
        pysize compare --python 3.13 --python 2.7  two interpreters
        pysize compare class slots --fields a,b    two records, other fields
        pysize compare --build 3.14 --format json  predictions for a script
      """)

  @Argument(
    help: ArgumentHelp("Records to compare; all when none is named.", valueName: "record"),
    completion: .list(Catalogue.records.map(\.id)))
  var records: [String] = []

  @OptionGroup var interpreters: InterpreterOptions

  @Option(
    help: ArgumentHelp(
      "Predict for a CPython that is not here, such as 3.7.3, 3.13t, 3.11@32, or all; may be"
        + " repeated.", valueName: "build"),
    transform: BuildRequest.init)
  var build: [BuildRequest] = []

  @Flag(help: "Install the packages that are missing into pysize's own cache, by pip.")
  var install = false

  @Flag(help: "Exit with 69 when a record is unavailable for want of a package or a compiler.")
  var requireAll = false

  @OptionGroup var sample: SampleOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    for id in records { _ = try recordNamed(id) }
    if !build.isEmpty && !interpreters.python.isEmpty {
      throw ValidationError("--build predicts without an interpreter: leave --python out")
    }
    if !build.isEmpty && install {
      throw ValidationError("--build predicts without an interpreter: leave --install out")
    }
  }

  func run() async throws {
    let survey = Survey(
      records: records.isEmpty ? Catalogue.records : records.compactMap(Catalogue.record),
      fields: sample.fields, nth: sample.instance.nth, counts: sample.instances)
    guard build.isEmpty else {
      let subjects = await concurrently(build.flatMap(\.builds)) { survey.predictions(on: $0) }
      try output.write(ComparisonReport(subjects, counts: sample.instances))
      return
    }
    let workplace = Workplace.shared
    let found = await interpreters.find(by: workplace.finder)
    guard !found.interpreters.isEmpty else {
      try predictOnly(survey, found)
      return
    }
    if install, let missing = workplace.noCache { printError(missing) }
    let progress = Progress()
    let subjects = await Comparer(survey, pool: workplace.pool, cache: workplace.cache)
      .subjects(on: found.interpreters, install: install) { await progress.show($0) }
    await progress.clear()
    try output.write(ComparisonReport(subjects, counts: sample.instances))
    try conclude(subjects, found)
  }

  /// Whether arguments, not yet understood, will want a worker: it is up by the time they are.
  static func measures(_ arguments: [String]) -> Bool {
    arguments.dropFirst().first == configuration.commandName
      && !arguments.contains { $0.hasPrefix("--build") || $0 == "--help" || $0 == "-h" }
  }

  /// No interpreter: the predictions for the newest CPython, and what to install.
  private func predictOnly(_ survey: Survey, _ found: InterpreterOptions.Found) throws {
    if found.wereAskedFor { throw ExitCode(ExitStatus.notThere) }
    let subject = survey.predictions(on: try newestBuild())
    try output.write(ComparisonReport([subject], counts: sample.instances))
    printError(
      found.unusable.map { "\($0)" }
        ?? "no python3 that could check this: install one (on Debian: apt-get install libpython3-dev)"
    )
  }

  private func conclude(
    _ subjects: [ComparisonReport.Subject], _ found: InterpreterOptions.Found
  ) throws {
    let comparisons = subjects.flatMap(\.comparisons)
    if comparisons.contains(where: { $0.status == .mismatch || $0.status == .failed }) {
      throw ExitCode(ExitStatus.disagreement)
    }
    let lacksPackage = subjects.contains { subject in
      subject.comparisons.contains { $0.status == .unavailable && $0.record.package != nil }
    }
    if found.isIncomplete || requireAll && lacksPackage { throw ExitCode(ExitStatus.notThere) }
  }
}
