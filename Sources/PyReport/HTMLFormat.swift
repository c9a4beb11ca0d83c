internal import PyLayout

extension Document {
  /// The document as one page that needs nothing else: no network, no script.
  var html: String {
    var title = "pysize"
    if case .heading(let text, _)? = blocks.first(where: { $0.isHeading }) { title = text }
    var body = Body(linksOf: self)
    let content = body.markup(of: self)
    let head: [Markup] = [
      .tag("meta", ["charset": "utf-8"]),
      .tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .tag("title", [:], title),
      .tag("style", [:], "\(Shape.colors)\n\(Shape.style)\n\(Self.style)\(body.style)"),
    ]
    let page = Markup.tag(
      "html", ["lang": "en"],
      [.tag("head", [:], head), .tag("body", [:], [.tag("main", [:], content)])])
    return "<!DOCTYPE html>\n\(page.source)\n"
  }

  private static let style = """
    body { background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif;
      margin: 0; } main { max-width: 70rem; margin: 0 auto; padding: 1rem; }
    h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
    h3 { font-size: 1.05rem; margin-top: 2rem; }
    .lead { font-size: 1.15rem; font-weight: 600; }
    .lead + .lead { font-size: 1rem; font-weight: normal; }
    figure svg { width: 100%; min-width: 56rem; height: auto; }
    .scroll { overflow-x: auto; margin: 1rem 0; }
    .scroll:focus-visible, pre:focus-visible { outline: 2px solid var(--text); }
    table { border-collapse: collapse; font: 13px/1.45 ui-monospace, 'DejaVu Sans Mono', Menlo,
      Consolas, monospace; }
    th, td { padding: 0.15rem 0.7rem; text-align: left; white-space: nowrap;
      border-bottom: 1px solid color-mix(in srgb, var(--text) 22%, var(--page)); }
    th { border-bottom-color: var(--text); } .number { text-align: right; }
    .note { color: var(--soft); white-space: normal; }
    .advice { color: var(--text); font-weight: bold; white-space: normal;
      background: color-mix(in srgb, var(--data) 55%, var(--page)); } .alarm { color: var(--alarm); }
    .faint { color: var(--soft); } .strong { font-weight: bold; }
    tr:target td { background: color-mix(in srgb, var(--header) 70%, var(--page)); }
    tr.data td:last-child { background: var(--data); }
    tr.header td:last-child { background: var(--header); }
    tr.bookkeeping td:last-child { background: var(--bookkeeping); }
    tr.undescribed td:last-child { background: var(--undescribed); }
    tr.hole td:last-child { background: var(--hole); }
    tr.rounding td:last-child { background: var(--rounding); }
    .choice { border: 1px solid var(--soft); margin: 1rem 0; padding: 0.3rem 0.6rem;
      background: var(--page); display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; }
    .choice label { white-space: nowrap; cursor: pointer; }
    .choice input { accent-color: var(--text); }
    .choice input:focus-visible { outline: 2px solid var(--text); outline-offset: 2px; }
    @media (min-width: 60rem) and (min-height: 40rem) { .choice { position: sticky; top: 0; } }
    pre { overflow-x: auto; padding: 0.6rem; border: 1px solid var(--soft); }
    @media print { body { font-size: 11px; } .scroll { overflow: visible; }
      figure svg { min-width: 0; } figure, tr { break-inside: avoid; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
    """
}

/// The elements of a page, whose names are unique on it.
private struct Body {
  private var isFirst = true
  private var pictures = 0
  /// The names of the rows that areas lead to, by their anchors: of two with one anchor, the first has it.
  private let links: [String: String]
  /// The anchors of rows that are written.
  private var linked: Set<String> = []
  private var choices = 0
  /// What shows of each choice the chosen document alone.
  private(set) var style = ""

  init(linksOf document: Document) {
    var links: [String: String] = [:]
    for case .table(let table) in document.unfolded.blocks {
      for anchor in table.rows.compactMap(\.anchor) where links[anchor] == nil {
        links[anchor] = "row\(links.count + 1)"
      }
    }
    self.links = links
  }

  mutating func markup(of document: Document) -> [Markup] {
    var markup: [Markup] = []
    for block in document.blocks { markup += self.markup(of: block) }
    return markup
  }

  private mutating func markup(of block: Document.Block) -> [Markup] {
    switch block {
    case .heading(let text, let level):
      defer { isFirst = false }
      return [.tag(isFirst ? "h1" : "h\(max(2, level))", [:], text)]
    case .lead(let text): return [.tag("p", ["class": "lead"], text)]
    case .line(let text): return [.tag("p", [:], text)]
    case .code(let text, _): return [.tag("pre", ["tabindex": "0"], [.tag("code", [:], text)])]
    case .map: return []
    case .picture(let picture):
      pictures += 1
      let id = "figure\(pictures)"
      return [
        .tag(
          "figure", ["class": "scroll", "tabindex": "0"],
          [picture.drawing(id: id, links: links).svg(id: id)])
      ]
    case .table(let table):
      if table.rows.isEmpty { return [] }
      return [table.html(names: table.rows.map { $0.anchor.flatMap { takeName(of: $0) } })]
    case .choice(let what, let documents): return choice(of: documents, what)
    }
  }

  /// The name of the row that areas lead to by an anchor: no two rows have it.
  private mutating func takeName(of anchor: String) -> String? {
    linked.insert(anchor).inserted ? links[anchor] : nil
  }

  /// Buttons of which one is pressed, and sections of which one is seen: without a script, and all of
  /// them where a browser does not know `:has`.
  private mutating func choice(
    of documents: [(title: String, document: Document)], _ what: String
  ) -> [Markup] {
    if documents.isEmpty { return [] }
    choices += 1
    let group = "choice\(choices)"
    var buttons: [Markup] = [.tag("legend", [:], what)]
    var sections: [Markup] = []
    var shown: [String] = []
    for (index, (title, document)) in documents.enumerated() {
      let name = "\(group)-\(index)"
      let checked = index == documents.count - 1 ? [("checked", "checked")] : []
      buttons.append(
        .tag(
          "label", [:],
          [
            .element("input", [("type", "radio"), ("name", group), ("id", name)] + checked, []),
            .text(" \(title)"),
          ]))
      sections.append(
        .tag("section", ["class": "\(group)", "id": "\(name)-chosen"], markup(of: document)))
      shown.append("main:has(#\(name):checked) #\(name)-chosen")
    }
    style += """

      @supports selector(:has(*)) { .\(group) { display: none; }
        \(shown.joined(separator: ",\n  ")) { display: block; } }
      """
    return [.tag("fieldset", ["class": "choice"], buttons)] + sections
  }
}

extension Document.Block {
  fileprivate var isHeading: Bool {
    if case .heading = self { true } else { false }
  }
}

extension Table {
  /// The table, with the names of those rows that have one.
  fileprivate func html(names: [String?]) -> Markup {
    let noted = columns.firstIndex { !$0.isNumeric } ?? 0
    func cell(_ name: String, _ index: Int, _ text: String) -> Markup {
      var attributes: [(name: String, value: String)] =
        columns[index].isNumeric ? [("class", "number")] : []
      if name == "th" { attributes.append(("scope", "col")) }
      return .element(name, attributes, [.text(text)])
    }
    // A column without a title holds marks, which a screen reader would read out without saying of
    // what
    let titles = columns.indices.map { index in
      let title = columns[index].title
      return title.isEmpty
        ? Markup.tag("td", [:], "") : cell("th", index, title)
    }
    let lines = zip(rows, names).map { row, id -> Markup in
      if let note = row.note {
        return .tag(
          "tr", [:],
          [
            .tag("td", ["colspan": "\(noted)"], ""),
            .tag(
              "td",
              [
                "class": row.emphasis == .advice ? "advice" : "note",
                "colspan": "\(columns.count - noted)",
              ], note),
          ].suffix(noted == 0 ? 1 : 2))
      }
      let name = row.emphasis.className
      return .element(
        "tr", (name.isEmpty ? [] : [("class", name)]) + (id.map { [("id", $0)] } ?? []),
        row.cells.indices.map { cell("td", $0, row.cells[$0]) })
    }
    return .tag(
      "div", ["class": "scroll", "tabindex": "0"],
      [
        .tag(
          "table", [:],
          [.tag("thead", [:], [.tag("tr", [:], titles)]), .tag("tbody", [:], lines)])
      ])
  }
}

extension Emphasis {
  fileprivate var className: String {
    switch self {
    case .none: ""
    case .strong: "strong"
    case .alarm: "alarm"
    case .faint: "faint"
    case .advice: "advice"
    case .purpose(let purpose): purpose.rawValue
    }
  }
}
