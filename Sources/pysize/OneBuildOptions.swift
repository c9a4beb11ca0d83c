import ArgumentParser
import PySize

/// The one CPython on which a command looks at an object, and which instance it looks at.
struct OneBuildOptions: Checked {
  @Option(
    help: ArgumentHelp("An interpreter: a path, a command, a version.", valueName: "python"))
  var python: String?

  @Option(
    help: ArgumentHelp("A CPython that need not be here, such as 3.14t.", valueName: "build"),
    transform: parsedBuild)
  var build: Build?

  @OptionGroup var instance: NthOption

  func check() throws {
    if build != nil && python != nil {
      throw ValidationError("--build emulates without an interpreter: leave --python out")
    }
    if python == "all" {
      throw ValidationError("--python takes one interpreter here: a path, a command or a version")
    }
  }
}
