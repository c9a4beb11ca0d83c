import TextTable

extension Table {
  /// How cells are set apart.
  enum GridStyle {
    /// Two spaces between columns.
    case aligned
    /// Markdown's pipes.
    case pipes
  }

  /// The table's cells padded to columns, a header line first, by TextTable.
  func grid(_ style: GridStyle) -> String {
    let gridStyle: any TextTableStyle.Type = style == .aligned ? Aligned.self : Style.pipe
    // TextTable shows no header without a row
    guard !rows.isEmpty else { return "" }
    return gridText(columns, rows: rows.map(\.cells), style: gridStyle)
  }
}

/// Outside of `Table`, whose own `Column` hides TextTable's.
private func gridText(
  _ columns: [Table.Column], rows: [[String]], style: any TextTableStyle.Type
) -> String {
  let table = TextTable<[String]> { cells in
    zip(columns, cells).map { column, cell in
      Column(title: column.title, value: cell, align: column.isNumeric ? .right : .left)
    }
  }
  return table.string(for: rows, style: style) ?? ""
}

/// TextTable's plain style with two spaces between columns.
private enum Aligned: TextTableStyle {
  static func prepare(_ s: String, for column: Column) -> String {
    Plain.prepare(s, for: column)
  }
  static func escape(_ s: String) -> String { s }
  static func begin(_ table: inout String, index: Int, columns: [Column]) {}
  static func end(_ table: inout String, index: Int, columns: [Column]) {}
  static func header(_ table: inout String, index: Int, columns: [Column]) {
    table += columns.map { $0.headerString(for: self) }.joined(separator: "  ") + "\n"
  }
  static func row(_ table: inout String, index: Int, columns: [Column]) {
    table += columns.map { $0.string(for: self) }.joined(separator: "  ") + "\n"
  }
}
