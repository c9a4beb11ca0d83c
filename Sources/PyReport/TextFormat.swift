extension Document {
  /// The document as aligned text.
  func text(for terminal: Terminal) -> String {
    var lines: [String] = []
    var isAfterTable = false
    for block in blocks {
      switch block {
      case .heading(let title, _):
        if !lines.isEmpty { lines.append("") }
        lines.append(Emphasis.strong.applied(to: title, color: terminal.color))
      case .line(let line):
        if isAfterTable { lines.append("") }
        lines += line.wrapped(to: terminal.width)
      case .code(let code, _):
        lines.append("")
        lines += code.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
      case .picture: continue
      case .map(let map):
        if !lines.isEmpty { lines.append("") }
        lines += map.strip.map { terminal.color ? $0.colored : $0.text }
      case .table(let table) where table.rows.isEmpty: continue
      case .table(let table):
        if !lines.isEmpty { lines.append("") }
        lines += table.lines(for: terminal)
      }
      if case .line = block { isAfterTable = false } else { isAfterTable = true }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension Table {
  /// The table's lines, narrowed to the terminal by leaving columns out.
  func lines(for terminal: Terminal) -> [String] {
    let empty = columns.indices.last { index in
      columns[index].dispensable > 0
        && rows.allSatisfy { $0.note != nil || $0.cells[index].isEmpty }
    }
    if let empty { return dropping(empty).lines(for: terminal) }
    let lines = grid(.aligned, width: terminal.width)
    let isTooWide = isWider(than: terminal.width)
    let dispensable = columns.indices.filter { columns[$0].dispensable > 0 }
      .max { columns[$0].dispensable < columns[$1].dispensable }
    if isTooWide, let dispensable { return dropping(dispensable).lines(for: terminal) }
    if isTooWide, columns.count > 2 { return stacked(for: terminal) }
    let emphasis = [Emphasis.strong] + rows.map(\.emphasis)
    return zip(lines, emphasis).map { $1.applied(to: $0, color: terminal.color) }
  }

  private func isWider(than width: Int) -> Bool {
    Table(columns: columns, rows: rows.filter { $0.note == nil }).grid(.aligned)
      .contains { $0.count > width }
  }

  /// The table's columns in two tables, one below the other, each with the first column.
  private func stacked(for terminal: Terminal) -> [String] {
    var left = self
    while left.columns.count > 2, left.isWider(than: terminal.width) {
      left = left.dropping(left.columns.count - 1)
    }
    var right = self
    for _ in 1..<left.columns.count { right = right.dropping(1) }
    return left.lines(for: terminal)
      + (right.columns.count > 1 ? [""] + right.lines(for: terminal) : [])
  }
}

extension String {
  /// The text in lines of at most `width` characters, broken between words, later lines indented.
  func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(lines.isEmpty ? String(word) : "  \(word)")
      }
    }
    return lines
  }
}
