import PyLayout
public import PyRecords

/// `pysize compare`: every record on one or more interpreters or builds.
public struct ComparisonReport: Sendable {
  /// The interpreters or builds, in the order they were asked for.
  public let subjects: [Comparisons]
  /// The numbers of instances whose bytes are shown.
  public let counts: [Int]

  /// A report on these.
  public init(_ subjects: [Comparisons], counts: [Int]) {
    self.subjects = subjects
    self.counts = counts
  }
}

extension Comparisons {
  /// `CPython 3.13.0  64-bit  GC head 16  via libpython3.13.so.1.0`
  var title: String {
    var facts = ["CPython \(build)", "\(build.pointerSize * 8)-bit", "GC head \(build.gcHeadSize)"]
    if let libpython, let name = libpython.split(separator: "/").last {
      facts.append("via \(name)")
    } else if bridge != nil {
      facts.append("via the process's memory")
    } else {
      facts.append("predicted, not checked")
    }
    return facts.joined(separator: "  ")
  }

  /// `24 records: 23 agree with CPython, 1 unavailable`
  var summary: String {
    let counts = [
      (count(of: .match), "agree with CPython"), (count(of: .mismatch), "differ"),
      (count(of: .failed), "failed"), (count(of: .unavailable), "unavailable"),
      (count(of: .predicted), "predicted, not checked"),
    ]
    let noun = comparisons.count == 1 ? "record" : "records"
    return "\(comparisons.count) \(noun): "
      + counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }
}
