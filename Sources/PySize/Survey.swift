public import PyBridge
import PyEmulator
public import PyLayout
public import PyRecords
import SystemPackage

/// The same question to every record: its fields, the nth instance, numbers of instances.
public struct Survey: Sendable {
  /// The records asked about.
  public let records: [any Record]
  /// The names they store values under.
  public let fields: Fields
  /// Which instance of a fresh class is looked at, from 1 on; `nil` for the first from which on all are
  /// alike.
  public let nth: Int?
  /// For how many instances bytes are added up.
  public let counts: [Int]

  /// A survey of all records, or some; an instance before the first is taken for the first.
  public init(
    records: [any Record] = Catalogue.records, fields: Fields = .article, nth: Int? = nil,
    counts: [Int] = [1_000_000, 10_000_000, 100_000_000]
  ) {
    self.records = records
    self.fields = fields
    self.nth = nth.map { max(1, $0) }
    self.counts = counts
  }

  private func sample(on build: Build) -> Sample { Sample(build: build, fields: fields, nth: nth) }

  /// The model's answers alone.
  public func predictions(on build: Build) -> Comparisons {
    let comparisons = records.map { record in
      Comparison(record, sample(on: build), counts: counts, measurement: nil)
    }
    return Comparisons(
      build: build, comparisons: comparisons, valueAllocated: Self.valueAllocated(on: build))
  }

  /// What an interpreter of this build has to run: a snippet for each record that it can make.
  public func snippets(for build: Build) -> [Snippet] {
    records.filter { $0.obstacle(sample(on: build)) == nil }
      .compactMap { try? Snippet($0, sample(on: build), allocated: true) }
  }

  /// The model's answers beside the interpreter's.
  ///
  /// - Parameter measurements: what came of ``snippets(for:)``.
  public func comparisons(
    on interpreter: Interpreter, with measurements: [Measurement]
  ) -> Comparisons {
    let comparisons = records.map { record in
      Comparison(
        record, sample(on: interpreter.build), counts: counts,
        measurement: measurements.first { $0.id == record.id }
          ?? Measurement(id: record.id, status: .failed, reason: "the interpreter gave no answer"))
    }
    return Comparisons(
      build: interpreter.build, executable: interpreter.executable.text,
      libpython: interpreter.libpython?.text, bridge: interpreter.bridge.rawValue,
      comparisons: comparisons, valueAllocated: Self.valueAllocated(on: interpreter.build))
  }

  /// What the allocator hands out for a value that not all share.
  private static func valueAllocated(on build: Build) -> Int? {
    try? What.literal("1000000").estimate(on: build).allocated
  }
}
