import PyLayout
public import PyRecords

extension Article: Report {
  /// A section for each record: its program, its fields, and what many take.
  public var document: Document {
    document(scale: nil)
  }

  /// The same with bars of a scale: the figure that takes all of the width.
  func document(scale: Int?) -> Document {
    var blocks: [Document.Block] = [
      .heading("A point in ever smaller ways, on CPython \(build)", level: 1)
    ]
    blocks.append(.picture(.bars(chart(scale: scale))))
    blocks += sections.flatMap { section in
      [
        .heading(section.record.title, level: 2),
        .code(section.program, language: "python"),
        .table(section.fieldTable),
      ] + section.sums.map { .line($0) } + [.table(section.instanceTable)]
        + (section.note.map { [.line("Note: \($0)")] } ?? [])
    }
    for omission in omissions { blocks.append(.line("\(omission.title): \(omission.reason)")) }
    if build.gcHeadSize != Self.measuredHeadSize {
      blocks.append(
        .line(
          "Note: the article measured a CPython whose GC head takes \(Self.measuredHeadSize) bytes, as"
            + " up to 3.7.3; this one's takes \(build.gcHeadSize)."))
    }
    return Document(blocks)
  }

  /// The sections side by side.
  private func chart(scale: Int?) -> BarChart {
    BarChart(
      title: "CPython \(build): bytes of one instance", series: ["allocated", "sys.getsizeof"],
      bars: sections.map {
        .init(label: $0.record.title, values: [$0.allocated, $0.prediction.size])
      }, most: scale)
  }

  /// A row for each field, then one for each part that `sys.getsizeof` counts.
  public var flatTable: Table {
    let columns: [Table.Column] = [
      .text("build"), .text("record"), .text("part"), .text("field"), .number("offset"),
      .number("size"),
    ]
    let rows = sections.flatMap { section in
      let id = section.record.id
      return section.prediction.block.rows.map { row in
        Table.Row([
          "\(build)", id, "instance", row.name, "\(row.offset.rawValue)", "\(row.size)",
        ])
      }
        + section.prediction.parts.map { part in
          Table.Row(["\(build)", id, part.name, "sys.getsizeof", "", "\(part.size)"])
        }
    }
    return Table(columns: columns, rows: rows)
  }

  /// The sections, and what was left out and why.
  public var json: JSON {
    .object([
      "schema": .int(1), "build": .string("\(build)"),
      "sections": .array(sections.map(\.json)),
      "omissions": .array(
        omissions.map { .object(["title": .string($0.title), "reason": .string($0.reason)]) }),
    ])
  }
}

extension Article.Section {
  fileprivate var fieldTable: Table {
    var rows = prediction.block.rows.map { row in
      Table.Row(["\(row.offset.rawValue)", "\(row.size)", row.name, row.cType ?? ""])
    }
    if let elsewhere = prediction.elsewhere, elsewhereSize > 0 {
      rows.append(Table.Row(["", "\(elsewhereSize)", elsewhere, "in a block of its own"]))
    }
    return Table(
      columns: [.number("offset"), .number("size"), .text("field"), .text("type")], rows: rows)
  }

  /// What the parts add up to.
  fileprivate var sums: [String] {
    var lines = prediction.parts.map { "\($0.name): \($0.size) bytes" }
    if prediction.parts.count > 1 { lines.append("together: \(prediction.size) bytes") }
    let inside = prediction.block.size
    if let instance = prediction.parts.first, instance.name == "instance", instance.size < inside {
      lines.append("the block takes \(inside) bytes, more than sys.getsizeof counts")
    }
    lines.append("allocated for one more: \(allocated) bytes")
    return lines + prediction.shared.map { "\($0.name): \($0.size) bytes, once for all" }
  }

  fileprivate var instanceTable: Table {
    Table(
      columns: [.number("instances"), .number("bytes"), .number("allocated", dispensable: 1)],
      rows: instances.map {
        .init([
          Quantity.count($0.count), Quantity.bytes($0.bytes),
          $0.allocated.map(Quantity.bytes) ?? "",
        ])
      })
  }

  fileprivate var json: JSON {
    .object([
      "id": .string(record.id), "title": .string(record.title), "code": .string(program),
      "layout": .array(prediction.block.rows.map(\.json)),
      "parts": .array(
        prediction.parts.map { .object(["name": .string($0.name), "predicted": .int($0.size)]) }),
      "predicted": .int(prediction.size), "allocated": .int(allocated), "note": .string(note),
      "instances": .array(instances.map(\.json)),
    ])
  }
}
