import PyLayout
import PyRecords
import PyReport
import Testing

/// Narrow terminals lose what can be missed, and a line says so; no line is longer than they are.
@Suite struct TableWidthTests {
  static let widths = [40, 41, 50, 60, 72, 79, 80, 100, 120, 160, 200]

  /// Tables of every kind: all that a report is about stands in columns that are never lost.
  static let tables: [(name: String, table: Table)] = [
    (
      "numbers",
      Table(
        columns: [.text("record")] + (1...40).map { .number("3.\($0).0") },
        rows: (1...9).map { row in
          Table.Row(["record \(row)"] + (1...40).map { "\(row * $0 * 1000)" })
        })
    ),
    (
      "texts",
      Table(
        columns: [
          .number("allocated"), .number("getsizeof", dispensable: 2),
          .text("layout", dispensable: 3),
          .text("CPython", breaks: true),
        ],
        rows: (1...9).map { row in
          Table.Row([
            "\(row * 16)", "\(row * 8)", "16 pre-header + 16 GC head + 16 head + \(row)",
            (1...row * 3).map { "3.\($0)d@32" }.joined(separator: ", "),
          ])
        })
    ),
    (
      "names",
      Table(
        columns: [.text("field"), .text("value"), .number("bytes"), .text("type", dispensable: 1)],
        rows: [
          Table.Row([String(repeating: "x", count: 300), "日本語の文字列です", "8", "PyObject *"]),
          .note("a note of many words, which \(String(repeating: "never ", count: 40)) ends"),
          Table.Row(["é\u{301}", "", "1", ""]),
        ])
    ),
  ]

  @Test(arguments: widths) func linesFit(_ width: Int) {
    for (name, table) in Self.tables {
      let text = Document([.table(table)]).text(for: Terminal(width: width))
      for line in text.split(separator: "\n") {
        #expect(line.width <= width, "\(name) at \(width): \(line)")
      }
      for column in table.columns where column.dispensable == 0 {
        #expect(text.contains(column.title), "\(name) at \(width) has lost \(column.title)")
      }
      for column in table.columns where column.dispensable > 0 {
        let header = text.split(separator: "\n").first { !$0.hasPrefix("no room") } ?? ""
        let isSaid = text.split(separator: "\n").drop { !$0.hasPrefix("no room") }
          .contains { $0.contains(column.title) }
        #expect(header.contains(column.title) != isSaid, "\(name) at \(width): \(column.title)")
      }
      // Every word of every column that is kept is there
      let words = text.split { $0.isWhitespace }.joined()
      for row in table.rows where row.note == nil {
        for (column, cell) in zip(table.columns, row.cells)
        where column.dispensable == 0 && cell.count < 9 {
          let word = cell.split { $0.isWhitespace }.joined()
          #expect(words.contains(word), "\(name) at \(width): \(cell)")
        }
      }
    }
  }

  /// Long names are cut where they are alike.
  @Test func namesThatAreCutDiffer() {
    let names = [
      "dk_entries[0].me_hash", "dk_entries[1].me_hash", "dk_entries[1].me_value",
      "dk_entries[12].me_key",
      "insertion order, spare", "insertion order, last first",
    ]
    for room in [15, 18] {
      let cut = names.map { $0.cutInside(to: room) }
      #expect(Set(cut).count == names.count && cut.allSatisfy { $0.count <= room }, "\(cut)")
    }
  }

  /// What can be missed most goes first, and only as much as has to.
  @Test func whatCanBeMissedGoesFirst() {
    let table = Self.tables[1].table
    var lost: [[String]] = []
    for width in Self.widths.reversed() {
      let (tables, omitted) = table.fitted(to: width)
      #expect(tables.count == 1, "\(width)")
      lost.append(omitted)
    }
    #expect(lost.first == [])
    for (wider, narrower) in zip(lost, lost.dropFirst()) {
      #expect(Set(wider).isSubset(of: Set(narrower)), "\(wider), \(narrower)")
    }
    for omitted in lost where omitted.contains("getsizeof") {
      #expect(omitted.contains("layout"), "\(omitted)")
    }
  }

  /// A thousand columns are a page or two, and take no time.
  @Test func aThousandColumns() {
    let columns: [Table.Column] =
      [.text("record")] + (0..<1000).map { .number("\($0) M", dispensable: max(0, $0 - 4)) }
    let table = Table(
      columns: columns,
      rows: (0..<25).map { row in Table.Row(["\(row)"] + (0..<1000).map { "\($0 * row) MB" }) })
    let clock = ContinuousClock()
    var text = ""
    let taken = clock.measure { text = Document([.table(table)]).text(for: Terminal()) }
    let lines = text.split(separator: "\n")
    #expect(lines.count < 40 && lines.allSatisfy { $0.count <= 100 }, "\(lines.count) lines")
    #expect(lines.last?.contains("more columns") == true, "\(lines.last ?? "")")
    #expect(taken < .seconds(20), "\(taken)")
  }

  /// What the commands show: every report that needs no interpreter, at every width.
  @Test(arguments: widths) func reportsKeepWhatTheyAreAbout(_ width: Int) throws {
    let build = try Build(parsing: "3.13.0")
    let entries = Build.released.map { build in
      Estimate(
        build: build, shallow: 48, size: 144, allocated: build.version.minor * 8, requests: [])
    }
    let text = Estimates(what: "class", entries, missing: [])
      .rendered(as: .text, for: Terminal(width: width))
    for title in ["allocated", "CPython"] {
      #expect(text.contains(title), "estimate at \(width): \(title)")
    }
    for entry in entries {
      #expect(text.contains(entry.build.version.series), "estimate at \(width): \(entry.build)")
    }
    let article = try Article(Sample(build: build), counts: [1_000_000])
      .rendered(as: .text, for: Terminal(width: width))
    for line in (text + article).split(separator: "\n") where !line.hasPrefix("    ") {
      #expect(line.width <= width, "\(width): \(line)")
    }
  }
}
