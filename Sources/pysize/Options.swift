import ArgumentParser
import PySize

/// How a report is written, the same for every command.
struct OutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How to write the report: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "format"), completion: .list(Format.allCases.map(\.rawValue)),
    transform: { text in
      // The parser's own answer to a word it does not know takes a line for each that it knows
      guard let format = Format(rawValue: text) else {
        let known = Format.allCases.map(\.rawValue)
        throw ValidationError(
          "there is no format '\(text)'\(suggestion(for: text, among: known)): there are "
            + known.joined(separator: ", "))
      }
      return format
    })
  var format: Format = .text

  @Option(help: "Whether to use colour; auto means on a terminal, unless NO_COLOR is set.")
  var color: ColorChoice = .auto

  /// Refuses the format that has pictures alone, before any work is done.
  func requireNoPictures() throws {
    guard format != .svg else {
      throw ValidationError(
        "--format svg draws compare, article, layout, estimate, and heap without --list and --type: take"
          + " another format here")
    }
  }

  /// Writes the report to standard output.
  ///
  /// - Throws: `ExitCode` when that fails.
  func write(_ report: some Report) throws {
    try writeOutput(report.rendered(as: format, for: color.terminal))
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
    parsing: .unconditional,
    help: ArgumentHelp("For how many instances to add up the bytes.", valueName: "1e6,1e7,1e8"),
    transform: { text in try InstanceCounts(parsing: text).counts })
  var instances: [Int] = [1_000_000, 10_000_000, 100_000_000]

  @OptionGroup var instance: NthOption
}
