import CommandLineSupport
import PySize
import Testing

/// Which instance is looked at: of a class in a real interpreter a later one, when all are alike, or
/// the one that is asked for; each takes what the model says of it.
@Suite struct StandingTests {
  static let setup = """
    class P(object):
        def __init__(self):
            self.x = 1; self.y = 2; self.z = 3
    once = iter([P()])
    """

  private func layout(
    _ make: String, _ nth: Int?, on interpreter: Interpreter
  ) async throws -> ObjectLayout {
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment,
      cache: WorkerPool.noCache)
    return try await What.expression(make, setup: Self.setup, nth: nth)
      .layout(on: interpreter, pool: pool)
  }

  @Test func expressionsTakeWhatTheModelSays() async throws {
    let record = try #require(Catalogue.record("class"))
    for interpreter in await LiveRecordTests.interpreters() {
      let build = interpreter.build
      // The setup makes the first
      for nth in [nil, 1, 9] {
        let report = try await layout("P() # made", nth, on: interpreter)
        let sample = Sample(build: build, nth: nth.map { $0 + 1 })
        let model = try record.prediction(sample).allocated
        #expect(report.allocated == model, "\(build): instance \(nth ?? 0) after the first")
        #expect(nth == nil || report.standing?.nth == nth, "\(build): \(nth ?? 0)")
      }
      // What can be had once alone is looked at as it is
      let once = try await layout("next(once)", nil, on: interpreter)
      let first = try record.prediction(Sample(build: build, nth: 1)).allocated
      #expect(once.allocated == first && once.standing?.nth == 1, "\(build): next(once)")
      // And what is no class's instance is made once
      let list = try await layout("[P]", nil, on: interpreter)
      #expect(list.standing?.nth == 1 && list.standing?.first == nil, "\(build): a list")
      print("checked \(build): instances by number")
    }
  }

  /// A note speaks of other instances only where they take something else.
  @Test func notesComeWhereTheyChangeSomething() throws {
    for build in Build.released {
      for record in Catalogue.records where record.obstacle(Sample(build: build)) == nil {
        let sizes = try [1, nil].map {
          try record.prediction(Sample(build: build, nth: $0)).allocated
        }
        for (nth, other) in [(1, sizes[1]), (nil, sizes[0])] {
          let standing = try record.standing(of: Sample(build: build, nth: nth))
          let isSame = sizes[0] == sizes[1]
          #expect(
            (standing.later == nil && standing.first == nil) == isSame, "\(build) \(record.id)")
          #expect([standing.later, standing.first].contains(isSame ? nil : other), "\(build)")
        }
      }
    }
  }

  /// What a million take is a million times what one takes, but for the first few.
  @Test func compareSaysTheSameInAllItsColumns() throws {
    for build in Build.released {
      for comparison in Survey(counts: [1_000_000]).predictions(on: build).comparisons {
        guard let one = comparison.allocated.predicted,
          let all = comparison.instances.first?.allocated
        else { continue }
        let difference = Double(all) / Double(one * 1_000_000) - 1
        #expect(abs(difference) < 0.001, "\(build) \(comparison.record.id): \(one), \(all)")
      }
    }
  }
}
