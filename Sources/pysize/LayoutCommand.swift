import ArgumentParser
import PySize
import SystemPackage

/// `pysize layout`
struct LayoutCommand: AsyncParsableCommand, Checked {
  static let configuration = CommandConfiguration(
    commandName: "layout",
    abstract: "An object's block as a byte map: every field, hole and header, and what would save.",
    discussion: """
      The object is a record, an expression, or an instance of a class of yours, read in a real \
      interpreter's memory; with --build it is made by the emulator, which takes records and \
      literals. A type's fields need no object. Offset 0 is where id() points; what stands before \
      it has negative offsets. Cache lines are counted from the block's first byte.

        pysize layout class                         a record, on python3
        pysize layout class --nth 1                 the first of its class
        pysize layout slots --build 3.7.3           on a CPython not here
        pysize layout -e "[1, 2, 3]" --python 3.13  what an expression makes
        pysize layout -s "import collections" -e "collections.deque()"
        pysize layout type:dict --build 3.6         a type's fields
        pysize layout shop.py:Order                 yours, as annotated
        pysize layout shop.py:Order --values "7, 'Ann', 9.5"
        pysize layout "shop.py:orders[0]"           what stands in your file
      """)

  @OptionGroup var object: AnyWhatOptions

  @OptionGroup var look: OneBuildOptions

  @OptionGroup var output: OutputOptions

  func check() throws {
    if look.build != nil && object.needsInterpreter {
      throw ValidationError(
        "only Python can run your code: leave --build out, or name an interpreter with --python")
    }
  }

  func run() async throws {
    if let build = look.build { return try write(on: build) }
    if !object.needsInterpreter, case .none = await oneInterpreter(look.python) {
      try write(on: try newestBuild())
      printError("no python3 to read it in: install one (on Debian: apt-get install python3)")
      return
    }
    switch try object.subject(nth: look.instance.nth, isLive: true) {
    case .type: try await write(on: theInterpreter(look.python).build)
    case .object(let what):
      try output.write(
        try await reading(what, look.python) { interpreter, workplace, paths throws(WhatError) in
          try await what.layout(on: interpreter, pool: workplace.pool, paths: paths)
        })
    }
  }

  /// The emulator's object.
  private func write(on build: Build) throws {
    switch try object.subject(nth: look.instance.nth) {
    case .type(let type): try output.write(refusing(on: build) { try type.layout(on: build) })
    case .object(let what): try output.write(refusing(on: build) { try what.layout(on: build) })
    }
  }
}

/// What is read of an object in an interpreter; what goes wrong is one line.
func reading<Result>(
  _ what: What, _ python: String?,
  _ body: (Interpreter, Workplace, [FilePath]) async throws(WhatError) -> Result
) async throws -> Result {
  let interpreter = try await theInterpreter(python)
  let workplace = Workplace.shared
  do throws(WhatError) {
    return try await body(
      interpreter, workplace, workplace.cache?.installed(for: interpreter) ?? [])
  } catch {
    printError("\(interpreter.build): \(what.name): \(error)")
    throw ExitCode(error.isBadCode ? ExitStatus.usage : ExitStatus.notThere)
  }
}

extension WhatError {
  /// Whether code that the user gave is why.
  var isBadCode: Bool {
    if case .badCode = self { true } else { false }
  }
}

/// The interpreter that a command cannot do without.
func theInterpreter(_ python: String?) async throws -> Interpreter {
  switch await oneInterpreter(python) {
  case .found(let interpreter): return interpreter
  case .failed(let error): printError("\(error)")
  case .none:
    printError("no python3 to run your code: install one (on Debian: apt-get install python3)")
  }
  throw ExitCode(ExitStatus.notThere)
}

/// What came of looking for the one interpreter that a command reads.
enum OneInterpreter {
  /// It is there.
  case found(Interpreter)
  /// It was named, and is not there or cannot be used.
  case failed(InterpreterError)
  /// None was named, and there is none.
  case none
}

/// The interpreter that was named; otherwise the first of those that every command takes.
func oneInterpreter(_ python: String?) async -> OneInterpreter {
  let isNamed =
    python != nil || OwnProcess.environment["PYSIZE_PYTHON"] != nil
  switch await Workplace.shared.finder.find(python.map { [$0] } ?? []).first {
  case .success(let interpreter): return .found(interpreter)
  case .failure(let error) where isNamed || !error.isAbsence: return .failed(error)
  default: return .none
  }
}
