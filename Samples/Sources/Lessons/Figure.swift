/// A caption, and rows below it, each column as wide as its widest cell.
struct Figure {
  let caption: String
  let rows: [[any CustomStringConvertible]]
  /// Who else says so, where a CPython can.
  let witnesses: [Witness]

  init(
    _ caption: String, _ rows: [[any CustomStringConvertible]] = [], witnesses: [Witness] = []
  ) {
    self.caption = caption
    self.rows = rows
    self.witnesses = witnesses
  }

  /// A figure of which a CPython says all numbers; without a series, each row's own says those in it.
  init(
    _ caption: String, _ rows: [[any CustomStringConvertible]], on series: String? = nil,
    python: String
  ) {
    let witnesses =
      if let series { [Witness(on: series, rows, python)] } else { Witness.each(rows, python) }
    self.init(caption, rows, witnesses: witnesses)
  }

  /// The caption and the rows; columns with numbers stand to the right.
  var text: String {
    let count = rows.map(\.count).max() ?? 0
    let columns = (0..<count).map { column in
      let cells = rows.compactMap { column < $0.count ? $0[column] : nil }
      return (
        width: cells.map(\.description.count).max() ?? 0, isNumeric: cells.contains { $0 is Int }
      )
    }
    let lines = rows.map { row in
      var line = "  "
      for (cell, column) in zip(row, columns) {
        let space = String(repeating: " ", count: column.width - cell.description.count)
        line += column.isNumeric ? space + cell.description : cell.description + space
        line += "  "
      }
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }
    return caption + "\n" + lines.joined()
  }
}
