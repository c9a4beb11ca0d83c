public import PyInspector
public import PyLayout

/// A report before it has a format: what is said, in order.
public struct Document: Sendable {
  /// One element of a document.
  public enum Block: Sendable {
    /// A heading, of level 1 to 6; level 1 is the report's.
    case heading(String, level: Int)
    /// What matters most, where a reader begins at the top: a page, not a terminal.
    case lead(String)
    /// One line of prose.
    case line(String)
    /// Source code, in a language that Markdown knows.
    case code(String, language: String)
    /// A table.
    case table(Table)
    /// A block's bytes in letters, where there are no pictures.
    case map(ByteMap)
    /// A picture, for formats that have them.
    case picture(Picture)
    /// Documents of which a reader chooses one by its title, the last at first; what the titles are
    /// of comes before. Formats in which nobody can choose have one after the other.
    case choice(String, [(title: String, document: Document)])
  }

  /// The elements, in order.
  public var blocks: [Block]

  /// A document of these elements.
  public init(_ blocks: [Block] = []) { self.blocks = blocks }

  /// The document with all that can be chosen, one after the other.
  var unfolded: Document {
    Document(
      blocks.flatMap { block in
        if case .choice(_, let choices) = block {
          choices.flatMap(\.document.unfolded.blocks)
        } else {
          [block]
        }
      })
  }

  /// The document as a part of another, its headings a level lower.
  var nested: Document {
    Document(
      blocks.map { block in
        if case .heading(let text, let level) = block {
          .heading(text, level: level + 1)
        } else {
          block
        }
      })
  }

  /// The document without anything that a terminal would obey.
  var visible: Document { Document(blocks.map(\.visible)) }
}

extension Document.Block {
  fileprivate var visible: Self {
    switch self {
    case .heading(let text, let level): .heading(text.visible, level: min(max(level, 1), 6))
    case .lead(let text): .lead(text.visible)
    case .line(let text): .line(text.visible)
    case .code(let text, let language):
      .code(
        text.split(separator: "\n", omittingEmptySubsequences: false)
          .map { String($0).visible }.joined(separator: "\n"), language: language)
    case .table(let table): .table(table.mapping(\.visible))
    case .choice(let what, let choices):
      .choice(what.visible, choices.map { ($0.title.visible, $0.document.visible) })
    // Letters alone; and shapes, which their own labels make
    case .map, .picture: self
    }
  }
}

/// Rows of cells under column titles.
public struct Table: Hashable, Sendable {
  /// A column: its title, and the side its cells stand at.
  public struct Column: Hashable, Sendable {
    /// The title.
    public let title: String
    /// Whether its cells are numbers, which stand to the right.
    public let isNumeric: Bool
    /// How early a narrow terminal loses the column: 0 never, 1 last, higher ones sooner.
    public let dispensable: Int
    /// Whether a narrow terminal breaks its texts into lines before it loses a column.
    public let breaks: Bool
    /// Whether a narrow terminal cuts its texts, in the middle, before it loses a column.
    public private(set) var isCut = false

    /// A column of text.
    ///
    /// - Parameters:
    ///   - dispensable: how early a narrow terminal loses it: 0 never, 1 last, higher ones sooner.
    ///   - breaks: whether a narrow terminal breaks its texts into lines before it loses a column.
    public static func text(_ title: String, dispensable: Int = 0, breaks: Bool = false) -> Column {
      Column(title: title, isNumeric: false, dispensable: dispensable, breaks: breaks)
    }

    /// A column of names that may be long: a narrow terminal cuts them in the middle before it loses a column.
    static func names(_ title: String) -> Column {
      var column = text(title)
      column.isCut = true
      return column
    }

    /// A column of numbers.
    ///
    /// - Parameter dispensable: how early a narrow terminal loses it: 0 never, 1 last, higher ones
    ///   sooner.
    public static func number(_ title: String, dispensable: Int = 0) -> Column {
      Column(title: title, isNumeric: true, dispensable: dispensable, breaks: false)
    }

    /// The column under another title.
    func titled(_ title: String) -> Column {
      Column(
        title: title, isNumeric: isNumeric, dispensable: dispensable, breaks: breaks, isCut: isCut)
    }
  }

  /// A row: a cell for each column, and how it is shown.
  public struct Row: Hashable, Sendable {
    /// The cells, one for each column.
    public let cells: [String]
    /// How a terminal shows the row.
    public let emphasis: Emphasis
    /// What stands in place of the cells, across the columns; `nil` for a row of cells.
    public let note: String?
    /// By what the areas of a ``Treemap`` in the same document name it; `nil` for a row that none does.
    public let anchor: String?

    /// A row of cells, one for each column.
    ///
    /// - Parameter anchor: by what areas of a ``Treemap`` name it.
    public init(_ cells: [String], _ emphasis: Emphasis = .none, anchor: String? = nil) {
      self.init(cells, emphasis, note: nil, anchor: anchor)
    }

    private init(_ cells: [String], _ emphasis: Emphasis, note: String?, anchor: String?) {
      self.cells = cells
      self.emphasis = emphasis
      self.note = note
      self.anchor = anchor
    }

    /// A line about the row before it.
    public static func note(_ text: String, _ emphasis: Emphasis = .faint) -> Row {
      Row([], emphasis, note: text, anchor: nil)
    }

    /// The row with other cells.
    func with(_ cells: [String]) -> Row { Row(cells, emphasis, note: note, anchor: anchor) }

    /// The row with each of its texts changed.
    func mapping(_ change: (String) -> String) -> Row {
      Row(cells.map(change), emphasis, note: note.map(change), anchor: anchor)
    }
  }

  /// The columns.
  public let columns: [Column]
  /// The rows.
  public let rows: [Row]

  /// Rows under columns: a row with too few cells gets empty ones, of too many the last are left out.
  public init(columns: [Column], rows: [Row]) {
    self.columns = columns
    self.rows = rows.map { row in
      let missing = columns.count - row.cells.count
      guard row.note == nil, missing != 0 else { return row }
      return row.with(
        row.cells.prefix(columns.count) + Array(repeating: "", count: max(missing, 0)))
    }
  }

  /// The table with each of its texts changed.
  func mapping(_ change: (String) -> String) -> Table {
    Table(
      columns: columns.map { $0.titled(change($0.title)) }, rows: rows.map { $0.mapping(change) })
  }
}

/// How a terminal shows a line.
public enum Emphasis: Hashable, Sendable {
  /// As it is.
  case none
  /// A heading: bold.
  case strong
  /// Something that is wrong: red.
  case alarm
  /// Something that is not there: faint.
  case faint
  /// What would be better: bold.
  case advice
  /// Bytes of a purpose: its colour.
  case purpose(Purpose)

  /// The line between the terminal's codes (ECMA-48 SGR), or as it is without colour.
  func applied(to line: String, color: Bool) -> String {
    guard color else { return line }
    switch self {
    case .none: return line
    case .strong, .advice: return "\u{1B}[1m\(line)\u{1B}[0m"
    case .alarm: return "\u{1B}[31m\(line)\u{1B}[0m"
    case .faint: return "\u{1B}[2m\(line)\u{1B}[0m"
    case .purpose(let purpose): return "\u{1B}[\(purpose.color)m\(line)\u{1B}[0m"
    }
  }
}
