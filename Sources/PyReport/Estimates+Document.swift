import PyLayout
public import PyRecords

extension Estimates: Report {
  /// A table of builds that take the same, and what each upgrade changes.
  public var document: Document {
    let changes = upgradeRows
    return Document(
      [
        .heading("\(what), bytes on every CPython", level: 1)
      ] + lead.map { .lead($0) } + [.picture(.bars(chart)), .table(groupTable)]
        + (changes.isEmpty
          ? []
          : [
            .table(
              Table(
                columns: [
                  .text("upgrade"), .text("allocated"), .text("a million take", dispensable: 1),
                  .text(hasParts ? "all parts" : "getsizeof", dispensable: 2),
                ], rows: changes))
          ])
        + [.line("each series by its newest release known; @32 32-bit, t free-threaded, d debug")]
        + (reasons + [note].compactMap(\.self)).map { .line($0) })
  }

  /// What matters most: what it takes on the oldest release, the newest, and where it takes least.
  private var lead: [String] {
    guard let first = releases.first, let last = releases.last, releases.count > 1 else {
      return []
    }
    let least = releases.min { $0.allocated < $1.allocated } ?? last
    let isLess = least.allocated < min(first.allocated, last.allocated)
    let sentence =
      "\(what) takes \(first.allocated) bytes on CPython \(first.build.version.series),"
      + " \(last.allocated) on \(last.build.version.series)"
      + (isLess ? ", and least on \(least.build.version.series): \(least.allocated)." : ".")
    guard last.size > last.allocated else { return [sentence] }
    return [
      sentence,
      "sys.getsizeof adds up \(last.size) on \(last.build.version.series), and both are right: it"
        + " counts what is made when it is asked for, as a __dict__ is.",
    ]
  }

  /// Whether it has parts beside the object itself.
  private var hasParts: Bool { entries.contains { $0.shallow != $0.size } }

  private var groupTable: Table {
    var columns: [Table.Column] = [.number("allocated"), .number("getsizeof", dispensable: 2)]
    if hasParts { columns.append(.number("all parts", dispensable: 1)) }
    columns += counts.map { .number("\(Quantity.count($0)) allocated", dispensable: 4) }
    columns += [.text("layout", dispensable: 3), .text("CPython", breaks: true)]
    return Table(
      columns: columns,
      rows: groups.map { group in
        var cells = ["\(group.first.allocated)", "\(group.first.shallow)"]
        if hasParts { cells.append("\(group.first.size)") }
        cells += counts.map { Quantity.bytes(group.first.allocated($0)) }
        return Table.Row(cells + [group.first.layout, group.builds.ranges.joined(separator: ", ")])
      })
  }

  /// What each step costs or saves, and all of them together.
  private var upgradeRows: [Table.Row] {
    func row(_ from: Estimate, _ to: Estimate, _ emphasis: Emphasis = .none) -> Table.Row {
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
        .init(label: "\($0.build)", values: [$0.allocated, $0.shallow])
      })
  }

  /// `160 to 96`
  private static func change(_ from: Int, _ to: Int) -> String {
    from == to ? "\(to)" : "\(from) to \(to)"
  }

  /// `2.7, 3.6: before Python 3.7 there are no dataclasses`
  private var reasons: [String] {
    var lines: [String] = []
    for (_, reason) in missing where !lines.contains(where: { $0.hasSuffix(": \(reason)") }) {
      let builds = missing.filter { $0.reason == reason }.map(\.build)
      lines.append("\(builds.ranges.joined(separator: ", ")): \(reason)")
    }
    return lines
  }

  /// A row for each build, those without a figure last.
  public var flatTable: Table {
    Table(
      columns: [
        "what", "build", "allocated", "getsizeof", "reason", "shallow", "layout", "all_parts",
      ].map { .text($0) } + counts.map { .number("allocated_\($0)") },
      rows: entries.map { entry in
        let many = counts.map { "\(entry.allocated($0))" }
        return .init(
          [
            what, "\(entry.build)", "\(entry.allocated)", "\(entry.shallow)", "",
            "\(entry.shallow)", entry.layout, "\(entry.size)",
          ] + many)
      }
        + missing.map {
          .init([what, "\($0.build)", "", "", $0.reason, "", "", ""] + counts.map { _ in "" })
        })
  }

  /// Builds that take the same, and upgrades from one to the next.
  public var json: JSON {
    .object([
      "schema": .int(1), "what": .string(what),
      "groups": .array(
        groups.map { group in
          .object([
            "allocated": .int(group.first.allocated), "getsizeof": .int(group.first.shallow),
            "shallow": .int(group.first.shallow), "allParts": .int(group.first.size),
            "blocks": .array(group.first.requests.map { .int($0.size) }),
            "builds": .array(group.builds.map { .string("\($0)") }),
            "instances": .array(
              counts.map {
                .object(["count": .int($0), "allocated": .int(group.first.allocated($0))])
              }),
          ])
        }),
      "upgrades": .array(
        upgrades.map { from, to in
          .object([
            "from": .string("\(from.build)"), "to": .string("\(to.build)"),
            "allocated": .int(to.allocated - from.allocated),
            "getsizeof": .int(to.shallow - from.shallow), "allParts": .int(to.size - from.size),
          ])
        }),
      "missing": .array(
        missing.map {
          .object(["build": .string("\($0.build)"), "reason": .string($0.reason)])
        }), "note": .string(note),
    ])
  }
}

extension Estimate {
  /// `16 pre-header + 16 GC head + 16 head + 48`; other blocks behind a comma.
  fileprivate var layout: String {
    if composition.isEmpty { return "of one block for many" }
    return composition.map { block in
      block.map { piece in piece.head.map { "\(piece.size) \($0)" } ?? "\(piece.size)" }
        .joined(separator: " + ")
    }.joined(separator: ", ")
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
