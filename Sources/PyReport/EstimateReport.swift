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
    /// What its blocks are asked for with, the object's own first.
    public let requests: [Request]

    /// An entry from its figures.
    public init(build: Build, shallow: Int, size: Int, allocated: Int, requests: [Request]) {
      self.build = build
      self.shallow = shallow
      self.size = size
      self.allocated = allocated
      self.requests = requests
    }
  }

  /// What the object is: a record's id, a literal.
  public let what: String
  /// The builds that have it, in the order of their versions.
  public let entries: [Entry]
  /// Builds that cannot make it, and why.
  public let missing: [(build: Build, reason: String)]

  /// A report of one object.
  public init(what: String, _ entries: [Entry], missing: [(build: Build, reason: String)]) {
    self.what = what
    self.entries = entries
    self.missing = missing
  }
}

extension EstimateReport {
  /// Builds on which the object is laid out alike, and costs the same.
  private struct Group {
    let first: Entry
    let layout: String
    var builds: [Build]
  }

  /// Biggest first.
  private var groups: [Group] {
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
  private var upgrades: [(from: Entry, to: Entry)] {
    zip(releases, releases.dropFirst()).filter {
      $0.size != $1.size || $0.allocated != $1.allocated
    }.map { ($0, $1) }
  }

  private var releases: [Entry] { entries.filter { Build.released.contains($0.build) } }
}

extension EstimateReport.Entry {
  /// `16 pre-header + 16 GC head + 16 head + 48`; other blocks behind a comma.
  fileprivate var layout: String {
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
  /// `3.8-3.10, 3.13t`: builds that are the newest of their series by that, neighbours as one.
  fileprivate var ranges: [String] {
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

extension EstimateReport: Report {
  public var document: Document {
    let changes = upgradeRows
    return Document(
      [
        .heading("\(what), bytes on every CPython", level: 1), .picture(.bars(chart)),
        .table(groupTable),
      ]
        + (changes.isEmpty
          ? []
          : [
            .table(
              Table(
                columns: [
                  .text("upgrade"), .text("allocated"), .text("a million take"),
                  .text(hasParts ? "all parts" : "getsizeof"),
                ], rows: changes))
          ])
        + [.line("each series by its newest release known; @32 32-bit, t free-threaded, d debug")]
        + reasons.map { .line($0) })
  }

  /// Whether it has parts beside the object itself.
  private var hasParts: Bool { entries.contains { $0.shallow != $0.size } }

  private var groupTable: Table {
    var columns: [Table.Column] = [.number("allocated"), .number("getsizeof")]
    if hasParts { columns.append(.number("all parts")) }
    columns += [.text("layout"), .text("CPython")]
    return Table(
      columns: columns,
      rows: groups.flatMap { group in
        var cells = ["\(group.first.allocated)", "\(group.first.shallow)"]
        if hasParts { cells.append("\(group.first.size)") }
        cells.append(group.layout)
        // As many as a line has room for
        let builds = group.builds.ranges
        return stride(from: 0, to: builds.count, by: 3).map { start in
          let end = Swift.min(builds.count, start + 3)
          return Table.Row(
            (start == 0 ? cells : cells.map { _ in "" }) + [
              builds[start..<end].joined(separator: ", ") + (end < builds.count ? "," : "")
            ])
        }
      })
  }

  /// What each step costs or saves, and all of them together.
  private var upgradeRows: [Table.Row] {
    func row(_ from: Entry, _ to: Entry, _ emphasis: Emphasis = .none) -> Table.Row {
      let difference = to.allocated - from.allocated
      let million = Quantity.bytes(abs(difference) * 1_000_000)
      return Table.Row(
        [
          "\(from.build.version.series) to \(to.build.version.series)",
          Self.change(from.allocated, to.allocated),
          difference == 0 ? "the same" : "\(million) \(difference < 0 ? "less" : "more")",
          Self.change(from.size, to.size),
        ], emphasis)
    }
    let steps = upgrades.map { row($0, $1) }
    guard steps.count > 1, let first = releases.first, let last = releases.last else {
      return steps
    }
    return steps + [row(first, last, .strong)]
  }

  /// Version by version.
  private var chart: BarChart {
    BarChart(
      title: "\(what) on every CPython, 64-bit", series: ["allocated", "sys.getsizeof"],
      bars: entries.filter { Build.released.contains($0.build) }.map {
        .init(label: "\($0.build)", values: [$0.allocated, $0.size])
      })
  }

  /// `160 to 96`
  private static func change(_ from: Int, _ to: Int) -> String {
    from == to ? "\(to)" : "\(from) to \(to)"
  }

  /// `2.7.18, 3.6.15: before Python 3.7 there are no dataclasses`
  private var reasons: [String] {
    var lines: [String] = []
    for (_, reason) in missing where !lines.contains(where: { $0.hasSuffix(": \(reason)") }) {
      let builds = missing.filter { $0.reason == reason }.map(\.build)
      lines.append("\(builds.ranges.joined(separator: ", ")): \(reason)")
    }
    return lines
  }

  public var flatTable: Table {
    Table(
      columns: ["what", "build", "allocated", "getsizeof", "reason", "shallow", "layout"]
        .map { .text($0) },
      rows: entries.map { entry in
        .init([
          what, "\(entry.build)", "\(entry.allocated)", "\(entry.size)", "", "\(entry.shallow)",
          entry.layout,
        ])
      } + missing.map { .init([what, "\($0.build)", "", "", $0.reason, "", ""]) })
  }

  public var json: JSON {
    .object([
      "schema": .int(1), "what": .string(what),
      "groups": .array(
        groups.map { group in
          .object([
            "allocated": .int(group.first.allocated), "getsizeof": .int(group.first.size),
            "shallow": .int(group.first.shallow),
            "blocks": .array(group.first.requests.map { .int($0.size) }),
            "builds": .array(group.builds.map { .string("\($0)") }),
          ])
        }),
      "upgrades": .array(
        upgrades.map { from, to in
          .object([
            "from": .string("\(from.build)"), "to": .string("\(to.build)"),
            "allocated": .int(to.allocated - from.allocated),
            "getsizeof": .int(to.size - from.size),
          ])
        }),
      "missing": .array(
        missing.map {
          .object(["build": .string("\($0.build)"), "reason": .string($0.reason)])
        }),
    ])
  }
}
