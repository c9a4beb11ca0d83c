import ArgumentParser
import PySize

/// `pysize compare`: the main job.
struct CompareCommand: AsyncParsableCommand, Checked {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Every record, predicted beside measured, for one or many interpreters.",
    discussion: """
      A record is one way to store a few named values: dict, class, slots, tuple, and so on. \
      Each is predicted from CPython's layouts, made on a real interpreter, and measured there: \
      what sys.getsizeof answers for its parts, and what the allocator hands out for one more. A \
      class of yours is read there, beside records with the same fields and what each would save.

        pysize compare                             every record on python3
        pysize compare --install                   with the packages it lacks
        pysize compare --python 3.13 --python 2.7  two interpreters
        pysize compare class slots --fields a,b    two records, other fields
        pysize compare --build 3.14 --format json  predictions for a script
        pysize compare shop.py:Order               your class beside them all
      """)

  @Argument(
    help: ArgumentHelp(
      "Records to compare, all when none is named; FILE.py:CLASS or package.module:CLASS, a class of"
        + " yours.", valueName: "record"),
    completion: .list(Catalogue.records.map(\.id)))
  var records: [String] = []

  @OptionGroup var making: MakingOptions
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

  /// The records that are named, and the class of the user's.
  private var known: [String] { records.filter { UserObject($0) == nil } }
  private var own: [UserObject] { records.compactMap(UserObject.init) }

  func check() throws {
    for id in known { _ = try recordNamed(id, hint: "; a class of yours is FILE.py:CLASS") }
    for user in own { try user.validate() }
    if own.count > 1 { throw ValidationError("one class of yours at a time") }
    if own.isEmpty && (making.values ?? making.setup) != nil {
      throw ValidationError(
        "--values and --setup go with a class of yours: name one as FILE.py:CLASS")
    }
    if !own.isEmpty && sample.fields != .article {
      throw ValidationError("a class of yours has its own fields: leave --fields out")
    }
    if build.isEmpty { return }
    if !own.isEmpty {
      throw ValidationError(
        "only Python can run your code: leave --build out, or ask pysize estimate")
    }
    if !interpreters.python.isEmpty {
      throw ValidationError("--build predicts without an interpreter: leave --python out")
    }
    if install {
      throw ValidationError("--build predicts without an interpreter: leave --install out")
    }
  }

  func run() async throws {
    guard build.isEmpty else {
      let survey = survey()
      return try write(await concurrently(build.flatMap(\.builds)) { survey.predictions(on: $0) })
    }
    let workplace = Workplace.shared
    let found = await interpreters.find(by: workplace.finder)
    guard !found.interpreters.isEmpty else { return try predictOnly(found) }
    if install, let missing = workplace.noCache { printError(missing) }
    let progress = Progress()
    let classes = try await ownClasses(on: found.interpreters)
    let fields = classes.lazy.compactMap { try? $0.get().fields }.first
    var subjects = await Comparer(survey(fields), pool: workplace.pool, cache: workplace.cache)
      .comparisons(on: found.interpreters, install: install) { await progress.show($0) }
    await progress.clear()
    if let user = own.first {
      subjects = zip(subjects, classes).map { subject, one in
        subject.with(
          UserClass.comparison(of: user.name, one, on: subject.build, counts: sample.instances))
      }
    }
    try write(subjects)
    try conclude(subjects, found)
  }

  /// What is asked of each record.
  ///
  /// - Parameter fields: those of a class of the user's; `nil` for those that were named.
  private func survey(_ fields: Fields? = nil) -> Survey {
    Survey(
      records: known.isEmpty ? Catalogue.records : known.compactMap(Catalogue.record),
      fields: fields ?? sample.fields, nth: sample.instance.nth, counts: sample.instances)
  }

  /// The user's class on each interpreter; none where there is no such class.
  ///
  /// - Throws: `ExitCode` when no interpreter makes it.
  private func ownClasses(
    on interpreters: [Interpreter]
  ) async throws -> [Result<UserClass, WhatError>] {
    guard let what = own.first?.what(making, nth: sample.instance.nth) else { return [] }
    let classes = await concurrently(interpreters) { interpreter -> Result<UserClass, WhatError> in
      let paths = Workplace.shared.cache?.installed(for: interpreter) ?? []
      do throws(WhatError) {
        let pool = Workplace.shared.pool
        return .success(try await what.userClass(on: interpreter, pool: pool, paths: paths))
      } catch {
        return .failure(error)
      }
    }
    if !classes.contains(where: { (try? $0.get()) != nil }) {
      var code = ExitStatus.notThere
      for (interpreter, result) in zip(interpreters, classes) {
        guard case .failure(let why) = result else { continue }
        printError("\(interpreter.build): \(what.name): \(why)")
        if why.isBadCode { code = ExitStatus.usage }
      }
      throw ExitCode(code)
    }
    return classes
  }

  private func write(_ subjects: [Comparisons]) throws {
    try output.write(ComparisonReport(subjects, counts: sample.instances))
  }

  /// Whether arguments that are not parsed yet will need a worker, so that it is up once they are.
  static func measures(_ arguments: [String]) -> Bool {
    arguments.dropFirst().first == configuration.commandName
      && !arguments.contains { $0.hasPrefix("--build") || $0 == "--help" || $0 == "-h" }
  }

  /// No interpreter: the predictions for the newest CPython, and what to install.
  private func predictOnly(_ found: InterpreterOptions.Found) throws {
    if found.wereAskedFor { throw ExitCode(ExitStatus.notThere) }
    if own.isEmpty { try write([survey().predictions(on: try newestBuild())]) }
    printError(
      found.unusable.map { "\($0)" }
        ?? "no python3 that could check this: install one"
        + " (on Debian: apt-get install python3 libpython3-dev)"
    )
    if !own.isEmpty { throw ExitCode(ExitStatus.notThere) }
  }

  private func conclude(
    _ subjects: [Comparisons], _ found: InterpreterOptions.Found
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
