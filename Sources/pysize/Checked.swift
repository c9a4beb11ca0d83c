import ArgumentParser

/// What looks at its options together, once each of them is known.
///
/// The parser validates before it refuses an option that there is not, and until then takes that
/// option's value for another argument: what does not go together may come of that alone.
protocol Checked: ParsableArguments {
  /// Refuses what does not go together.
  func check() throws
}

extension Checked {
  mutating func validate() throws {
    if !Parsing.asksForOptionsAlone { try check() }
  }
}

/// How the arguments are parsed.
enum Parsing {
  /// Whether it is only to be seen if all options are known.
  @TaskLocal static var asksForOptionsAlone = false

  /// The command that arguments ask for.
  ///
  /// - Throws: what the parser throws; of an option that there is not rather than of what may come of it.
  static func command(of arguments: [String]) async throws -> any ParsableCommand {
    do {
      return try await Pysize.asyncParseAsRoot(arguments)
    } catch {
      try await $asksForOptionsAlone.withValue(true) {
        _ = try await Pysize.asyncParseAsRoot(arguments)
      }
      throw error
    }
  }
}
