import ArgumentParser
import PySize

/// `pysize article`
struct ArticleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "article",
    abstract: "The article retold for a build: code, field tables, sizes, instance tables.",
    discussion: """
      Without --build, it is retold for the default interpreter, or the newest CPython covered.

        pysize article --build 3.7.3          the article's own numbers
        pysize article --build 3.13t          the same on a free-threaded build
        pysize article --format markdown      a page to share
      """)

  @Option(
    help: ArgumentHelp("The CPython to retell it for, such as 3.7.3, 3.13t, 3.11@32."),
    transform: parsedBuild)
  var build: Build?

  @OptionGroup var sample: SampleOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let asked = Sample(
      build: try await articleBuild(), fields: sample.fields, nth: sample.instance.nth)
    try output.write(try Article(asked, counts: sample.instances))
  }

  private func articleBuild() async throws -> Build {
    if let build { return build }
    let answers = await Workplace.shared.finder.find([])
    if let interpreter = try? answers.first?.get() { return interpreter.build }
    return try newestBuild()
  }
}
