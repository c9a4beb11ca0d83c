import FoundationEssentials
import PyLayout
import PyReport
import Testing

/// Names come from the target: whatever they are, no terminal obeys them, in no format.
@Suite struct VisibleTests {
  /// What a terminal, a reader or a table would take for something else, and what is shown.
  static let names: [(name: String, shown: String)] = [
    ("new\nline", #"new\nline"#), ("tab\tand\rreturn\r\n", #"tab\tand\rreturn\r\n"#),
    ("esc\u{1B}[31mred\u{1B}]0;title\u{7}", #"esc\u{1B}[31mred\u{1B}]0;title\u{07}"#),
    ("nul\u{0}del\u{7F}", #"nul\0del\u{7F}"#),
    ("csi\u{9B}2J nel\u{85}", #"csi\u{009B}2J nel\u{0085}"#),
    ("bidi\u{202E}exe\u{2066}\u{200F}", #"bidi\u{202E}exe\u{2066}\u{200F}"#),
    ("lines\u{2028}\u{2029}", #"lines\u{2028}\u{2029}"#), ("tags\u{E0041}", #"tags\u{000E0041}"#),
    ("bom\u{FEFF} nbsp\u{A0}", #"bom\u{FEFF} nbsp\u{00A0}"#),
    ("plain 日本語 é 😀", "plain 日本語 é 😀"),
  ]

  @Test(arguments: names.indices) func isShownEscaped(_ index: Int) {
    #expect(Self.names[index].name.visible == Self.names[index].shown)
  }

  /// A report whose every text is the name.
  private struct Named: Report {
    let name: String
    private var table: Table {
      Table(columns: [.text(name), .number("n")], rows: [Table.Row([name, "1"]), .note(name)])
    }
    var document: Document {
      Document([
        .heading(name, level: 1), .lead(name), .line(name),
        .code("x = '\(name)'", language: "python"),
        .table(table),
        .picture(
          .bars(BarChart(title: name, series: [name], bars: [.init(label: name, values: [8])]))),
      ])
    }
    var flatTable: Table { Table(columns: [.text(name)], rows: [Table.Row([name])]) }
    var json: JSON { .object([name: .string(name)]) }
  }

  @Test(arguments: Format.allCases) func noFormatWritesItRaw(_ format: Format) throws {
    for (name, _) in Self.names {
      let text = Named(name: name).rendered(as: format)
      let raw = text.unicodeScalars.filter { $0 != "\n" && !$0.isVisible }
      #expect(raw.isEmpty, "\(format): \(name.debugDescription): \(raw.map(\.value))")
    }
  }

  /// A name does not begin a line of its own, nor end a cell.
  @Test(arguments: Format.allCases.filter { $0 != .json }) func aNameStaysInItsPlace(
    _ format: Format
  ) {
    let plain = Named(name: "x").rendered(as: format).split(separator: "\n").count
    for name in ["a\nb\nc", "a\r\nb", "a\u{2028}b", "a\u{85}b"] where format != .text {
      let lines = Named(name: name).rendered(as: format).split(separator: "\n").count
      // What is code has its lines
      let code = name.contains("\n") ? name.split(separator: "\n").count - 1 : 0
      #expect(lines <= plain + code, "\(format): \(name.debugDescription)")
    }
  }

  @Test func jsonIsTheNameItself() throws {
    for (name, _) in Self.names {
      let text = Named(name: name).rendered(as: .json)
      let read = try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
      #expect(read == [name: name], "\(name.debugDescription)")
    }
  }

  @Test func csvQuotesWhatItHasTo() {
    for (name, field) in [("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "a\\nb")] {
      #expect(Named(name: name).rendered(as: .csv) == "\(field)\n\(field)\n")
    }
  }

  @Test func pipesAndMarkupAreEscaped() {
    let markdown = Named(name: "a|b<i>`").rendered(as: .markdown)
    #expect(markdown.contains("a\\|b\\<i\\>\\`"), "\(markdown)")
    let html = Named(name: "a<script>&\"").rendered(as: .html)
    #expect(html.contains("a&lt;script&gt;&amp;&quot;") && !html.contains("<script>"))
  }
}
