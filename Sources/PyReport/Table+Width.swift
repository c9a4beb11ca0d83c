extension Table {
  /// The table in as many columns of characters as there are: one table, or several, each with the
  /// first column, and the titles of what had no room.
  ///
  /// Long names are cut first; columns that can be missed go next; then texts are broken into lines, and then columns go
  /// below one another.
  package func fitted(to width: Int) -> (tables: [Table], omitted: [String]) {
    let widths = columns.indices.map { index in
      max(
        columns[index].title.width,
        rows.lazy.filter { $0.note == nil }.map { $0.cells[index].width }.max() ?? 0)
    }
    // An empty column is no loss
    var kept = columns.indices.filter { index in
      columns[index].dispensable == 0
        || rows.contains { $0.note == nil && !$0.cells[index].isEmpty }
    }
    if Self.sum(kept.map { widths[$0] }) > width, let cut { return cut.fitted(to: width) }
    var omitted: [Int] = []
    while let soonest = kept.max(by: { columns[$0].dispensable < columns[$1].dispensable }),
      columns[soonest].dispensable > 0,
      Self.sum(squeezed(widths, kept, to: width, isFirst: true)) > width
    {
      omitted.append(soonest)
      kept.removeAll { $0 == soonest }
    }
    let titles = omitted.sorted().map { columns[$0].title }
    for isFirst in [true, false] {
      let room = squeezed(widths, kept, to: width, isFirst: isFirst)
      if Self.sum(room) <= width || kept.count < 3 && !isFirst {
        return ([showing(kept, room)], titles)
      }
    }
    let room = squeezed(widths, kept, to: width, isFirst: false)
    return (stacked(kept, room, to: width), titles)
  }

  /// The table with its long names cut; `nil` where there are none.
  private var cut: Table? {
    let places = columns.indices.filter { columns[$0].isCut }
    let isLong = rows.contains { row in
      row.note == nil && places.contains { row.cells[$0].width > Self.nameWidth }
    }
    guard isLong else { return nil }
    return Table(
      columns: columns,
      rows: rows.map { row in
        guard row.note == nil else { return row }
        var cells = row.cells
        for place in places { cells[place] = cells[place].cut(to: Self.nameWidth) }
        return row.with(cells)
      })
  }

  private static func sum(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + gap * max(0, widths.count - 1)
  }

  /// The widths of some columns where they are to have room together.
  ///
  /// - Parameter isFirst: whether only columns that say so are broken, and not to less than reads
  ///   well.
  private func squeezed(
    _ natural: [Int], _ kept: [Int], to width: Int, isFirst: Bool
  ) -> [Int] {
    var widths = kept.map { natural[$0] }
    var sum = Self.sum(widths)
    for breaks in isFirst ? [true] : [true, false] {
      func least(_ place: Int) -> Int {
        let column = columns[kept[place]]
        guard !column.isNumeric, column.breaks == breaks else { return .max }
        return max(isFirst ? Self.readable : Self.least, column.title.width)
      }
      while sum > width {
        let wide = widths.indices.filter { widths[$0] > least($0) }
        guard let widest = wide.max(by: { widths[$0] < widths[$1] }) else { break }
        let taken = min(sum - width, widths[widest] - least(widest))
        widths[widest] -= taken
        sum -= taken
      }
    }
    return widths
  }

  /// Characters between columns; of a text's line that is well read, and at least.
  private static let gap = 2
  /// Characters of a name that is cut.
  private static let nameWidth = 40
  private static let readable = 24
  private static let least = 10

  /// Some of its columns, their texts in lines of such widths, a row for each line.
  private func showing(_ kept: [Int], _ widths: [Int], notes: Bool = true) -> Table {
    let rows = rows.flatMap { row -> [Row] in
      guard row.note == nil else { return notes ? [row] : [] }
      let lines = zip(kept, widths).map { index, width in
        columns[index].isNumeric || row.cells[index].width <= width
          ? [row.cells[index]] : row.cells[index].lines(of: width)
      }
      return (0..<(lines.map(\.count).max() ?? 1)).map { line in
        row.with(lines.map { line < $0.count ? $0[line] : "" })
      }
    }
    return Table(columns: kept.map { columns[$0] }, rows: rows)
  }

  /// Tables one below the other, each with the first column and as many others as have room.
  private func stacked(_ kept: [Int], _ widths: [Int], to width: Int) -> [Table] {
    var groups: [[Int]] = []
    var sum = 0
    for place in kept.indices.dropFirst() {
      if groups.isEmpty || sum + Self.gap + widths[place] > width {
        groups.append([0])
        sum = widths[0]
      }
      groups[groups.count - 1].append(place)
      sum += Self.gap + widths[place]
    }
    // What a note is about stands in the first of them
    return groups.enumerated().map { number, places in
      showing(places.map { kept[$0] }, places.map { widths[$0] }, notes: number == 0)
    }
  }
}

extension StringProtocol {
  /// How many columns of a terminal it takes: two for what is wide (Unicode's East Asian Width),
  /// none for what is drawn over another.
  package var width: Int {
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return unicodeScalars.reduce(0) { $0 + $1.width }
  }
}

extension String {
  /// The text in at most `width` columns, without its middle where it has more.
  func cut(to width: Int) -> String {
    if self.width <= width { return self }
    var (head, tail) = (Substring(self).prefix(0), Substring(self).suffix(0))
    // The end of a name tells more
    while let next = self[head.endIndex...].first,
      head.width + String(next).width <= (width - 1) / 3
    {
      head = prefix(head.count + 1)
    }
    while let next = self[..<tail.startIndex].last,
      tail.width + String(next).width <= width - 1 - head.width
    {
      tail = suffix(tail.count + 1)
    }
    return "\(head)…\(tail)"
  }

  /// The text in lines of at most `width` columns, broken between words, or in one that has no room;
  /// later lines are indented.
  func lines(of width: Int, indent: String = "") -> [String] {
    var lines: [String] = []
    var room = 0
    func begin() {
      lines.append(lines.isEmpty ? "" : indent)
      room = width - (lines.count == 1 ? 0 : indent.count)
    }
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      let size = word.width
      if !lines.isEmpty, size < room {
        lines[lines.count - 1] += " \(word)"
        room -= size + 1
        continue
      }
      begin()
      for character in word {
        let size = String(character).width
        if size > room { begin() }
        lines[lines.count - 1].append(character)
        room -= size
      }
    }
    return lines
  }
}

extension Unicode.Scalar {
  fileprivate var width: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: 0
    default: Self.wide.contains { $0.contains(value) } ? 2 : 1
    }
  }

  /// Where `W` and `F` are, EastAsianWidth.txt, block by block.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1B000...0x1B2FF, 0x1F300...0x1F64F,
    0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]
}
