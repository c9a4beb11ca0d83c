import CommandLineSupport
import FoundationEssentials
import PySize
import PySizeTestSupport
import SystemPackage
import Testing

/// The model against what the recorder measured on interpreters that are not on every machine.
@Suite struct RecordedTests {
  static let folder = Checkout.root.appending("Tests/Fixtures/measured")

  static let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? [])
    .filter { $0.hasSuffix(".json") }.sorted()

  /// A kind of build that must be among the recordings, and how to tell it.
  static let kinds: [(String, @Sendable (Build) -> Bool)] = [
    ("debug", { $0.isDebug }),
    ("32-bit", { $0.pointerSize == 4 }),
    ("free-threaded", { $0.isFreeThreaded }),
  ]

  private func recording(_ file: String) throws -> Recording {
    let path = Self.folder.appending(file).string
    let data = try #require(FileManager.default.contents(atPath: path), "\(path)")
    return try JSONDecoder().decode(Recording.self, from: data)
  }

  @Test(arguments: kinds.indices) func everyKindIsRecorded(_ index: Int) throws {
    let (name, matches) = Self.kinds[index]
    let builds = try Self.files.map { try Build(parsing: recording($0).build) }
    #expect(builds.contains(where: matches), "no recording of a \(name) build")
  }

  /// Each series is one of CI's or recorded, up to the newest that is: a newer one may wait.
  @Test func everySeriesIsRecorded() throws {
    let checked =
      try LiveRecordTests.buildsInCI() + Self.files.map { try Build(parsing: recording($0).build) }
    let newest = try #require(checked.map(\.version).max())
    for version in Version.covered
    where !checked.contains(where: { version.isSameSeries(as: $0.version) }) {
      #expect(version > newest, "no recording of CPython \(version.series)")
      print("skipped: recorded CPython \(version.series) because \(Recording.missing)")
    }
  }

  @Test(arguments: files) func predictionsEqualRecording(_ file: String) throws {
    let recording = try recording(file)
    let build = try Build(parsing: recording.build)
    #expect(file == "\(build).json")
    let check = recording.check(on: build)
    for fault in check.faults { Issue.record("\(fault)") }
    #expect(check.checked > 0)
    print("checked recorded \(build): \(check.checked) cases")
    for (what, reason) in check.skipped.sorted(by: { $0.key < $1.key }) {
      print("skipped: \(what) recorded on \(build) because \(reason)")
    }
  }

  /// What came after a recording is skipped by name; what a recording lost, or shows otherwise, is
  /// not.
  @Test(arguments: files) func onlyWhatIsNewIsSkipped(_ file: String) throws {
    let recording = try recording(file)
    let build = try Build(parsing: recording.build)
    let whole = recording.check(on: build)

    let lost = ["slots/", "type/function"]
    let older = recording.with(
      recording.measurements.filter { aCase in !lost.contains { aCase.id.hasPrefix($0) } })
    let check = older.check(on: build)
    #expect(check.faults == whole.faults, "\(build)")
    func new(_ check: Recording.Check) -> Set<String> {
      Set(check.skipped.filter { $0.value == Recording.missing }.keys)
    }
    #expect(new(check) == new(whole).union(["slots", "type/function"]), "\(build)")
    let count = recording.measurements.count - older.measurements.count
    #expect(check.checked == whole.checked - count, "\(build)")

    let torn = recording.with(recording.measurements.filter { $0.id != "slots/3/1" })
    #expect(torn.check(on: build).faults == ["\(build) has no slots/3/1: record it again"])

    let foreign = Measurement(id: "slot/3/1", status: .failed, reason: nil)
    let more = recording.with(recording.measurements + [foreign])
    #expect(more.check(on: build).faults.count == whole.faults.count + 1, "\(build)")
  }
}

extension Recording {
  fileprivate func check(on build: Build) -> Check {
    check(RecordCases.all(on: build, everyInstance: false), TypeCases.all(on: build))
  }

  fileprivate func with(_ measurements: [Measurement]) -> Recording {
    Recording(build: build, bridge: bridge, source: source, measurements: measurements)
  }
}
