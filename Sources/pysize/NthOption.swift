import ArgumentParser

/// Which instance of a fresh class a command looks at, the same for every command.
struct NthOption: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Which instance of a fresh class to look at: those before it shape it. Otherwise a later one,"
        + " when all are alike.", valueName: "N"),
    transform: { text in
      guard let number = WholeNumber(text)?.value, (1...100_000).contains(number) else {
        throw ValidationError("--nth takes a number from 1 to 100000, not '\(text)'")
      }
      return number
    })
  var nth: Int?
}
