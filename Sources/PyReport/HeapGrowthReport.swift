public import PyHeap
internal import PyLayout

/// What became of the memory of a process between two pictures.
public struct HeapGrowthReport: Sendable {
  /// What became of it.
  public let growth: HeapGrowth
  /// What was looked at first.
  public let before: HeapTarget
  /// What was looked at then.
  public let after: HeapTarget
  /// How many types are shown.
  public let shown: Int
  /// Whether what was looked at first was taken later.
  public let isReversed: Bool

  /// A report on a growth.
  ///
  /// - Parameters:
  ///   - before: what was looked at first.
  ///   - after: what was looked at then.
  ///   - shown: how many types are shown; JSON and CSV have all types.
  ///   - isReversed: whether what was looked at first was taken later.
  public init(
    _ growth: HeapGrowth, from before: HeapTarget, to after: HeapTarget, shown: Int = 20,
    isReversed: Bool = false
  ) {
    self.growth = growth
    self.before = before
    self.after = after
    self.shown = max(shown, 0)
    self.isReversed = isReversed
  }
}

extension HeapGrowthReport: Report {
  /// The one sentence that matters, the types that have changed most, the owners.
  public var document: Document {
    var blocks: [Document.Block] = [
      .heading("CPython \(growth.build), \(after) since \(before)", level: 1), .line(sentence),
    ]
    if growth.build != growth.buildBefore {
      blocks.append(
        .line(
          "it was CPython \(growth.buildBefore) before: objects have other sizes for that alone"))
    }
    if let relation { blocks.append(.line(relation)) }
    if growth.leavesFilesOut {
      blocks.append(
        .line(
          "without what is read from files or shared, of which a core file has what its writer chose; one of"
            + " gcore's also has pages that nobody had touched"
        ))
    }
    blocks.append(.picture(.bars(chart)))
    blocks += [.table(typeTable), .table(ownerTable)]
    return Document(blocks)
  }

  /// What to know of the two: that they are of two processes, or of one in the other order.
  private var relation: String? {
    let isOther = growth.isOfAnotherProcess
    let facts = [
      isOther ? "is of another process" : nil, isReversed ? "was written after \(after)" : nil,
    ].compactMap(\.self)
    if facts.isEmpty { return nil }
    return "\(before) \(facts.joined(separator: " and ")): "
      + (isOther ? "more and less are what the two differ by" : "what is less has come since then")
  }

  /// `25.1 MB in memory, 1.40 MB more: live objects 1.38 MB more, held free 12.0 kB less`
  private var sentence: String {
    let groups = Owner.Group.allCases.map { group in
      (
        name: group.rawValue,
        difference: growth.shares.filter { $0.owner.group == group }
          .reduce(0) { $0 + $1.resident.difference }
      )
    }
    let parts = groups.filter { $0.difference != 0 }
      .sorted { $1.difference.magnitude < $0.difference.magnitude }
      .map { "\($0.name) \(Self.words($0.difference))" }
    return "\(Quantity.bytes(growth.resident.after)) in memory, "
      + Self.words(growth.resident.difference)
      + (parts.isEmpty ? "" : ": \(parts.joined(separator: ", "))")
  }

  /// `1.40 MB more`
  private static func words(_ difference: Int) -> String {
    if difference == 0 { return "as many as before" }
    return Quantity.bytes(Int(clamping: difference.magnitude))
      + (difference > 0 ? " more" : " less")
  }

  /// `+12`
  private static func signed(_ difference: Int) -> String {
    difference > 0 ? "+\(difference)" : "\(difference)"
  }

  /// The types that have changed, those with the most bytes more or less first.
  private var changed: [HeapGrowth.TypeGrowth] {
    func rank(_ type: HeapGrowth.TypeGrowth, _ name: String) -> (UInt, UInt, String) {
      (type.allocated.difference.magnitude, type.count.difference.magnitude, name)
    }
    return growth.types.filter { $0.count.difference != 0 || $0.allocated.difference != 0 }
      .sorted { rank($1, $0.qualifiedName) < rank($0, $1.qualifiedName) }
  }

  private var chart: BarChart {
    let changed = changed
    let largest = growth.types.sorted { $0.allocated.after > $1.allocated.after }
    let types = changed.isEmpty ? largest : changed
    return BarChart(
      title: changed.isEmpty
        ? "Bytes of the largest types: none has changed"
        : "Bytes of the types that have changed most",
      series: ["before", "now"],
      bars: types.prefix(min(shown, 10)).map {
        .init(label: $0.qualifiedName, values: [$0.allocated.before, $0.allocated.after])
      })
  }

  private var typeTable: Table {
    let types = changed
    let others = types.dropFirst(shown)
    let rest: [Table.Row] =
      others.isEmpty
      ? []
      : [
        Table.Row(
          [
            Quantity.counted(others.count, "more type"), "",
            Self.signed(sum(others, \.count)), "", "",
            others.contains(where: \.isUnknown)
              ? "unknown" : Self.signed(sum(others, \.allocated)),
          ], .faint)
      ]
    return Table(
      columns: [
        .names("type"), .number("objects"), .number("more"),
        .number("bytes before", dispensable: 1),
        .number("bytes"), .number("more"),
      ],
      rows: types.prefix(shown).map { type in
        Table.Row([
          type.qualifiedName, "\(type.count.after)", Self.signed(type.count.difference),
          KnownBytes.text(type.allocated.before, unknown: type.unknown.before),
          KnownBytes.text(type.allocated.after, unknown: type.unknown.after),
          type.isUnknown ? "unknown" : Self.signed(type.allocated.difference),
        ])
      } + rest)
  }

  private func sum(
    _ types: ArraySlice<HeapGrowth.TypeGrowth>,
    _ change: KeyPath<HeapGrowth.TypeGrowth, HeapGrowth.Change>
  ) -> Int {
    types.reduce(0) { $0 + $1[keyPath: change].difference }
  }

  private var ownerTable: Table {
    Table(
      columns: [
        .text("whose"), .text("from"), .number("blocks"), .number("more"),
        .number("in memory before", dispensable: 1), .number("in memory"), .number("more"),
      ],
      rows: growth.shares.filter { $0.bytes.before > 0 || $0.bytes.after > 0 }.map { share in
        Table.Row(
          [
            share.owner.name, share.allocator ?? "", share.blocks.map { "\($0.after)" } ?? "",
            share.blocks.map { Self.signed($0.difference) } ?? "", "\(share.resident.before)",
            "\(share.resident.after)", Self.signed(share.resident.difference),
          ], share.owner == .block(.unexplained) ? .alarm : .none)
      } + [
        Table.Row(
          [
            "all", "", "", "", "\(growth.resident.before)", "\(growth.resident.after)",
            Self.signed(growth.resident.difference),
          ], .strong)
      ])
  }

  /// A row for each owner, then one for each type.
  public var flatTable: Table {
    Table(
      columns: [
        "kind", "name", "module", "allocator", "count_before", "count", "bytes_before", "bytes",
        "resident_before", "resident",
      ].map { .text($0) },
      rows: growth.shares.map { share in
        .init([
          "owner", share.owner.label, "", share.allocator ?? "",
          share.blocks.map { "\($0.before)" } ?? "", share.blocks.map { "\($0.after)" } ?? "",
          "\(share.bytes.before)", "\(share.bytes.after)", "\(share.resident.before)",
          "\(share.resident.after)",
        ])
      }
        + growth.types.map {
          .init([
            "type", $0.name, $0.module ?? "", "", "\($0.count.before)", "\($0.count.after)",
            $0.unknown.before > 0 && $0.allocated.before == 0 ? "" : "\($0.allocated.before)",
            $0.unknown.after > 0 && $0.allocated.after == 0 ? "" : "\($0.allocated.after)", "", "",
          ])
        })
  }

  /// Owners and types, each figure before and after.
  public var json: JSON {
    func change(_ change: HeapGrowth.Change?) -> JSON {
      change.map { .object(["before": .int($0.before), "after": .int($0.after)]) } ?? .null
    }
    return .object([
      "schema": .int(1), "build": .string("\(growth.build)"), "target": after.json,
      "since": .object([
        "build": .string("\(growth.buildBefore)"), "target": before.json,
        "isOfAnotherProcess": .bool(growth.isOfAnotherProcess), "isLater": .bool(isReversed),
      ]),
      "resident": change(growth.resident), "objects": change(growth.objects),
      "labels": .array(
        growth.shares.map {
          .object([
            "label": .string($0.owner.label), "allocator": .string($0.allocator),
            "blocks": change($0.blocks), "bytes": change($0.bytes), "resident": change($0.resident),
          ])
        }),
      "types": .array(
        growth.types.map {
          .object([
            "module": .string($0.module), "name": .string($0.name), "count": change($0.count),
            "allocated": change($0.allocated), "unknown": change($0.unknown),
          ])
        }),
    ])
  }
}

extension HeapGrowth.TypeGrowth {
  /// Whether nobody knows by how many bytes it has grown.
  fileprivate var isUnknown: Bool { unknown.before > 0 || unknown.after > 0 }
}
