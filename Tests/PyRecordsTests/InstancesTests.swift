import PyLayout
import PyRecords
import Testing

/// What many instances take: the true sequence, added up.
@Suite struct InstancesTests {
  static let counts = [1, 2, 25, 26, 40]
  static let builds =
    Build.released
    + ["3.11.7", "3.7.3", "3.13.0t"]
    .compactMap { try? Build(parsing: $0) }

  @Test(arguments: builds)
  func sumsAreTheSequences(_ build: Build) throws {
    for record in Catalogue.records {
      var sample = Sample(build: build)
      if record.obstacle(sample) != nil { continue }
      let instances = try record.instances(Self.counts, sample)
      #expect(instances.map(\.count) == Self.counts, "\(build) \(record.id)")
      let shared = try record.prediction(sample).shared.map(\.size).reduce(0, +)
      for one in instances {
        var sum = shared
        for nth in 1...one.count {
          sample.nth = nth
          sum += try record.prediction(sample).size
        }
        #expect(one.bytes == sum, "\(build) \(record.id): \(one.count) instances")
      }
    }
  }

  /// From the settled instance on all are alike.
  @Test(arguments: builds)
  func settledInstancesAreAlike(_ build: Build) throws {
    for record in Catalogue.records {
      for count in [0, 1, 3, 6, 12, 29, 30, 31, 45, 300] {
        let fields = Fields(unchecked: (0..<count).map { "f\($0)" })
        var sample = Sample(build: build, fields: fields)
        if record.obstacle(sample) != nil { continue }
        let number = record.settledInstance(sample)
        let settled = try record.prediction(sample)
        for more in [0, 1, 2, 100, 1000] {
          sample.nth = number + more
          let later = try record.prediction(sample)
          let place: Comment = "\(build) \(record.id), \(count) fields: instance \(number + more)"
          #expect(later.size == settled.size && later.allocated == settled.allocated, place)
          #expect(later.block.rows == settled.block.rows, place)
        }
        // Nor does it settle earlier
        guard number > 1 else { continue }
        sample.nth = number - 1
        let before = try record.prediction(sample)
        #expect(
          before.size != settled.size || before.allocated != settled.allocated
            || before.block.rows != settled.block.rows,
          "\(build) \(record.id), \(count) fields: instance \(number - 1) is like all later ones")
      }
    }
  }

  /// A thousand million instances are as many times the settled one, less what the first differ by.
  @Test(arguments: builds)
  func thousandMillionsAddUp(_ build: Build) throws {
    let billion = 1_000_000_000
    for record in Catalogue.records {
      var sample = Sample(build: build)
      if record.obstacle(sample) != nil { continue }
      let settled = record.settledInstance(sample)
      let sums = try record.instances([0, settled, billion], sample).map(\.bytes)
      sample.nth = settled
      let one = try record.prediction(sample).size
      let shared = try record.prediction(sample).shared.map(\.size).reduce(0, +)
      #expect(sums[0] == shared, "\(build) \(record.id): no instance")
      #expect(sums[2] == sums[1] + (billion - settled) * one, "\(build) \(record.id)")
    }
  }
}
