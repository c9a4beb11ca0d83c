import CommandLineSupport
import FoundationEssentials
import PySize
import PySizeTestSupport
import SystemPackage
import Testing

/// The types written in C, on every interpreter present: `tp_basicsize`, offsets, GC head, and the
/// size of an instance, equal to the model's; the size computed from its bytes is the same.
@Suite struct StandardTypeTests {
  @Test func predictionsEqualMeasurements() async throws {
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment,
      cache: WorkerPool.noCache)
    for interpreter in await LiveRecordTests.interpreters() {
      let cases = TypeCases.all(on: interpreter.build)
      let build = interpreter.build
      let job = WorkerPool.Job(interpreter, cases.map(\.snippet))
      let outcomes = await pool.measure(job) { _, made in
        do {
          return "\(try Inspector(build, reading: made).size(of: made.object))"
        } catch {
          return "\(error)"
        }
      }
      #expect(outcomes.count == cases.count, "\(interpreter.build)")
      for (aCase, outcome) in zip(cases, outcomes) {
        let measurement = outcome.measurement
        if let disagreement = TypeCases.disagreement(aCase, measurement) {
          Issue.record("\(disagreement)")
        }
        #expect(
          outcome.seen == measurement.parts.first?.size.map { "\($0)" },
          "\(build) \(aCase.id): inspected")
      }
      print("checked \(interpreter.build): \(cases.count) standard types")
    }
  }

  /// `PYSIZE_RECORD_SNAPSHOTS=1 swift test --filter StandardTypeTests` writes the table anew.
  @Test func documentationShowsThem() throws {
    let path = Checkout.root.appending("Sources/PyLayout/PyLayout.docc/StandardTypes.md").string
    let text = try Self.document()
    if LiveRecordTests.environment["PYSIZE_RECORD_SNAPSHOTS"] != nil {
      try Data(text.utf8).write(to: URL(filePath: path))
    }
    let data = try #require(FileManager.default.contents(atPath: path), "\(path)")
    #expect(String(decoding: data, as: UTF8.self) == text)
  }

  private static func document() throws -> String {
    let live = try LiveRecordTests.buildsInCI()
    let recorded = try RecordedTests.files.map {
      try Build(parsing: String($0.dropLast(".json".count)))
    }
    return """
      # Standard types

      What `sys.getsizeof` answers for an instance, its GC head included, without the items it may
      hold; – where a build has no such type, or one written in Python. Each figure is predicted from
      the C struct in `Sources/PyLayout/Objects`, and checked with `tp_basicsize`, `tp_itemsize`,
      `tp_dictoffset` and `tp_weaklistoffset`, and against the size told from the object's bytes. The
      last rows are objects that count what they hold: `StandardObject`, which also tells the size of
      code, frames and generators. A test writes this page.

      ## Checked live, in CI

      \(table(live))

      ## Checked with recorded measurements

      Made by `Tests/Recording/record.sh`; how is written in `Tests/Fixtures/measured`.

      \(table(recorded))

      Not covered by either: other builds of these versions, 3.14t and 3.15t among them. They follow the
      same rules.

      """
  }

  /// Some of the objects whose size is also what they hold.
  private static let objects: [(String, StandardObject)] = [
    ("`deque` of 100", .deque(100)), ("`array('d')` of 100", .array(typecode: "d", 100)),
    ("`OrderedDict` of 3", .orderedDict(3)), ("`defaultdict` of 3", .defaultdict(3)),
    ("`Counter` of 3", .counter(3)), ("`Decimal` of 100 digits", .decimal(digits: 100)),
    ("`Struct('bhi')`", .structure(codes: 3)), ("`BytesIO` of 100", .bytesIO(100)),
    ("`BufferedReader`, 8192", .buffered(8192)), ("`product` of 2", .product(2)),
    ("`combinations`, r = 2", .combinations(2)),
    ("`permutations` of 4, r = 2", .permutations(items: 4, 2)),
  ]

  /// A Markdown table, a row for each type and a column for each build.
  private static func table(_ builds: [Build]) -> String {
    func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let head = [
      row(["type"] + builds.map { "\($0)" }),
      row(["---"] + builds.map { _ in "---:" }),
    ]
    let rows = StandardType.all.map { standard in
      row(
        ["`\(standard.name)`"]
          + builds.map { standard.shallowSize(on: $0).map { "\($0)" } ?? "–" })
    }
    let described = objects.map { name, object in
      row([name] + builds.map { build in object.shallowSize(on: build).map { "\($0)" } ?? "–" })
    }
    return (head + rows + described).joined(separator: "\n")
  }
}
