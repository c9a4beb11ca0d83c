public import PyLayout

/// One object on every build, equal layouts together.
public struct Estimates: Sendable {
  /// What the object is: a record's id, a literal.
  public let what: String
  /// The builds that have it, in the order of their versions.
  public let entries: [Estimate]
  /// Builds that cannot make it, and why.
  public let missing: [(build: Build, reason: String)]
  /// What the figures leave out; `nil` for nothing.
  public let note: String?
  /// For how many objects bytes are added up.
  public let counts: [Int]

  /// One object's estimates.
  public init(
    what: String, _ entries: [Estimate], missing: [(build: Build, reason: String)],
    note: String? = nil, counts: [Int] = []
  ) {
    self.counts = counts
    self.what = what
    self.entries = entries
    self.missing = missing
    self.note = note
  }
}

extension Estimates {
  /// Builds on which the object is laid out alike, and costs the same.
  public struct Group: Hashable, Sendable {
    /// The figures, as they are on the first of them.
    public let first: Estimate
    /// The builds.
    public fileprivate(set) var builds: [Build]
  }

  /// Builds that take the same, those that take most first.
  public var groups: [Group] {
    var groups: [Group] = []
    for entry in entries {
      let index = groups.firstIndex { $0.first.isAlike(entry) }
      if let index {
        groups[index].builds.append(entry.build)
      } else {
        groups.append(Group(first: entry, builds: [entry.build]))
      }
    }
    return groups.sorted {
      ($0.first.allocated, $0.first.size) > ($1.first.allocated, $1.first.size)
    }
  }

  /// Each release beside the one before, of those that differ: no debug builds, 64-bit.
  public var upgrades: [(from: Estimate, to: Estimate)] {
    zip(releases, releases.dropFirst()).filter {
      $0.size != $1.size || $0.allocated != $1.allocated
    }.map { ($0, $1) }
  }

  /// Those on the newest release of each series: no debug builds, 64-bit.
  public var releases: [Estimate] { entries.filter { Build.released.contains($0.build) } }
}
