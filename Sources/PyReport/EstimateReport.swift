public import PyLayout

/// `pysize estimate`: one object on every build, equal layouts together.
public struct EstimateReport: Sendable {
  /// The object on one build.
  public struct Entry: Hashable, Sendable {
    /// The build.
    public let build: Build
    /// What `sys.getsizeof` answers for the object alone, in bytes.
    public let shallow: Int
    /// What `sys.getsizeof` answers for its parts together, in bytes.
    public let size: Int
    /// What the allocator hands out for its blocks, in bytes.
    public let allocated: Int
    /// The requests for its blocks, the object's own first.
    public let requests: [Request]

    /// An entry from its figures.
    public init(build: Build, shallow: Int, size: Int, allocated: Int, requests: [Request]) {
      self.build = build
      self.shallow = shallow.inMemory
      self.size = size.inMemory
      self.allocated = allocated.inMemory
      self.requests = requests
    }
  }

  /// What the object is: a record's id, a literal.
  public let what: String
  /// The builds that have it, in the order of their versions.
  public let entries: [Entry]
  /// Builds that cannot make it, and why.
  public let missing: [(build: Build, reason: String)]
  /// What the figures leave out; `nil` for nothing.
  public let note: String?
  /// For how many objects bytes are added up.
  public let counts: [Int]

  /// A report of one object.
  public init(
    what: String, _ entries: [Entry], missing: [(build: Build, reason: String)],
    note: String? = nil, counts: [Int] = []
  ) {
    self.counts = counts
    self.what = what
    self.entries = entries
    self.missing = missing
    self.note = note
  }
}

extension EstimateReport {
  /// Builds on which the object is laid out alike, and costs the same.
  struct Group {
    let first: Entry
    let layout: String
    var builds: [Build]
  }

  /// Biggest first.
  var groups: [Group] {
    var groups: [Group] = []
    for entry in entries {
      let layout = entry.layout
      let index = groups.firstIndex {
        $0.first.shallow == entry.shallow && $0.first.size == entry.size
          && $0.first.allocated == entry.allocated && $0.layout == layout
      }
      if let index {
        groups[index].builds.append(entry.build)
      } else {
        groups.append(Group(first: entry, layout: layout, builds: [entry.build]))
      }
    }
    return groups.sorted {
      ($0.first.allocated, $0.first.size) > ($1.first.allocated, $1.first.size)
    }
  }

  /// Each release beside the one before, of those that differ: no debug builds, 64-bit.
  var upgrades: [(from: Entry, to: Entry)] {
    zip(releases, releases.dropFirst()).filter {
      $0.size != $1.size || $0.allocated != $1.allocated
    }.map { ($0, $1) }
  }

  var releases: [Entry] { entries.filter { Build.released.contains($0.build) } }
}

extension EstimateReport.Entry {
  /// What the allocator hands out for `count` of them, in bytes.
  func allocated(_ count: Int) -> Int {
    let (bytes, isTooLarge) = allocated.multipliedReportingOverflow(by: count)
    return isTooLarge ? .max : bytes
  }

  /// `16 pre-header + 16 GC head + 16 head + 48`; other blocks behind a comma.
  var layout: String {
    if requests.isEmpty { return "of one block for many" }
    return requests.enumerated().map { index, request in
      index == 0 ? request.composition(on: build) : "\(request.size)"
    }.joined(separator: ", ")
  }
}

extension Request {
  /// What an object's own block is made of, in bytes.
  fileprivate func composition(on build: Build) -> String {
    let isManaged = domain == .gcObjectWithPreHeader
    let heads = [
      (isManaged ? 2 * build.pointerSize : 0, "pre-header"),
      (isManaged || domain == .gcObject ? build.gcHeadSize : 0, "GC head"),
      (PyObject.layout(on: build).size, "head"),
    ].filter { $0.0 > 0 }
    let rest = size - heads.reduce(0) { $0 + $1.0 }
    return heads.map { "\($0.0) \($0.1)" }.joined(separator: " + ")
      + (rest > 0 ? " + \(rest)" : "")
  }
}

extension [Build] {
  /// `3.8-3.10, 3.13t`: builds that are the newest of their series by the series alone, neighbours
  /// as a range.
  var ranges: [String] {
    var runs: [(suffix: String, series: ClosedRange<Int>)] = []
    var others: [String] = []
    for build in self {
      let text = "\(build)"
      let version = "\(build.version)"
      guard let index = Version.covered.firstIndex(of: build.version), text.hasPrefix(version)
      else {
        others.append(text)
        continue
      }
      let suffix = String(text.dropFirst(version.count))
      let last = runs.lastIndex { $0.suffix == suffix && $0.series.upperBound == index - 1 }
      if let last {
        runs[last].series = runs[last].series.lowerBound...index
      } else {
        runs.append((suffix, index...index))
      }
    }
    return runs.map { suffix, series in
      let first = Version.covered[series.lowerBound].series + suffix
      return series.count == 1
        ? first : "\(first)-\(Version.covered[series.upperBound].series + suffix)"
    } + others
  }
}
