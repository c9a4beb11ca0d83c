import ArgumentParser
import PySize

extension Interpreter {
  /// Refuses a request for several, where one is to run a program.
  ///
  /// - Throws: `ValidationError` for `all`.
  static func requireOne(_ python: String) throws {
    if python == "all" {
      throw ValidationError("one interpreter runs a program: choose it with --python")
    }
  }

  /// The interpreter that is to run a program: the one asked for, otherwise the first there is.
  ///
  /// - Throws: `ExitCode` where there is none, which standard error says.
  static func running(_ python: String?) async throws -> Interpreter {
    let finder = InterpreterFinder(environment: OwnProcess.environment)
    switch await finder.find(python.map { [$0] } ?? []).first {
    case .success(let interpreter): return interpreter
    case .failure(let error): printError("\(error)")
    case nil: printError("no python3 to run the program with: choose an interpreter with --python")
    }
    throw ExitCode(ExitStatus.notThere)
  }
}
