import PyLayout

/// Something that can be shown in every format.
public protocol Report: Sendable {
  /// What a person reads, as text and as Markdown.
  var document: Document { get }
  /// One flat table for spreadsheets, figures as plain numbers.
  var flatTable: Table { get }
  /// What a script reads.
  var json: JSON { get }
}

/// A format of reports; each is one file of this folder.
public enum Format: String, CaseIterable, Sendable {
  /// Aligned text for a terminal.
  case text
  /// One JSON object, as the shipped schema has it.
  case json
  /// RFC 4180, a header line first.
  case csv
  /// GitHub's Markdown.
  case markdown
  /// One page for a browser, pictures and tables, which needs nothing else.
  case html
  /// The pictures alone, as one figure; of a report without any, nothing.
  case svg
}

/// What a terminal can show.
public struct Terminal: Hashable, Sendable {
  /// Whether it shows colour.
  public let color: Bool
  /// How many columns it has.
  public let width: Int

  /// A terminal with colour or without, and a number of columns, from 1 to a million.
  public init(color: Bool = false, width: Int = 100) {
    self.color = color
    self.width = min(max(width, 1), 1_000_000)
  }
}

extension Report {
  /// The report in a format, with a newline at its end.
  public func rendered(as format: Format, for terminal: Terminal = Terminal()) -> String {
    switch format {
    case .text: document.visible.text(for: terminal)
    case .json: json.text
    case .csv: flatTable.csv
    case .markdown: document.visible.markdown
    case .html: document.visible.html
    case .svg: document.svg
    }
  }
}
