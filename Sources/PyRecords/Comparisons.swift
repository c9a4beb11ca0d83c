public import PyLayout

/// The records of one interpreter, or of one build without one, each prediction beside its measurement.
public struct Comparisons: Sendable {
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

  /// Comparisons from their facts.
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

  /// The same with a class of the user's before the records.
  public func with(_ own: Comparison) -> Comparisons {
    Comparisons(
      build: build, executable: executable, libpython: libpython, bridge: bridge,
      comparisons: [own] + comparisons, valueAllocated: valueAllocated, own: own)
  }
}

extension Comparisons {
  /// What others are compared with, the user's class or the dict; `nil` when neither was asked for.
  public var standard: Comparison? { own ?? comparisons.first { $0.record.id == "dict" } }

  /// Those with figures, which take most first.
  public var ranked: [Comparison] {
    comparisons.filter { $0.predicted != nil || $0.measured != nil || $0.taken != nil }
      .sorted { $0.taken ?? 0 > $1.taken ?? 0 }
  }

  /// How many records compare in a way.
  package func count(of status: Comparison.Status) -> Int {
    comparisons.count { $0.status == status }
  }

  /// The records that could stand for the user's class, which take most first: those that refer to
  /// their values, and have slots only where nothing speaks against them. None where it is more than
  /// its fields.
  public var alternatives: [Comparison] {
    let user = own?.record as? UserRecord
    guard let own, user?.besides == nil, !own.sample.fields.names.isEmpty else { return [] }
    return ranked.filter { one in
      one.record.id != own.record.id && !one.record.storesValues && one.taken != nil
        && (user?.objection == nil || !one.record.id.hasSuffix("slots"))
    }
  }

  /// Of these what a class statement can be changed to, and what takes least; only what takes less than
  /// the user's class.
  public var savings: [Comparison] {
    guard let taken = own?.taken, let least = alternatives.last else { return [] }
    let slots = alternatives.first { $0.record.id == "slots" }
    return [slots, slots?.taken == least.taken ? nil : least].compactMap(\.self)
      .filter { $0.taken ?? taken < taken }
  }
}

extension Comparison {
  /// What one instance takes of the allocator, in bytes; `nil` where nobody says.
  public var taken: Int? { allocated.measured ?? allocated.predicted }
}
