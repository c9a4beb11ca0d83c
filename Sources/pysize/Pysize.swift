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
    let role = CommandLine.arguments.dropFirst().first
    // Before anything waits: Python is to have the process's main thread
    if role == ShadowWorker.argument { exit(ShadowWorker.main(Inspector.shadow)) }
    if role == Worker.argument { exit(await Worker.main()) }
    let pool =
      CompareCommand.measures(CommandLine.arguments) ? Workplace.shared.pool : nil
    pool?.prepare()
    do {
      var command = try await Pysize.asyncParseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      // A process that exits while it starts another is told off by the runtime
      await pool?.dismiss()
      Pysize.exit(withError: error)
    }
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
        pysize interpreters              what was found and what is missing

      Exit codes: 0 all agree; 1 something disagrees; 64 wrong usage; 69 what was asked for is \
      not there; 70 an internal fault.
      """,
    version: "0.1.0",
    subcommands: [
      CompareCommand.self, ArticleCommand.self, BytesCommand.self, LayoutCommand.self,
      EstimateCommand.self, VerifyCommand.self, ShadowCommand.self, InterpretersCommand.self,
    ])
}
