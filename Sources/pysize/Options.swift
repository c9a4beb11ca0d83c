public import ArgumentParser
public import PySize

/// How a report is written, the same for every command.
struct OutputOptions: ParsableArguments {
  @Option(help: "How to write the report.")
  var format: Format = .text

  @Option(help: "Whether to use colour; auto means on a terminal, unless NO_COLOR is set.")
  var color: ColorChoice = .auto

  /// Writes the report to standard output.
  func write(_ report: some Report) {
    let terminal = color.terminal
    print(report.rendered(as: format, for: terminal), terminator: "")
  }
}

/// What is asked of records, the same for every command.
struct SampleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The names a record stores values under.", valueName: "x,y,z"),
    transform: { text in
      do { return try Fields(parsing: text) } catch { throw ValidationError("\(error)") }
    })
  var fields: Fields = .article

  @Option(
    help: ArgumentHelp("For how many instances to add up the bytes.", valueName: "1e6,1e7,1e8"),
    transform: { text in try InstanceCounts(parsing: text).counts })
  var instances: [Int] = [1_000_000, 10_000_000, 100_000_000]

  @Option(
    help: ArgumentHelp(
      "Which instance of a fresh class to look at: those before it shape its dict.",
      valueName: "N"))
  var nth = 1

  func validate() throws {
    guard (1...100_000).contains(nth) else {
      throw ValidationError("--nth takes a number from 1 to 100000, not \(nth)")
    }
  }
}

extension Format: ExpressibleByArgument {}
