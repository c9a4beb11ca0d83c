public import PyLayout

/// `pysize estimate`: one object on every build, equal costs together.
public struct EstimateReport: Sendable {
  /// The object on one build.
  public struct Entry: Hashable, Sendable {
    /// The build.
    public let build: Build
    /// What `sys.getsizeof` answers for its parts together, in bytes.
    public let size: Int
    /// What the allocator hands out for its blocks, in bytes.
    public let allocated: Int

    /// An entry from its figures.
    public init(build: Build, size: Int, allocated: Int) {
      self.build = build
      self.size = size
      self.allocated = allocated
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
  /// Builds on which the object costs the same.
  private struct Group {
    let first: Entry
    var builds: [Build]
  }

  /// Biggest first.
  private var groups: [Group] {
    var groups: [Group] = []
    for entry in entries {
      let index = groups.firstIndex {
        $0.first.size == entry.size && $0.first.allocated == entry.allocated
      }
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
  private var upgrades: [(from: Entry, to: Entry)] {
    let releases = entries.filter { Build.released.contains($0.build) }
    return zip(releases, releases.dropFirst()).filter {
      $0.size != $1.size || $0.allocated != $1.allocated
    }.map { ($0, $1) }
  }
}

extension EstimateReport: Report {
  public var document: Document {
    let table = Table(
      columns: [.number("allocated"), .number("getsizeof"), .text("CPython")],
      rows: groups.flatMap { group in
        // As many builds as a line has room for
        let builds = group.builds.map { "\($0)" }
        return stride(from: 0, to: builds.count, by: 6).map { start in
          let cells = start == 0 ? ["\(group.first.allocated)", "\(group.first.size)"] : ["", ""]
          let end = min(builds.count, start + 6)
          return Table.Row(
            cells + [
              builds[start..<end].joined(separator: ", ") + (end < builds.count ? "," : "")
            ])
        }
      })
    let changes = upgrades.map { from, to in
      Document.Block.line(
        "\(from.build) to \(to.build): allocated \(Self.change(from.allocated, to.allocated)),"
          + " sys.getsizeof \(Self.change(from.size, to.size))")
    }
    return Document(
      [
        .heading("\(what), bytes on every CPython", level: 1), .picture(.bars(chart)),
        .table(table),
      ]
        + changes
        + reasons.map { .line($0) })
  }

  /// Version by version.
  private var chart: BarChart {
    BarChart(
      title: "\(what) on every CPython, 64-bit", series: ["allocated", "sys.getsizeof"],
      bars: entries.filter { Build.released.contains($0.build) }.map {
        .init(label: "\($0.build)", values: [$0.allocated, $0.size])
      })
  }

  /// `160 to 96, 64 less`
  private static func change(_ from: Int, _ to: Int) -> String {
    if from == to { return "\(to) as before" }
    return "\(from) to \(to), \(abs(to - from)) \(to < from ? "less" : "more")"
  }

  /// `2.7.18, 3.6.15: before Python 3.7 there are no dataclasses`
  private var reasons: [String] {
    var lines: [String] = []
    for (_, reason) in missing where !lines.contains(where: { $0.hasSuffix(": \(reason)") }) {
      let builds = missing.filter { $0.reason == reason }.map { "\($0.build)" }
      lines.append("\(builds.joined(separator: ", ")): \(reason)")
    }
    return lines
  }

  public var flatTable: Table {
    Table(
      columns: ["what", "build", "allocated", "getsizeof", "reason"].map { .text($0) },
      rows: entries.map { .init([what, "\($0.build)", "\($0.allocated)", "\($0.size)", ""]) }
        + missing.map { .init([what, "\($0.build)", "", "", $0.reason]) })
  }

  public var json: JSON {
    .object([
      "schema": .int(1), "what": .string(what),
      "groups": .array(
        groups.map { group in
          .object([
            "allocated": .int(group.first.allocated), "getsizeof": .int(group.first.size),
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
