import ArgumentParser
import PySize

/// `pysize article`
struct ArticleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "article",
    abstract: "The article retold for a build: code, field tables, sizes, instance tables.",
    discussion: """
      Without --build, it is retold for the default interpreter, or the newest CPython covered.

        pysize article --build 3.7.3              the article's own numbers
        pysize article --build 3.13t              the same on a free-threaded build
        pysize article --format markdown          a page to share
        pysize article --build all --format html  a page with the build to choose
      """)

  @Option(
    help: ArgumentHelp(
      "The CPython to retell it for, such as 3.7.3, 3.13t, 3.11@32, or all; may be repeated."),
    transform: BuildRequest.init)
  var build: [BuildRequest] = []

  @OptionGroup var sample: SampleOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let builds = build.isEmpty ? [try await defaultBuild()] : build.flatMap(\.builds)
    let articles = try builds.map { build in
      try Article(
        Sample(build: build, fields: sample.fields, nth: sample.instance.nth),
        counts: sample.instances)
    }
    if articles.count == 1 { return try output.write(articles[0]) }
    try output.write(ArticleReport(articles))
  }

  private func defaultBuild() async throws -> Build {
    let answers = await Workplace.shared.finder.find([])
    if let interpreter = try? answers.first?.get() { return interpreter.build }
    return try newestBuild()
  }
}
