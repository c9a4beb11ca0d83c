import PyLayout
import Testing

/// Builds as text, and the ones that there are not.
@Suite struct BuildTests {
  /// Each released build in each of its forms that can exist.
  static let builds = AnyBuild.all

  @Test(arguments: builds)
  func descriptionsAreReadBack(_ build: Build) throws {
    #expect(try Build(parsing: "\(build)") == build, "\(build)")
  }

  @Test func descriptionsDiffer() {
    #expect(Set(Self.builds.map(\.description)).count == Set(Self.builds).count)
  }

  /// A missing patch level means the last known of the series.
  @Test(arguments: Build.released)
  func patchLevelMayBeLeftOut(_ build: Build) throws {
    let series = build.version.series
    #expect(try Build(parsing: series) == build)
    for suffix in ["d", "@32", "@64"] {
      #expect(
        try Build(parsing: series + suffix) == Build(parsing: "\(build.version)\(suffix)"),
        "\(series)\(suffix)")
    }
  }

  @Test func factsAreRead() throws {
    let build = try Build(parsing: "3.13.1td@32+tracerefs")
    #expect(build.version == Version(3, 13, 1))
    #expect(build.pointerSize == 4)
    #expect(build.isFreeThreaded && build.isDebug && build.tracesReferences)
    #expect(try Build(parsing: "3.13.1dt@32+tracerefs") == build, "flags in any order")
    #expect(try Build(parsing: "3.6.15+align16").alignsToTwoPointers)
    #expect(try !Build(parsing: "3.6.15").alignsToTwoPointers)
    #expect(try Build(parsing: "3.13.1+align16") == Build(parsing: "3.13.1"), "what is so anyway")
  }

  /// Up to 3.7 debug builds trace references, and only they do.
  @Test(arguments: Build.released)
  func debugBuildsTraceReferencesUpTo3_7(_ released: Build) throws {
    let series = released.version.series
    let isOld = released.version < Version(3, 8)
    #expect(try Build(parsing: "\(series)d").tracesReferences == isOld, "\(series)d")
    let traced = try? Build(parsing: "\(series)+tracerefs")
    #expect((traced == nil) == isOld, "\(series)+tracerefs")
    if isOld {
      #expect(try Build(parsing: "\(series)d+tracerefs") == Build(parsing: "\(series)d"))
      #expect(throws: BuildError.self) {
        try Build(released.version, isDebug: true, tracesReferences: false)
      }
    }
  }

  @Test(arguments: [
    "", " ", "3", "3.", ".", "3.11.", "3.11.7.1", "3..7", "-3.11", "3.11.7 ", " 3.11", "python3.11",
    "3.x", "3.11x", "3.11tt", "3.13tt", "3.13dd", "3.13tdt", "3.11.2@", "3.11.2@31", "3.11.2@32x",
    "3.11.2@3 2", "3.11.2@32@32", "3.11+", "3.11+foo", "3.11++tracerefs", "3.11 +tracerefs",
    "3.13@32t", "3.11+tracerefs@32", "99999999999999999999.1", "3.99999999999999999999", "3.١١",
    "3.11\n", "3.11\0",
  ])
  func garbageIsRefused(_ text: String) {
    refused(text, .malformed)
  }

  @Test(arguments: ["2.6", "2.8", "3.0", "3.5", "3.5.10", "3.99", "4.0", "0.0", "1.5.2", "3.5t"])
  func otherSeriesAreRefused(_ text: String) {
    refused(text, .uncovered)
  }

  @Test(arguments: [
    "2.7t", "3.11t", "3.12.1td", "2.7+tracerefs", "3.7.16+tracerefs", "3.6@32+align16",
    "3.13@32+align16",
  ])
  func impossiblePairsAreRefused(_ text: String) {
    let error = #expect(throws: BuildError.self, "\(text)") { try Build(parsing: text) }
    guard case .impossible? = error?.reason else {
      Issue.record("\(text): \(error.map { "\($0)" } ?? "was taken")")
      return
    }
    checkText(error, text)
  }

  private func refused(_ text: String, _ reason: BuildError.Reason) {
    let error = #expect(throws: BuildError.self, "'\(text)'") { try Build(parsing: text) }
    #expect(error?.reason == reason, "'\(text)'")
    checkText(error, text)
  }

  /// An error is one line that names what was asked for.
  private func checkText(_ error: BuildError?, _ text: String) {
    guard let description = error?.description else { return }
    #expect(!description.contains { $0.isNewline || $0 == "\0" }, "'\(text)': \(description)")
    #expect(text.contains("\n") || text.contains("\0") || description.contains(text))
  }

  @Test func versionsAreOrderedByNumber() {
    #expect(Version.covered == Version.covered.sorted())
    #expect(Version(3, 9, 18) < Version(3, 10, 0) && Version(2, 7, 18) < Version(3, 6))
    for version in Version.covered { #expect(Version("\(version)") == version) }
  }

  @Test(arguments: [
    ("2.0.0rc1", Version(2, 0, 0)), ("0.24", Version(0, 24)), ("24.3.0.post1", Version(24, 3)),
    ("1", Version(1, 0)),
  ])
  func packageVersionsAreRead(_ text: String, _ version: Version) {
    #expect(Version(package: text) == version)
  }
}

extension BuildTests {
  /// A literal is what the text is; one that names no build ends the program with a line that says so.
  @Test func literalsAreBuilds() throws {
    let build: Build = "3.13t"
    #expect(try build == Build(parsing: "3.13t"))
    #expect(build == Build("3.13t"))
    #expect(Version.covered.contains(Build("2.7").version))
  }

  @Test func aWrongLiteralEndsTheProgram() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Build("3.11t") }
    let errors = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(errors.contains("there is no CPython 3.11t: free-threaded builds exist from 3.13 on"))
  }
}
