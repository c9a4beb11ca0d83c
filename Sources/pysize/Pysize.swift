import ArgumentParser
import PySize

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The process: a worker when it was started as one, otherwise the command line.
@main
enum Main {
  static func main() async {
    let role = OwnProcess.arguments.dropFirst().first
    // Before anything waits: Python is to have the process's main thread
    if role == ShadowWorker.argument { exit(ShadowWorker.main(Inspector.shadow)) }
    if role == Worker.argument { exit(await Worker.main()) }
    fillClosedStreams()
    if let shortage = OpenFiles.completeShortage {
      printError(shortage)
      exit(ExitStatus.notThere)
    }
    exit(await Interruption.endingInOrder(run))
  }

  /// Runs the command, and returns the exit code.
  private static func run() async -> Int32 {
    let arguments = OwnProcess.arguments
    let pool = CompareCommand.measures(arguments) ? Workplace.shared.pool : nil
    pool?.prepare()
    var code: Int32 = 0
    do {
      try refuseUnknown(arguments.dropFirst().first)
      var command = try await Parsing.command(of: Array(arguments.dropFirst()))
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      code = told(error)
    }
    // The runtime complains about a process that exits while it starts another
    await pool?.dismiss()
    return code
  }

  /// Writes what there is to say of an error, or of a request for help, and returns the exit code.
  private static func told(_ error: any Error) -> Int32 {
    let code = Pysize.exitCode(for: error)
    let message = Pysize.fullMessage(for: error)
    guard code.isSuccess else {
      let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
      if !message.isEmpty && !(error is CancellationError) {
        writeError(lines.map { "\(String($0).visible)\n" }.joined())
      }
      // What no command has foreseen
      return code == .failure && !(error is ExitCode) ? ExitStatus.fault : code.rawValue
    }
    do {
      if !message.isEmpty { try writeOutput("\(message)\n") }
      return code.rawValue
    } catch {
      return Pysize.exitCode(for: error).rawValue
    }
  }

  /// A word in a command's place that is no command: the parser would call it an argument too many.
  private static func refuseUnknown(_ word: String?) throws {
    let known = Pysize.configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let word, !word.hasPrefix("-"), !(known + ["help"]).contains(word) else { return }
    throw ValidationError(
      "there is no command '\(word)'\(suggestion(for: word, among: known)): there are "
        + known.joined(separator: ", "))
  }
}

/// The command line.
struct Pysize: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pysize",
    abstract: "What a Python object costs, to the byte, on any CPython.",
    discussion: """
        pysize compare                   every record, predicted and measured
        pysize compare --python all      the same on every interpreter found
        pysize compare --build 3.14      predictions for a CPython not here
        pysize article --build 3.7.3     the article's tables
        pysize bytes class               an object's bytes, field by field
        pysize layout shop.py:Order      a byte map, and what would save
        pysize estimate class            the same object on every CPython
        pysize verify --cases 1e6        random programs, model and CPython
        pysize shadow -m unittest        every sys.getsizeof of a program
        pysize heap 4711                 where a process's memory goes
        pysize interpreters              what was found and what is missing

      Exit codes: 0 all agree; 1 something disagrees; 64 wrong usage; 69 what was asked for is \
      not there; 70 an internal fault; 74 the output cannot be written.
      """,
    version: "0.1.0",
    subcommands: [
      CompareCommand.self, ArticleCommand.self, BytesCommand.self, LayoutCommand.self,
      EstimateCommand.self, VerifyCommand.self, ShadowCommand.self, HeapCommand.self,
      InterpretersCommand.self,
    ])
}
