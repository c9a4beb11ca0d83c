/// Prints rows, each column as wide as its widest cell; columns with numbers stand to the right.
public func printColumns(_ rows: [[any CustomStringConvertible]]) {
  let count = rows.map(\.count).max() ?? 0
  let columns = (0..<count).map { column in
    let cells = rows.compactMap { column < $0.count ? $0[column] : nil }
    return (
      width: cells.map(\.description.count).max() ?? 0, isNumeric: cells.contains { $0 is Int }
    )
  }
  for row in rows {
    var line = ""
    for (cell, column) in zip(row, columns) {
      let space = String(repeating: " ", count: column.width - cell.description.count)
      line += column.isNumeric ? space + cell.description : cell.description + space
      line += "  "
    }
    while line.last == " " { line.removeLast() }
    print(line)
  }
}
