import ArgumentParser
import PySize

/// Which interpreters a command asks, the same for every command.
struct InterpreterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "An interpreter: a path, a command, a version such as 3.11 or 3.13t, or all; may be"
        + " repeated. Otherwise PYSIZE_PYTHON, otherwise python3.", valueName: "python"))
  var python: [String] = []

  /// What was found, and whether it is all that was asked for.
  struct Found {
    let interpreters: [Interpreter]
    let isIncomplete: Bool
    let wereAskedFor: Bool
    /// What is wrong with the one that nobody asked for by name; `nil` where there is none.
    var unusable: InterpreterError?
  }

  /// Finds the interpreters; what cannot be used is one line on standard error each.
  ///
  /// - Parameters:
  ///   - finder: what finds them.
  ///   - otherwise: what is looked for when nothing is asked for.
  func find(by finder: InterpreterFinder, orElse otherwise: [String] = []) async -> Found {
    let environment = OwnProcess.environment
    let answers = await finder.find(python.isEmpty ? otherwise : python)
    let wereAskedFor = !python.isEmpty || environment["PYSIZE_PYTHON"]?.isEmpty == false
    var interpreters: [Interpreter] = []
    var failures = 0
    var unusable: InterpreterError?
    for answer in answers {
      switch answer {
      case .success(let interpreter):
        // The same one asked for twice is one column
        if !interpreters.contains(interpreter) { interpreters.append(interpreter) }
      case .failure(let error):
        failures += 1
        if !error.isAbsence { unusable = error }
        if wereAskedFor || !otherwise.isEmpty { printError("\(error)") }
      }
    }
    // With `all`, what fails was never asked for by name
    return Found(
      interpreters: interpreters,
      isIncomplete: failures > 0 && !python.isEmpty && python != ["all"],
      wereAskedFor: wereAskedFor, unusable: unusable)
  }
}
