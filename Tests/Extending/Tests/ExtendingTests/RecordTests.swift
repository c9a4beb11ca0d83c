import Foundation
import PySize
import Testing

struct SlotsRecord: Record {
  let id = "slots"
  let title = "__slots__"

  func code(_ sample: Sample) -> Code {
    let header = classHeader("Point", on: sample.build)
    return Code(
      source: "\(header)\n    __slots__ = \(sample.fields.tuple)\n\(sample.fields.initializer)",
      make: "Point(\(sample.fields.values))")
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    try .instanceWithSlots(sample, sample.fields.names)
  }
}

/// A class with one slot, which holds a tuple of the values.
struct WrappedTupleRecord: Record {
  let id = "wrapped-tuple"
  let title = "slot with a tuple"

  func code(_ sample: Sample) -> Code {
    let header = classHeader("Point", on: sample.build)
    return Code(
      source: """
        \(header)
            __slots__ = ('values',)
            def __init__(self, *values):
                self.values = values
        """,
      make: "Point(\(sample.fields.values))")
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    let point = try Prediction.instanceWithSlots(sample, ["values"])
    let tuple = PyType.tuple(on: sample.build)
    let items = sample.fields.names.count
    let block = tuple.block(items: [("items", items)])
    return Prediction(
      parts: point.parts + [
        Part("tuple", tuple.shallowSize(items: items), "sys.getsizeof(ob.values)")
      ],
      type: point.type,
      // Nobody asks for the empty tuple, which all share
      requests: items > 0 ? [tuple.request(for: block)] : [])
  }
}

/// A record of one's own.
@Suite struct RecordTests {
  @Test func itIsARowAmongOthers() throws {
    let survey = Survey(records: [WrappedTupleRecord()] + Catalogue.records)
    let comparisons = survey.predictions(on: try Build(parsing: "3.13.0"))
    let report = ComparisonReport([comparisons], counts: survey.counts)
    #expect(comparisons.comparisons[0].predicted ?? 0 == 104)
    #expect(report.rendered(as: .text).contains("slot with a tuple"))
    let row = comparisons.comparisons[0]
    #expect(row.status == .predicted)
    #expect(row.parts.map(\.name) == ["instance", "tuple"])
    #expect(row.taken == 48 + 64)
    #expect(row.instances.map(\.count) == survey.counts)
    for format in Format.allCases {
      #expect(!report.rendered(as: format).isEmpty)
    }
  }

  /// What the catalogue's own says, said from outside.
  @Test func theExampleSaysTheSame() throws {
    let inside = try #require(Catalogue.record("slots"))
    for build in Build.released {
      let sample = Sample(build: build)
      let ours = try SlotsRecord().prediction(sample)
      let theirs = try inside.prediction(sample)
      #expect(ours.size == theirs.size)
      #expect(ours.allocated == theirs.allocated)
      #expect(ours.block == theirs.block)
      #expect(SlotsRecord().code(sample) == inside.code(sample))
    }
  }

  /// A real interpreter measures it: by pysize's workers, where `pysize` is built beside these tests.
  @Test func aRealCPythonAgrees() async throws {
    let pysize = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "pysize").path
    guard FileManager.default.isExecutableFile(atPath: pysize) else {
      return print("skipped: a measurement of an own record because pysize is not built here")
    }
    let environment = ProcessInfo.processInfo.environment
    let pool = WorkerPool(
      executable: .init(pysize), environment: environment,
      cache: try PackageCache(environment: environment).folder)
    let finder = InterpreterFinder(environment: environment)
    let survey = Survey(records: [WrappedTupleRecord(), SlotsRecord()])
    var checked = 0
    for case .success(let interpreter) in await finder.find(["all"]) {
      let snippets = survey.snippets(for: interpreter.build)
      let measurements = await pool.measure(WorkerPool.Job(interpreter, snippets))
      for row in survey.comparisons(on: interpreter, with: measurements).comparisons {
        #expect(row.status == .match, "\(interpreter.build): \(row.reason ?? "")")
        checked += 1
      }
    }
    print("checked own records: \(checked) rows of real interpreters")
  }
}
