import ArgumentParser
import PySize

/// The one CPython on which a command looks at an object, and which instance it looks at.
struct OneBuildOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("An interpreter: a path, a command, a version.", valueName: "python"))
  var python: String?

  @Option(
    help: ArgumentHelp("A CPython that need not be here, such as 3.14t.", valueName: "build"),
    transform: parsedBuild)
  var build: Build?

  @Option(help: ArgumentHelp("Which instance of a fresh class to look at.", valueName: "N"))
  var nth = 1

  func validate() throws {
    if build != nil && python != nil {
      throw ValidationError("--build emulates without an interpreter: leave --python out")
    }
    if python == "all" {
      throw ValidationError("--python takes one interpreter here: a path, a command or a version")
    }
    guard (1...100_000).contains(nth) else {
      throw ValidationError("--nth takes a number from 1 to 100000, not \(nth)")
    }
  }
}
