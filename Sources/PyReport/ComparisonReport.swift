public import PyLayout
public import PyRecords

/// `pysize compare`: every record on one or more interpreters or builds.
public struct ComparisonReport: Sendable {
  /// One interpreter, or one build without one.
  public struct Subject: Sendable {
    /// The build.
    public let build: Build
    /// The interpreter's executable; `nil` when there is none.
    public let executable: String?
    /// Its libpython; `nil` when there is none.
    public let libpython: String?
    /// How it was reached: `libpython` or `process`; `nil` when there is none.
    public let bridge: String?
    /// Its records.
    public let comparisons: [Comparison]
    /// What the allocator hands out for an int that not all share, in bytes; `nil` where nobody says.
    public let valueAllocated: Int?
    /// The user's class, one of its records; `nil` where none was asked about.
    public let own: Comparison?

    /// A subject from its facts.
    public init(
      build: Build, executable: String? = nil, libpython: String? = nil, bridge: String? = nil,
      comparisons: [Comparison], valueAllocated: Int? = nil, own: Comparison? = nil
    ) {
      self.build = build
      self.executable = executable
      self.libpython = libpython
      self.bridge = bridge
      self.comparisons = comparisons
      self.valueAllocated = valueAllocated
      self.own = own
    }

    /// The subject with a class of the user's before its records.
    public func with(_ own: Comparison) -> Subject {
      Subject(
        build: build, executable: executable, libpython: libpython, bridge: bridge,
        comparisons: [own] + comparisons, valueAllocated: valueAllocated, own: own)
    }
  }

  /// The subjects, in the order they were asked for.
  public let subjects: [Subject]
  /// The numbers of instances whose bytes are shown.
  public let counts: [Int]

  /// A report on these subjects.
  public init(_ subjects: [Subject], counts: [Int]) {
    self.subjects = subjects
    self.counts = counts
  }
}

extension ComparisonReport.Subject {
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

  /// What others are compared with, the user's class or the dict; `nil` when neither was asked for.
  var standard: Comparison? { own ?? comparisons.first { $0.record.id == "dict" } }

  /// Those with figures, which take most first.
  var shown: [Comparison] {
    comparisons.filter { $0.predicted != nil || $0.measured != nil || $0.taken != nil }
      .sorted { $0.taken ?? 0 > $1.taken ?? 0 }
  }

  /// `24 records: 23 agree with CPython, 1 unavailable`
  var summary: String {
    func count(_ status: Comparison.Status) -> Int {
      comparisons.filter { $0.status == status }.count
    }
    let counts = [
      (count(.match), "agree with CPython"), (count(.mismatch), "differ"),
      (count(.failed), "failed"), (count(.unavailable), "unavailable"),
      (count(.predicted), "predicted, not checked"),
    ]
    let noun = comparisons.count == 1 ? "record" : "records"
    return "\(comparisons.count) \(noun): "
      + counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }
}

extension Comparison {
  /// What one instance takes of the allocator, in bytes; `nil` where nobody says.
  var taken: Int? { allocated.measured ?? allocated.predicted }
}
