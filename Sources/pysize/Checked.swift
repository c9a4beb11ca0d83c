import ArgumentParser

/// What looks at its options together, once each of them is known.
///
/// The parser validates before it refuses an unknown option, and until then takes that option's
/// value for another argument: that alone may make options conflict.
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
  /// Whether the parse only has to find out if all options are known.
  @TaskLocal static var asksForOptionsAlone = false

  /// The command that arguments ask for.
  ///
  /// - Throws: what the parser throws: about an unknown option, rather than about what follows from
  ///   it.
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
