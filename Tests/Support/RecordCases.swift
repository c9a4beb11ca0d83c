public import PyBridge
public import PyLayout
public import PyRecords
import PySize

/// The cases that every interpreter is asked, live or by the recorder.
public enum RecordCases {
  /// Numbers of fields that reach every step of dicts, sets and key tables up to 64 slots.
  public static let fieldCounts = [0, 1, 2, 3, 5, 6, 8, 12, 20, 31, 40]
  /// Instances of a class before, while and after its key table shrinks.
  public static let instanceNumbers = [1, 2, 3, 10, 40]

  /// One record with a number of fields, as the nth instance of its class.
  public struct Case: Sendable {
    /// The record.
    public let record: any Record
    /// The fields, the instance, the build.
    public let sample: Sample
    /// Names the case: `class/3/10`.
    public var id: String { "\(record.id)/\(sample.fields.names.count)/\(sample.nth ?? 0)" }
    fileprivate var sizes: [Int] { (try? record.prediction(sample).parts.map(\.size)) ?? [] }
  }

  /// The cases that a build can make.
  ///
  /// - Parameter everyInstance: also for records whose instances do not depend on one another.
  public static func all(on build: Build, everyInstance: Bool) -> [Case] {
    Catalogue.records.flatMap { record in
      fieldCounts.flatMap { count in
        let cases = instanceNumbers.map { nth in
          let names = (0..<count).map { "f\($0)" }
          return Case(
            record: record,
            sample: Sample(build: build, fields: Fields(unchecked: names), nth: nth))
        }
        let hasOneSize = Set(cases.map(\.sizes)).count == 1
        return hasOneSize && !everyInstance ? Array(cases.prefix(1)) : cases
      }
    }.filter { $0.record.obstacle($0.sample) == nil }
  }

  /// Why the model and a measurement of a case disagree; `nil` when they agree in every figure.
  public static func disagreement(_ aCase: Case, _ measurement: Measurement) -> String? {
    let comparison = Comparison(
      aCase.record, aCase.sample, counts: [], measurement: measurement)
    return comparison.status == .match
      ? nil
      : "\(aCase.sample.build) \(aCase.id): \(comparison.reason ?? comparison.status.rawValue)"
  }
}

extension Snippet {
  /// The snippet of a case, under the case's name.
  public init(_ aCase: RecordCases.Case) throws {
    try self.init(aCase.record, aCase.sample, id: aCase.id)
  }
}
