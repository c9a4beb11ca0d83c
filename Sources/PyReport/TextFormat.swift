extension Document {
  /// The document as aligned text.
  package func text(for terminal: Terminal) -> String {
    let width = max(20, terminal.width)
    var lines: [String] = []
    var isAfterTable = false
    for block in unfolded.blocks {
      switch block {
      case .heading(let title, _):
        if !lines.isEmpty { lines.append("") }
        lines += title.lines(of: width, indent: "  ").map {
          Emphasis.strong.applied(to: $0, color: terminal.color)
        }
      case .line(let line):
        if isAfterTable { lines.append("") }
        lines += line.lines(of: width, indent: "  ")
      case .code(let code, _):
        lines.append("")
        lines += code.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
      case .picture, .lead, .choice: continue
      case .map(let map):
        if !lines.isEmpty { lines.append("") }
        lines += map.strip(width: width).map { terminal.color ? $0.colored : $0.text }
      case .table(let table) where table.rows.isEmpty: continue
      case .table(let table):
        if !lines.isEmpty { lines.append("") }
        lines += table.lines(width: width, color: terminal.color)
      }
      if case .line = block { isAfterTable = false } else { isAfterTable = true }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension Table {
  /// The table's lines, and one that says what a narrow terminal has no room for.
  fileprivate func lines(width: Int, color: Bool) -> [String] {
    let (tables, omitted) = fitted(to: width)
    var lines = tables.map { table in
      zip(table.grid(.aligned, width: width), [Emphasis.strong] + table.rows.map(\.emphasis))
        .map { $1.applied(to: $0, color: color) }
    }.joined(separator: [""]).map(\.self)
    if !omitted.isEmpty {
      let shown = omitted.count > 8 ? Array(omitted.prefix(3)) : omitted
      let more = omitted.count - shown.count
      let titles = shown.joined(separator: ", ") + (more > 0 ? " and \(more) more columns" : "")
      lines += "no room in \(width) columns for: \(titles)".lines(of: width, indent: "  ")
        .map { Emphasis.faint.applied(to: $0, color: color) }
    }
    return lines
  }
}
