public import PyInspector
import PyLayout

extension ObjectLayout: Report {
  /// A picture, a table for each block with its advice, and what it all adds up to.
  public var document: Document {
    var document = Document([
      .heading("\(what.shortened)   CPython \(build), \(build.pointerSize * 8)-bit", level: 1)
    ])
    document.blocks += lead.map { .lead($0) }
    document.blocks.append(.picture(.maps(maps, title: "\(what.shortened), CPython \(build)")))
    for map in maps {
      if maps.count > 1 { document.blocks.append(.heading(map.part, level: 2)) }
      document.blocks.append(.map(map))
      document.blocks.append(.table(table(map)))
    }
    document.blocks.append(.line(sizes))
    document.blocks.append(.line(summary))
    document.blocks += remarks.map { .line($0) }
    if let text = standing?.text { document.blocks.append(.line(text)) }
    return document
  }

  private func table(_ map: ByteMap) -> Table {
    let rows = map.rows.compact { row, count, bytes in
      [
        count == 1 ? "\(row.offset.rawValue)" : "…", "\(bytes)",
        count == 1 ? row.name : "… \(count) more", count == 1 ? row.cType ?? "" : "",
        count == 1 ? row.value ?? "" : "", row.purpose.words,
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
        .text("value", breaks: true), .text("what for", dispensable: 1),
      ], rows: lines)
  }

  private func advice(at offset: Offset, in map: ByteMap) -> [Table.Row] {
    advice.filter { $0.part == map.part && $0.offset == offset }.map {
      .note("^ \($0.text)", .advice)
    }
  }

  private static func boundary(_ line: Int, before bytes: Int) -> Table.Row {
    .note(
      "--- cache line \(line + 1): byte \(line * 64) of the block"
        + (bytes == 0 ? "" : ", \(bytes) bytes before this"))
  }

  /// A row for each run of bytes of each block.
  public var flatTable: Table {
    Table(
      columns: [
        "build", "what", "part", "offset", "size", "field", "type", "value", "purpose", "advice",
        "note",
      ].map { .text($0) },
      rows: maps.enumerated().flatMap { number, map in
        map.rows.enumerated().map { index, row in
          Table.Row([
            "\(build)", what, map.part, "\(row.offset.rawValue)", "\(row.size)", row.name,
            row.cType ?? "", row.value ?? "", row.purpose.rawValue,
            advice.filter { $0.part == map.part && $0.offset == row.offset }.map(\.text)
              .joined(separator: "; "),
            // They are about the object, and so stand there once
            number == 0 && index == 0 ? remarks.joined(separator: "; ") : "",
          ])
        }
      })
  }

  /// Blocks with their fields, sums by purpose, and advice.
  public var json: JSON {
    .object([
      "schema": .int(1), "build": .string("\(build)"), "what": .string(what),
      "getsizeof": .int(size), "getsizeofBy": .string(size.map { _ in sizeSource.rawValue }),
      "asked": .int(asked), "isAtLeast": .bool(isAtLeast),
      "allocated": isShared ? .null : .int(allocated),
      "allocatedReason": .string(unknownAllocator?.description),
      "blocks": .array(maps.map { $0.json(among: maps) }),
      "summary": .object(
        Dictionary(
          uniqueKeysWithValues: Purpose.allCases.map {
            ($0.rawValue, .int(size(of: $0)))
          })),
      "advice": .array(
        advice.map {
          .object([
            "part": .string($0.part), "offset": .int($0.offset.rawValue), "text": .string($0.text),
            "saves": .int($0.saves),
          ])
        }),
      "note": .string(remarks.isEmpty ? nil : remarks.joined(separator: "; ")),
      "nth": .int(standing?.nth), "settled": .int(standing?.settled),
      "firstAllocated": .int(standing?.first), "laterAllocated": .int(standing?.later),
    ])
  }
}

extension ByteMap {
  fileprivate func json(among maps: [ByteMap]) -> JSON {
    .object([
      "part": .string(part), "asked": .int(size), "isAtLeast": .bool(block.isAtLeast),
      "allocated": .int(allocated),
      "fields": .array(
        rows.map { row in
          .object([
            "offset": .int(row.offset.rawValue), "size": .int(row.size), "name": .string(row.name),
            "type": .string(row.cType), "value": .string(row.value),
            "purpose": .string(row.purpose.rawValue),
            "target": .string(maps.part(pointedAtBy: row, in: self)), "count": .int(row.count),
            "purposes": row.count == 1
              ? .null
              : .object(
                Dictionary(
                  uniqueKeysWithValues: row.purposes.map { ($0.key.rawValue, .int($0.value)) })),
          ])
        }),
    ])
  }
}

extension String {
  /// The text, or its start where a heading has no room for all of it.
  fileprivate var shortened: String { count <= 60 ? self : "\(prefix(59))…" }
}

extension [Block.Field] {
  /// The rows as lines; in the middle of a long run of items, those of one array, one line stands
  /// for many.
  fileprivate func compact(
    _ cells: (_ row: Block.Field, _ count: Int, _ bytes: Int) -> [String]
  ) -> [(row: Block.Field, cells: [String])] {
    var result: [(Block.Field, [String])] = []
    var start = startIndex
    while start < endIndex {
      let array = self[start].array
      var end = start + 1
      while end < endIndex, array != nil, self[end].array == array { end += 1 }
      let isLong = end - start > 16
      let hidden = isLong ? start + 6..<end - 6 : end..<end
      for index in start..<end where !hidden.contains(index) {
        result.append((self[index], cells(self[index], self[index].count, self[index].size)))
        if isLong && index == hidden.lowerBound - 1 {
          let bytes = self[hidden].reduce(0) { $0 + $1.size }
          let count = self[hidden].reduce(0) { $0 + $1.count }
          let first = self[hidden.lowerBound]
          result.append((first, cells(first, count, bytes)))
        }
      }
      start = end
    }
    return result
  }
}

extension Block.Field {
  /// The array that it is an item of: `ob_item` of `ob_item[3]`.
  fileprivate var array: Substring? {
    row.name.firstIndex(of: "[").map { row.name[..<$0] }
  }
}
