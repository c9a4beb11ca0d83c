public import PyInspector
public import PyLayout

/// `pysize layout`: an object's blocks as byte maps.
public struct LayoutReport: Sendable {
  /// The build whose object it is.
  public let build: Build
  /// What the object is: a record's id, an expression, a class.
  public let what: String
  /// The blocks, the object's own first.
  public let maps: [ByteMap]
  /// What `sys.getsizeof` answers for the object, in bytes; `nil` where its type computes it by a rule
  /// that is not known.
  public let size: Int?
  /// What would take less.
  public let advice: [Advice]
  /// What the figures do not say; `nil` for nothing.
  public let note: String?
  /// What `sys.getsizeof` counts that no block has.
  private var surplus = Surplus.elsewhere

  /// A report of blocks.
  public init(
    build: Build, what: String, maps: [ByteMap], size: Int?, advice: [Advice] = [],
    note: String? = nil
  ) {
    self.build = build
    self.what = what
    self.maps = maps
    self.size = size
    self.advice = advice
    self.note = note
  }

  /// A report of an object that was inspected.
  ///
  /// - Parameters:
  ///   - owned: the object, and the dict that it alone has.
  ///   - bases: the classes of its type, itself first, without `object`.
  ///   - known: where the fields of its instance are, for those that a type written in C does not
  ///     show.
  ///   - note: what the figures do not say.
  ///   - allocated: what the allocator gives for a block; `nil` for one that is not its.
  public init(
    build: Build, what: String, owned: [Inspection], bases: [TypeFacts], known: BlockLayout? = nil,
    note: String? = nil, allocated: (Block, TypeFacts) -> Int?
  ) {
    let blocks = owned.enumerated().flatMap { index, inspection in
      inspection.blocks.map { (owner: index == 0 ? "" : "__dict__ ", block: $0, inspection.type) }
    }
    let maps = blocks.map { owner, block, type in
      ByteMap(block, of: owner, allocated: allocated(block, type), known: known) { target in
        blocks.first { $0.block.holds(target) }.map { $0.owner + $0.block.part }
      }
    }
    let attributes = owned.reduce(0) { $0 + $1.attributes }
    let advice = owned.first.map {
      Adviser(build: build, inspection: $0, bases: bases, maps: maps, attributes: attributes).advice
    }
    self.init(
      build: build, what: what, maps: maps, size: owned.first?.size, advice: advice ?? [],
      note: note)
    surplus = Surplus(owned.first?.kind)
  }

  /// What `sys.getsizeof` counts beyond the blocks that are shown.
  private enum Surplus {
    /// Blocks that a type written in C keeps by itself.
    case elsewhere
    /// What a class has and a static type has not: a GC head (3.11, 3.12), or all behind its
    /// `PyTypeObject` (2.7).
    case classParts
    /// `time_alloc`, Modules/_datetimemodule.c, leaves it out; `tp_basicsize` has it.
    case tzinfo

    init(_ kind: Kind?) {
      switch kind {
      case .type: self = .classParts
      case .time, .datetime: self = .tzinfo
      default: self = .elsewhere
      }
    }
  }
}

extension Block {
  /// Whether an address is inside.
  fileprivate func holds(_ target: Address) -> Bool {
    target >= address && target.rawValue - address.rawValue < UInt64(size)
  }
}

extension Inspection {
  /// How many attributes it holds: an instance in its values, a dict in its values or its table.
  package var attributes: Int {
    let fields = blocks.flatMap(\.fields)
    if kind == .dict {
      let used = fields.first { $0.name == "ma_used" || $0.name == "used" }
      return used.map { Int(truncatingIfNeeded: $0.bits) } ?? 0
    }
    return fields.count {
      if case .reference = $0.role { $0.name.hasPrefix("values[") } else { false }
    }
  }
}

extension LayoutReport {
  /// What the allocator hands out for all blocks together, in bytes.
  public var allocated: Int { maps.reduce(0) { $0 + ($1.allocated ?? 0) } }
  /// Bytes of all blocks, as asked.
  private var asked: Int { maps.reduce(0) { $0 + $1.size } }
  private var isShared: Bool { maps.allSatisfy { $0.allocated == nil } }

  /// `24 data (25 %), 48 headers, …`: what adds up to the allocated size.
  private var summary: String {
    let whole = isShared ? asked : allocated
    let terms = ByteMap.Purpose.allCases.compactMap { purpose -> String? in
      let bytes = size(of: purpose)
      if purpose == .data {
        let percent = whole == 0 ? 0 : Int((Double(bytes) / Double(whole) * 100).rounded())
        return "\(bytes) data (\(percent) %)"
      }
      return bytes == 0 ? nil : "\(bytes) \(purpose.plural)"
    }
    return "\(terms.joined(separator: " + ")) = \(whole) bytes"
  }

  private func size(of purpose: ByteMap.Purpose) -> Int {
    maps.reduce(0) { $0 + $1.size(of: purpose) }
  }

  /// What `sys.getsizeof` counts and no map shows.
  private var elsewhere: String? {
    guard let size, size > asked else { return nil }
    let counted = "\(size - asked) bytes that sys.getsizeof counts are "
    return switch surplus {
    case .elsewhere: counted + "in blocks that its type keeps by itself, and not shown"
    case .classParts: counted + "not there: they are what a class has, and a static type has not"
    case .tzinfo: counted + "not there: room for a tzinfo, which it has not"
    }
  }

  private var sizes: String {
    let given = isShared ? "not from the allocator: all share it" : "allocated \(allocated)"
    let blocks = maps.count == 1 ? "" : " in \(maps.count) blocks"
    return "asked \(asked) bytes\(blocks), \(given)"
      + (size.map { ", sys.getsizeof says \($0)" } ?? ", sys.getsizeof is not modelled")
  }
}

extension ByteMap.Purpose {
  fileprivate var plural: String {
    switch self {
    case .data, .bookkeeping, .spare, .rounding: rawValue
    case .header: "headers"
    case .hole: "holes and padding"
    }
  }
}

extension LayoutReport: Report {
  public var document: Document {
    var document = Document([
      .heading("\(what.shortened)   CPython \(build), \(build.pointerSize * 8)-bit", level: 1)
    ])
    document.blocks.append(.picture(.maps(maps, title: "\(what.shortened), CPython \(build)")))
    for map in maps {
      if maps.count > 1 { document.blocks.append(.heading(map.part, level: 2)) }
      document.blocks.append(.map(map))
      document.blocks.append(.table(table(map)))
    }
    document.blocks.append(.line(sizes))
    document.blocks.append(.line(summary))
    if let elsewhere { document.blocks.append(.line(elsewhere)) }
    if let note { document.blocks.append(.line(note)) }
    return document
  }

  private func table(_ map: ByteMap) -> Table {
    let rows = map.rows.compact { row, count, bytes in
      [
        count == 1 ? "\(row.offset.rawValue)" : "…", "\(bytes)",
        count == 1 ? row.name : "(\(count) more rows)", count == 1 ? row.cType ?? "" : "",
        count == 1 ? row.value ?? "" : "", row.purpose.rawValue,
      ]
    }
    var lines: [Table.Row] = []
    var line = 0
    let first = map.rows.first?.offset.rawValue ?? 0
    for (row, cells) in rows {
      let position = row.offset.rawValue - first
      if position / 64 > line {
        line = position / 64
        lines.append(Self.boundary(line, before: position - line * 64))
      }
      lines.append(Table.Row(cells, .purpose(row.purpose)))
      lines += advice(at: row.offset, in: map)
    }
    let end = Offset(rawValue: first + map.size)
    if map.rounding > 0 {
      let name = build.isDebug ? "(debug marks, rounding)" : "(rounding)"
      lines.append(
        Table.Row(
          ["\(end.rawValue)", "\(map.rounding)", name, "", "", "rounding"], .purpose(.rounding)))
    }
    lines += advice(at: end, in: map)
    return Table(
      columns: [
        .number("offset"), .number("size"), .text("field"), .text("type", dispensable: 2),
        .text("value"), .text("what for", dispensable: 1),
      ], rows: lines)
  }

  private func advice(at offset: Offset, in map: ByteMap) -> [Table.Row] {
    advice.filter { $0.part == map.part && $0.offset == offset }.map { .note("^ \($0.text)") }
  }

  private static func boundary(_ line: Int, before bytes: Int) -> Table.Row {
    .note(
      "--- cache line \(line + 1): byte \(line * 64) of the block"
        + (bytes == 0 ? "" : ", \(bytes) bytes before this"))
  }

  public var flatTable: Table {
    Table(
      columns: [
        "build", "what", "part", "offset", "size", "field", "type", "value", "purpose", "advice",
      ].map { .text($0) },
      rows: maps.flatMap { map in
        map.rows.map { row in
          Table.Row([
            "\(build)", what, map.part, "\(row.offset.rawValue)", "\(row.size)", row.name,
            row.cType ?? "", row.value ?? "", row.purpose.rawValue,
            advice.filter { $0.part == map.part && $0.offset == row.offset }.map(\.text)
              .joined(separator: "; "),
          ])
        }
      })
  }

  public var json: JSON {
    .object([
      "schema": .int(1), "build": .string("\(build)"), "what": .string(what),
      "getsizeof": .int(size), "asked": .int(asked),
      "allocated": isShared ? .null : .int(allocated),
      "blocks": .array(maps.map(\.json)),
      "summary": .object(
        Dictionary(
          uniqueKeysWithValues: ByteMap.Purpose.allCases.map {
            ($0.rawValue, .int(size(of: $0)))
          })),
      "advice": .array(
        advice.map {
          .object([
            "part": .string($0.part), "offset": .int($0.offset.rawValue), "text": .string($0.text),
            "saves": .int($0.saves),
          ])
        }),
      "note": .string(note),
    ])
  }
}

extension ByteMap {
  fileprivate var json: JSON {
    .object([
      "part": .string(part), "asked": .int(size), "allocated": .int(allocated),
      "fields": .array(
        rows.map {
          .object([
            "offset": .int($0.offset.rawValue), "size": .int($0.size), "name": .string($0.name),
            "type": .string($0.cType), "value": .string($0.value),
            "purpose": .string($0.purpose.rawValue), "target": .string($0.target),
          ])
        }),
    ])
  }
}

extension String {
  /// The text, or its start where a heading has no room for all of it.
  fileprivate var shortened: String { count <= 60 ? self : "\(prefix(59))…" }
}

extension [ByteMap.Row] {
  /// The rows as lines; in the midst of a long run of items, those of one array, one line stands for
  /// many.
  fileprivate func compact(
    _ cells: (_ row: ByteMap.Row, _ count: Int, _ bytes: Int) -> [String]
  ) -> [(row: ByteMap.Row, cells: [String])] {
    var result: [(ByteMap.Row, [String])] = []
    var start = startIndex
    while start < endIndex {
      let array = self[start].array
      var end = start + 1
      while end < endIndex, array != nil, self[end].array == array { end += 1 }
      let isLong = end - start > 16
      let hidden = isLong ? start + 6..<end - 6 : end..<end
      for index in start..<end where !hidden.contains(index) {
        result.append((self[index], cells(self[index], 1, self[index].size)))
        if isLong && index == hidden.lowerBound - 1 {
          let bytes = self[hidden].reduce(0) { $0 + $1.size }
          let first = self[hidden.lowerBound]
          result.append((first, cells(first, hidden.count, bytes)))
        }
      }
      start = end
    }
    return result
  }
}

extension ByteMap.Row {
  /// The array that it is an item of: `ob_item` of `ob_item[3]`.
  fileprivate var array: Substring? {
    name.firstIndex(of: "[").map { name[..<$0] }
  }
}
