import ArgumentParser
import PySize

/// `pysize bytes`
struct BytesCommand: AsyncParsableCommand, Checked {
  static let configuration = CommandConfiguration(
    commandName: "bytes",
    abstract: "An object's bytes, field by field: the emulator's beside a real interpreter's.",
    discussion: """
      The object is a record, or a Python literal: numbers, strings, bytes, tuples, lists, dicts \
      and sets, nested as you like. With an interpreter both sides build the same object, and the \
      exit code is 1 when a byte differs without a listed reason.

        pysize bytes slots                          on python3
        pysize bytes class --python 3.13 --nth 1    the first of its class
        pysize bytes -e "{'x': 1, 'y': 2}"          a literal
        pysize bytes tuple --build 3.14t            a CPython that is not here
      """)

  @OptionGroup var object: WhatOptions

  @OptionGroup var look: OneBuildOptions

  @OptionGroup var output: OutputOptions

  func check() throws { try output.requireNoPictures() }

  func run() async throws {
    if let build = look.build { return try write(build: build) }
    switch await oneInterpreter(look.python) {
    case .found(let interpreter): try await compare(on: interpreter, in: .shared)
    case .failed(let error):
      printError("\(error)")
      throw ExitCode(ExitStatus.notThere)
    case .none:
      try write(build: try newestBuild())
      printError(
        "no python3 to compare with: install one"
          + " (on Debian: apt-get install python3 libpython3-dev)")
    }
  }

  /// The emulator's bytes alone.
  private func write(build: Build) throws {
    let what = try object.what(nth: look.instance.nth)
    let comparison = try refusing(on: build) { try what.emulated(on: build) }
    try output.write(
      BytesReport(build: build, what: what.name, comparison: comparison, isCompared: false))
  }

  private func compare(on interpreter: Interpreter, in workplace: Workplace) async throws {
    let what = try object.what(nth: look.instance.nth)
    // What the emulator refuses is not asked of the interpreter
    _ = try refusing(on: interpreter.build) {
      try what.emulated(on: interpreter.build)
    }
    let outcome =
      await ByteComparer(pool: workplace.pool).compare(
        [what], on: interpreter, paths: workplace.cache?.installed(for: interpreter) ?? []
      ).first ?? .failure(.nothing)
    switch outcome {
    case .success(let comparison):
      try output.write(
        BytesReport(
          build: interpreter.build, what: what.name, comparison: comparison, isCompared: true))
      if comparison.unexplained > 0 { throw ExitCode(ExitStatus.disagreement) }
    case .failure(let error):
      printError("\(interpreter.build): \(what.name): \(error)")
      throw ExitCode(ExitStatus.notThere)
    }
  }
}
