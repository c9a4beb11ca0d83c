public import PyInspector
public import PyLayout

/// `pysize bytes`: an object's blocks as annotated bytes, the emulator's beside an interpreter's.
public struct BytesReport: Sendable {
  /// The build whose object it is.
  public let build: Build
  /// What the object is: a record's id, a literal.
  public let what: String
  /// Both sides' bytes; one side's where no interpreter was asked.
  public let comparison: ByteComparison
  /// Whether an interpreter was asked.
  public let isCompared: Bool

  /// A report of one object.
  public init(build: Build, what: String, comparison: ByteComparison, isCompared: Bool) {
    self.build = build
    self.what = what
    self.comparison = comparison
    self.isCompared = isCompared
  }
}

extension BytesReport: Report {
  /// A table for each block, a row for each field, and how many differ.
  public var document: Document {
    var document = Document([.heading("\(what) on CPython \(build)", level: 1)])
    for part in comparison.parts {
      document.blocks.append(.heading(part.name, level: 2))
      document.blocks.append(.table(table(part)))
    }
    document.blocks += comparison.mismatches.map { .line("built differently: \($0)") }
    document.blocks.append(.line(verdict))
    return document
  }

  private func table(_ part: ByteComparison.Part) -> Table {
    var columns: [Table.Column] = [.number("offset"), .number("size"), .text("field")]
    columns.append(.text(isCompared ? "emulated" : "bytes"))
    if isCompared { columns += [.text("real"), .text("")] }
    columns.append(.text("meaning", dispensable: 1))
    return Table(
      columns: columns,
      rows: part.fields.flatMap { field in
        [row(field)] + (field.difference.map { [.note("~ \($0.rawValue)")] } ?? [])
      })
  }

  private func row(_ field: ByteComparison.Field) -> Table.Row {
    let row = field.row
    var cells = ["\(row.offset.rawValue)", "\(row.size)", row.name, hex(field.emulated.bytes)]
    if isCompared {
      cells.append(hex(field.real ?? []))
      cells.append(field.isEqual ? "ok" : field.difference == nil ? "differs" : "~")
    }
    cells.append(field.emulated.meaning ?? "")
    return Table.Row(cells, field.isUnexplained ? .alarm : .none)
  }

  /// Two columns have room for eight bytes each.
  private func hex(_ bytes: [UInt8]) -> String { bytes.hex(limit: isCompared ? 8 : 16) }

  private var verdict: String {
    let (bytes, blocks) = (comparison.size, comparison.parts.count)
    guard isCompared else { return "\(bytes) bytes in \(blocks) block\(blocks == 1 ? "" : "s")" }
    return comparison.unexplained == 0
      ? "\(bytes) bytes agree with CPython; ~ marks \(comparison.explained) fields that may differ,"
        + " and why"
      : "\(comparison.unexplained) differences from CPython are unexplained"
  }

  /// A row for each field of each block, all bytes of it.
  public var flatTable: Table {
    Table(
      columns: [
        "build", "what", "part", "offset", "size", "field", "emulated", "real", "equal", "reason",
      ].map { .text($0) },
      rows: comparison.parts.flatMap { part in
        part.fields.map { field in
          Table.Row([
            "\(build)", what, part.name, "\(field.row.offset.rawValue)", "\(field.row.size)",
            field.row.name, field.emulated.bytes.plainHex, field.real?.plainHex ?? "",
            field.real == nil ? "" : "\(field.isEqual)", field.difference?.rawValue ?? "",
          ])
        }
      })
  }

  /// Blocks with their fields, all bytes of each.
  public var json: JSON {
    .object([
      "schema": .int(1), "build": .string("\(build)"), "what": .string(what),
      "blocks": .array(
        comparison.parts.map { part in
          .object([
            "part": .string(part.name), "offset": .int(part.fields.first?.row.offset.rawValue),
            "fields": .array(part.fields.map(\.json)),
          ])
        }),
      "mismatches": .array(comparison.mismatches.map { .string($0) }),
      "unexplained": .int(comparison.unexplained),
    ])
  }
}

extension ByteComparison.Field {
  fileprivate var json: JSON {
    .object([
      "name": .string(row.name), "offset": .int(row.offset.rawValue), "size": .int(row.size),
      "emulated": .string(emulated.bytes.plainHex), "real": .string(real?.plainHex),
      "equal": real == nil ? .null : .bool(isEqual), "reason": .string(difference?.rawValue),
      "meaning": .string(emulated.meaning),
    ])
  }
}

extension [UInt8] {
  /// Pairs of digits in memory order, in groups of four bytes; a long run is cut.
  fileprivate func hex(limit: Int) -> String {
    let shown = prefix(limit)
    let digits = shown.enumerated().map { ($0 > 0 && $0 % 4 == 0 ? " " : "") + $1.hex }.joined()
    return count > shown.count ? "\(digits)…" : digits
  }

  /// Pairs of digits in memory order.
  fileprivate var plainHex: String { map(\.hex).joined() }
}

extension UInt8 {
  fileprivate var hex: String {
    let digits = String(self, radix: 16)
    return digits.count == 1 ? "0\(digits)" : digits
  }
}
