import OracleSupport

/// A public function that takes something that can be out of bounds: a number, an address, a text, a
/// list, an object.
struct PublicFunction: Hashable {
  /// The file it is in and its name with its labels: `SetState init(_:adding:)`.
  let name: String

  /// All of the libraries that one embeds, as their sources say.
  static func all() throws -> Set<String> {
    let libraries = [
      "PyLayout", "PyMemory", "PyEmulator", "PyInspector", "PyTarget", "PyHeap", "PyRecords",
      "PyReport", "PyVerify", "PySize",
    ]
    var names: Set<String> = []
    for library in libraries {
      for file in try SourceFile.all(under: library) {
        let stem = file.path.split(separator: "/").last?.dropLast(".swift".count) ?? ""
        for function in functions(in: file.text) { names.insert("\(stem) \(function)") }
      }
    }
    return names
  }

  /// Types of which no value is out of bounds.
  private static let harmless: Set<String> = [
    "Bool", "Bool?", "Build", "Version", "Version?", "inout CLayout", "S.Type", "T.Type",
    "AllocatorDomain", "Domain", "[Interpreter]", "[FilePath]", "[What]", "[Measurement]", "Survey",
    "PackageCache?", "any Record", "BlockLayout", "Flags", "PyType?", "KeyTable.Kind", "M",
    "KeyPath<S, Field<T>>", "KeyPath<S, Field<T>?>", "KeyPath<S, Member>",
    "KeyPath<FieldRow, Value>", "any Memory", "TypeFacts", "Block", "Purpose", "Format", "Terminal",
    "Verdict", "Sample", "any Encoder", "WorkerPool", "Interpreter", "PyRecords.Package",
    "EmulatedMemory", "Kind", "StaticString", "ProcessPicture", "ProcessHeap", "TypeShare",
    "(Object) -> Void", "(Block) -> Void", "PictureError.Reason",
    "@escaping @Sendable (String) async -> Void",
  ]

  private static func functions(in text: String) -> [String] {
    var found: [String] = []
    var rest = text[...]
    while let start = rest.firstRange(of: "public ") {
      let isFirst = rest[..<start.lowerBound].last.map { $0 == "\n" || $0 == " " } ?? true
      rest = rest[start.upperBound...]
      guard isFirst, let parenthesis = rest.firstIndex(of: "("),
        let name = name(of: rest[..<parenthesis])
      else { continue }
      let parameters = parameters(of: rest[parenthesis...])
      rest = rest[parenthesis...]
      if parameters.allSatisfy({ harmless.contains($0.type) }) { continue }
      found.append("\(name)(\(parameters.map { $0.label + ":" }.joined()))")
    }
    return found
  }

  /// The name of the function that a declaration, up to its parenthesis, declares; `nil` for any
  /// other declaration.
  private static func name(of head: Substring) -> Substring? {
    guard !head.contains("\n"), !head.contains("="), !head.contains("{") else { return nil }
    let words = head.split(separator: " ")
    if let word = words.first(where: { $0.hasPrefix("init") || $0.hasPrefix("subscript") }) {
      return word.prefix { $0.isLetter }
    }
    guard let index = words.firstIndex(of: "func"), index + 1 < words.count else { return nil }
    // An operator compares; others have a name before what they are generic over
    let name = words[index + 1].prefix { $0 != "<" }
    return name.isEmpty ? nil : name
  }

  private static func parameters(of text: Substring) -> [(label: String, type: String)] {
    var depth = 0
    var parts = [""]
    scan: for character in text {
      switch character {
      case "(", "[", "<", "{":
        depth += 1
        if depth == 1 { continue }
      case ")", "]", ">", "}":
        // `->` closes nothing
        if character == ">", parts[parts.count - 1].last == "-" { break }
        depth -= 1
        if depth == 0 { break scan }
      case "," where depth == 1:
        parts.append("")
        continue
      default: break
      }
      parts[parts.count - 1].append(character)
    }
    return parts.compactMap { part in
      guard let colon = part.firstIndex(of: ":") else { return nil }
      let label = part[..<colon].split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
      let type = part[part.index(after: colon)...].split(separator: "=").first ?? ""
      return (label, type.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
  }
}
