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
    ("3.14", { $0.version.isSameSeries(as: Version(3, 14)) }),
    ("3.15", { $0.version.isSameSeries(as: Version(3, 15)) }),
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

  @Test(arguments: files) func predictionsEqualRecording(_ file: String) throws {
    let recording = try recording(file)
    let build = try Build(parsing: recording.build)
    #expect(file == "\(build).json")
    let measurements = Dictionary(recording.measurements.map { ($0.id, $0) }) { a, _ in a }
    var checked = 0
    var skipped: [String: String] = [:]
    for aCase in RecordCases.all(on: build, everyInstance: false) {
      let measurement = try #require(
        measurements[aCase.id], "\(file) has no \(aCase.id): record it again")
      guard measurement.status == .measured else {
        skipped[aCase.record.id] = measurement.reason ?? ""
        continue
      }
      checked += 1
      if let disagreement = RecordCases.disagreement(aCase, measurement) {
        Issue.record("\(disagreement)")
      }
    }
    #expect(checked > 0)
    for aCase in TypeCases.all(on: build) {
      let measurement = try #require(
        measurements[aCase.id], "\(file) has no \(aCase.id): record it again")
      checked += 1
      if let disagreement = TypeCases.disagreement(aCase, measurement) {
        Issue.record("\(disagreement)")
      }
    }
    print("checked recorded \(build): \(checked) cases")
    for (record, reason) in skipped.sorted(by: { $0.key < $1.key }) {
      print("skipped: \(record) recorded on \(build) because \(reason)")
    }
  }
}
