public import PyLayout

/// The article retold for a build, each figure from its layout.
public struct Article: Sendable {
  /// One way to store the fields.
  public struct Section: Sendable {
    /// The record.
    public let record: any Record
    /// The Python that makes it.
    public let code: Code
    /// What the model says of it.
    public let prediction: Prediction
    /// What each of the numbers of instances takes.
    public let instances: [Instances]
    /// What the allocator hands out for one instance more, once all are alike, in bytes.
    public let allocated: Int
    /// Where the article says otherwise; `nil` for nowhere.
    public let note: String?
  }

  /// A section that the build cannot make.
  public struct Omission: Hashable, Sendable {
    /// The record's title.
    public let title: String
    /// Why it cannot be made.
    public let reason: String
  }

  /// The build.
  public let build: Build
  /// The sections, in the article's order.
  public let sections: [Section]
  /// The sections that the build cannot make.
  public let omissions: [Omission]

  /// The article for a build.
  ///
  /// - Parameters:
  ///   - sample: the build, the fields and the instance that the sections show.
  ///   - counts: the numbers of instances of the tables.
  /// - Throws: `NotModelled` never for the newest packages, which the article uses.
  public init(_ sample: Sample, counts: [Int]) throws(NotModelled) {
    build = sample.build
    var sections: [Section] = []
    var omissions: [Omission] = []
    for record in Catalogue.article {
      if let reason = record.obstacle(sample) {
        omissions.append(Omission(title: record.title, reason: reason))
        continue
      }
      sections.append(
        Section(
          record: record, code: record.code(sample), prediction: try record.prediction(sample),
          instances: try record.instances(counts, sample),
          allocated: try record.settledPrediction(sample).allocated, note: record.note(sample)))
    }
    self.sections = sections
    self.omissions = omissions
  }

  /// The GC head of 3.7.3, on which the article's figures were measured, in bytes.
  package static var measuredHeadSize: Int { (try? Build(Version(3, 7, 3)))?.gcHeadSize ?? 0 }
}

extension Article.Section {
  /// The Python as a program would have it.
  public var program: String {
    let lines = [code.extensionSource, code.source, code.make].compactMap(\.self)
    return lines.filter { !$0.isEmpty }.joined(separator: "\n").trimmingNewlines
  }

  /// Bytes that `sys.getsizeof` counts for the instance beyond its block.
  package var elsewhereSize: Int {
    guard let instance = prediction.parts.first, prediction.elsewhere != nil else { return 0 }
    return instance.size - prediction.block.size
  }
}

extension String {
  fileprivate var trimmingNewlines: String {
    String(reversed().drop { $0 == "\n" }.reversed())
  }
}
