import PyEmulator
import PyRecords
public import PyReport

extension ArticleReport {
  /// The article for a build, with what its allocator hands out.
  ///
  /// - Parameters:
  ///   - sample: the build, the fields and the instance that the sections show.
  ///   - counts: the numbers of instances of the tables.
  /// - Throws: `NotModelled` never for the newest packages, which the article uses.
  public init(allocatedOn sample: Sample, counts: [Int]) throws(NotModelled) {
    try self.init(sample, counts: counts) { record in
      (try? Heap(sample.build)).flatMap { record.allocated(sample, counts, in: $0) }
        .map { (one: $0.one.size, totals: $0.totals) }
    }
  }
}
