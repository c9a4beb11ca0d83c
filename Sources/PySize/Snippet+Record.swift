public import PyBridge
import PyLayout
public import PyRecords

extension Snippet {
  /// The Python that makes a record and measures its parts, those that are shared last.
  ///
  /// - Parameter id: the snippet's name; `nil` for the record's.
  /// - Throws: `NotModelled` when the sample names a package version that is not known.
  public init(
    _ record: any Record, _ sample: Sample, id: String? = nil, allocated: Bool = false
  ) throws(NotModelled) {
    let code = record.code(sample)
    let prediction = try record.prediction(sample)
    var parts = (prediction.parts + prediction.shared).map { Part(name: $0.name, size: $0.python) }
    var besides: [String: String] = [:]
    if allocated {
      // Malloc is asked only where it gives something: others use it, too
      let asksMalloc = prediction.requests.contains { sample.build.asksMalloc(for: $0) }
      let make = "lambda n: (\(code.makeAnother))"
      let isLarge = asksMalloc ? "True" : "False"
      let ask =
        prediction.rows != nil
        ? "allocated_rows(lambda n: (\(code.make)))" : "allocated(\(make), \(isLarge))"
      parts.append(Part(name: Comparison.Part.allocated, size: ask))
      if !sample.build.countsBlocks && prediction.rows == nil {
        let settled = record.settledInstance(sample)
        besides[Self.untouched] = "untouched(\(make), \(settled), \(isLarge))"
      }
    }
    var snippet = Snippet(
      id: id ?? record.id, package: record.package.map { Package($0, on: sample) },
      extensionSource: code.extensionSource, preamble: allocated ? Self.allocation : "",
      source: code.source, make: code.make, count: record.number(of: sample), parts: parts)
    snippet.besides = besides
    self = allocated ? snippet.withWitness : snippet
  }

  /// A tuple of instances that nobody has looked at.
  static let untouched = "instances untouched"

  /// Python that defines `allocated(make, asks_malloc)`, what the allocator hands out for one object
  /// more.
  package static let allocation = String(decoding: PackageResources.allocation_py, as: UTF8.self)
}

extension Snippet.Package {
  /// The record's package as the sample's build can have it.
  public init(_ package: PyRecords.Package, on sample: Sample) {
    self.init(
      name: package.requirement(on: sample.build), module: package.module,
      preparation: package.preparation)
  }
}
