import PyLayout
public import Testing

/// One case of a test that asks real interpreters: an interpreter, or a series that has none here.
public struct LiveBuild: Sendable, CustomTestStringConvertible {
  private let name: String
  private let interpreter: Interpreter?

  /// The case's name: the build, or the series that is missing.
  public var testDescription: String { interpreter == nil ? "\(name): not here" : name }

  /// Every interpreter found, and every covered series without one, which tests skip by name.
  public static func all() async -> [LiveBuild] { await search.value }

  private static let search = Task {
    let found = await Interpreter.find()
    let missing = Version.covered.filter { version in
      !found.contains { version.isSameSeries(as: $0.build.version) }
    }
    return found.map { LiveBuild(name: "\($0.build)", interpreter: $0) }
      + missing.map { LiveBuild(name: "\($0.series)", interpreter: nil) }
  }

  /// The interpreter; where there is none, the test case ends as skipped.
  public func required(sourceLocation: SourceLocation = #_sourceLocation) throws -> Interpreter {
    if let interpreter { return interpreter }
    print("skipped: a test on CPython \(name) because it is not here")
    try Test.cancel("CPython \(testDescription)", sourceLocation: sourceLocation)
  }
}
