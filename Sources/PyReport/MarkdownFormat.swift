extension Document {
  /// The document as GitHub's Markdown.
  var markdown: String {
    unfolded.blocks.compactMap { block -> String? in
      switch block {
      case .picture, .choice: nil
      case .heading(let title, let level):
        "\(String(repeating: "#", count: level)) \(title.markdownEscaped)\n"
      case .line(let line), .lead(let line): "\(line.markdownEscaped)\n"
      case .code(let code, let language): "```\(language)\n\(code)\n```\n"
      case .map(let map):
        "```text\n\(map.strip().map { $0.text + "\n" }.joined())```\n"
      case .table(let table): table.escapedForMarkdown.grid(.pipes).map { $0 + "\n" }.joined()
      }
    }.joined(separator: "\n")
  }
}

extension Table {
  fileprivate var escapedForMarkdown: Table { mapping(\.markdownEscaped) }
}

extension String {
  /// The text with what Markdown would take for markup escaped.
  fileprivate var markdownEscaped: String {
    reduce(into: "") { text, character in
      if "\\`*_|<>[]#".contains(character) { text.append("\\") }
      text.append(character)
    }
  }
}
