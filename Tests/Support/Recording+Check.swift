import PyBridge
import PyRecords

extension Recording {
  /// What a recording beside the model comes to.
  public struct Check: Sendable {
    /// How many cases were compared.
    public fileprivate(set) var checked = 0
    /// The records and types that could not be compared, each with the reason.
    public fileprivate(set) var skipped: [String: String] = [:]
    /// Where the two disagree.
    public fileprivate(set) var faults: [String] = []
  }

  /// Why a record or a type that came after the recording is skipped.
  public static let missing = "nothing is recorded of it yet: Tests/Recording/record.sh needs root"

  /// Compares each case with what was measured of it.
  ///
  /// What came after the recording is skipped by name, for few can make it again. A record of which
  /// some cases are there is not new, and what no record and no type asks for belongs to nothing.
  public func check(_ records: [RecordCases.Case], _ types: [TypeCases.Case]) -> Check {
    var check = Check()
    let measured = Dictionary(measurements.map { ($0.id, $0) }) { a, _ in a }
    let known = Set(measurements.map(\.recordID))
    for aCase in records {
      guard let measurement = measured[aCase.id] else {
        if known.contains(aCase.record.id) {
          check.faults.append("\(build) has no \(aCase.id): record it again")
        } else {
          check.skipped[aCase.record.id] = Self.missing
        }
        continue
      }
      guard measurement.status == .measured else {
        check.skipped[aCase.record.id] = measurement.reason ?? ""
        continue
      }
      check.add(RecordCases.disagreement(aCase, measurement))
    }
    for aCase in types {
      if let measurement = measured[aCase.id] {
        check.add(TypeCases.disagreement(aCase, measurement))
      } else {
        check.skipped[aCase.id] = Self.missing
      }
    }
    let asked = Set(records.map(\.record.id))
    let askedTypes = Set(types.map(\.id))
    for id in measurements.filter({ !asked.contains($0.recordID) }).map(\.id)
    where !askedTypes.contains(id) {
      check.faults.append("\(build) has \(id), which no record and no type is: record it again")
    }
    return check
  }
}

extension Recording.Check {
  fileprivate mutating func add(_ disagreement: String?) {
    checked += 1
    if let disagreement { faults.append(disagreement) }
  }
}

extension Measurement {
  /// The record of whose cases this is one, by the case's name.
  fileprivate var recordID: String { String(id.prefix { $0 != "/" }) }
}
