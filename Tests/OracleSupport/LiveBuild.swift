public import PyLayout
public import Testing

/// One case of a test that asks real interpreters: an interpreter, or a series that has none here.
public struct LiveBuild: Sendable, CustomTestStringConvertible {
  private let name: String
  /// The version; of what is missing, one that it may have.
  public let version: Version
  private let interpreter: Interpreter?

  private init(_ interpreter: Interpreter) {
    self.init(
      name: "\(interpreter.build)", version: interpreter.build.version, interpreter: interpreter)
  }

  private init(name: String, version: Version, interpreter: Interpreter?) {
    self.name = name
    self.version = version
    self.interpreter = interpreter
  }

  /// The newest interpreter found, for what is the same on each; none where none is of 3.7 or later.
  public static func newest() async -> [LiveBuild] {
    await all().filter { live in
      live.interpreter.map { $0.build.version >= Version(3, 7) } ?? false
    }.suffix(1)
  }

  /// The case's name: the build, or the series that is missing.
  public var testDescription: String { interpreter == nil ? "\(name): not here" : name }

  /// Every interpreter found.
  public static func found() async -> [Interpreter] { await all().compactMap(\.interpreter) }

  /// Every interpreter found, and every covered series without one, which tests skip by name.
  public static func all() async -> [LiveBuild] { await search.value }

  /// The same, and what the Debian roots of Tests/Recording have of builds that are not here; where that is
  /// no free-threaded one, or no 32-bit one, tests skip these by name.
  public static func withRoots() async -> [LiveBuild] {
    let here = await all()
    let found = await roots.value.filter { rooted in
      !here.contains { $0.interpreter?.build == rooted.build }
    }
    let series = here.filter { one in
      one.interpreter != nil
        || !found.contains { one.name == $0.build.version.series && !$0.build.isFreeThreaded }
    }
    let all = here.compactMap(\.interpreter) + found
    let kinds: [(String, (Build) -> Bool)] = [
      ("free-threaded", \.isFreeThreaded), ("32-bit", { $0.pointerSize == 4 }),
    ]
    let missing = kinds.filter { kind in !all.contains { kind.1($0.build) } }.map(\.0)
    return series + found.map(LiveBuild.init)
      + missing.map { LiveBuild(name: $0, version: Version(3, 13), interpreter: nil) }
  }

  private static let roots = Task { await Interpreter.findInRoots() }

  private static let search = Task {
    let found = await Interpreter.find()
    let missing = Version.covered.filter { version in
      !found.contains { version.isSameSeries(as: $0.build.version) }
    }
    return found.map(LiveBuild.init)
      + missing.map { LiveBuild(name: "\($0.series)", version: $0, interpreter: nil) }
  }

  /// The interpreter; where there is none, the test case ends as skipped.
  public func required(sourceLocation: SourceLocation = #_sourceLocation) throws -> Interpreter {
    if let interpreter { return interpreter }
    print("skipped: a test on CPython \(name) because it is not here")
    try Test.cancel("CPython \(testDescription)", sourceLocation: sourceLocation)
  }
}
