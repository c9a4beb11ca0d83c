import PyLayout

// No template library: those there are for Swift bring all of Foundation, with which every process of
// the command line starts in 6 ms in place of 4.

/// HTML and SVG as a tree; what is text gets escaped when it is written.
indirect enum Markup: Sendable {
  case text(String)
  case element(String, [(name: String, value: String)], [Markup])

  /// An element with attributes in their order.
  static func tag(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Markup] = []
  ) -> Markup {
    .element(name, attributes.map { ($0.key, $0.value) }, children)
  }

  /// An element that holds a text.
  static func tag(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ text: String
  ) -> Markup {
    tag(name, attributes, [.text(text)])
  }

  /// Elements that have no end tag in HTML, and shapes, which are the shorter for it.
  private static let childless: Set = [
    "meta", "input", "rect", "line", "path", "circle",
  ]

  /// The source.
  var source: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to output: inout String) {
    switch self {
    case .text(let text): output += text.markupEscaped
    case .element(let name, let attributes, let children):
      output += "<\(name)"
      for attribute in attributes {
        output += " \(attribute.name)=\"\(attribute.value.markupEscaped)\""
      }
      if Self.childless.contains(name) && children.isEmpty {
        output += name == "meta" ? ">" : "/>"
        return
      }
      output += ">"
      for child in children { child.write(to: &output) }
      output += "</\(name)>"
      if Self.lines.contains(name) { output += "\n" }
    }
  }

  /// Elements after which a line of the source ends.
  private static let lines: Set = [
    "h1", "h2", "h3", "p", "tr", "table", "svg", "g", "style", "title", "pre", "div", "figure",
    "thead", "tbody", "main", "defs", "fieldset", "legend", "label", "section",
  ]
}

extension String {
  fileprivate var markupEscaped: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "\n": text += "\n"
      default: text += String(scalar).visible
      }
    }
    return text
  }
}
