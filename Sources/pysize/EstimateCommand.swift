import ArgumentParser
import PySize

/// `pysize estimate`
struct EstimateCommand: AsyncParsableCommand, Checked {
  static let configuration = CommandConfiguration(
    commandName: "estimate",
    abstract: "What an object costs on every CPython, and what an upgrade saves.",
    discussion: """
      The object is a record, of whose instances a later one counts, a type of Python's, or a \
      Python literal; what it costs follows from each build's layouts: every version, 64- and \
      32-bit, debug, free-threaded. No interpreter is needed, but for a class of yours, whose \
      shape one interpreter tells. Allocated is what one more takes, without what it holds: 0 for what all \
      share, such as None, a small int, a name.

        pysize estimate class                    an instance, from \(range)
        pysize estimate slots --fields a,b       other fields
        pysize estimate -e "{'x': 1, 'y': 2}"    a literal alone
        pysize estimate type:dict                a type, without items
        pysize estimate shop.py:Order            a class of yours, as annotated
        pysize estimate class --instances 1e6    what a million take
        pysize estimate tuple --format json      for a script
      """)

  /// The oldest and the newest series covered.
  private static let range = [Version.covered.first, .covered.last].compactMap(\.?.series)
    .joined(separator: " to ")

  @OptionGroup var object: AnyWhatOptions

  @Option(
    help: ArgumentHelp(
      "The interpreter that runs your class: a path, a command, a version.",
      valueName: "python"))
  var python: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("For how many to add up what is allocated.", valueName: "1e6,1e7,1e8"),
    transform: { text in try InstanceCounts(parsing: text).counts })
  var instances: [Int] = []

  @OptionGroup var output: OutputOptions

  func check() throws {
    if python != nil && !object.needsInterpreter {
      throw ValidationError("--python goes with a class of yours: all else needs no interpreter")
    }
  }

  func run() async throws {
    let (name, note, estimate) = try await estimator()
    var entries: [Estimate] = []
    var missing: [(build: Build, reason: String)] = []
    var refused: LiteralError?
    let results = await concurrently(Build.kinds) { build in Result { try estimate(build) } }
    for (build, result) in zip(Build.kinds, results) {
      do {
        entries.append(try result.get())
      } catch {
        missing.append((build, "\(error)"))
        refused = if case WhatError.literal(let why) = error { why } else { nil }
      }
    }
    if entries.isEmpty, let refused {
      printError("-e: \(refused)")
      throw ExitCode(ExitStatus.usage)
    }
    guard !entries.isEmpty else {
      printError("\(name): \(missing.first?.reason ?? "no build makes it")")
      throw ExitCode(ExitStatus.notThere)
    }
    try output.write(
      Estimates(what: name, entries, missing: missing, note: note, counts: instances))
  }

  /// The object's name, what the figures leave out, and what computes its cost on a build.
  private func estimator() async throws -> (
    name: String, note: String?, cost: @Sendable (Build) throws -> Estimate
  ) {
    // A class is recognised by its first instance
    switch try object.subject(nth: 1) {
    case .type(let type): return ("type:\(type.name)", type.note, { try type.estimate(on: $0) })
    case .object(let what) where object.needsInterpreter:
      let (everywhere, note) = try await reading(what, python) {
        interpreter, workplace, paths throws(WhatError) in
        try await what.ofAnyBuild(asOn: interpreter, pool: workplace.pool, paths: paths)
      }
      return (what.name, note, { try everywhere.estimate(on: $0) })
    case .object(let what): return (what.name, nil, { try what.estimate(on: $0) })
    }
  }
}
