import PyInspector

extension ClassFacts {
  /// Reads class_facts.py's answer.
  init(parsing text: String) {
    let lines = text.split(separator: "\n").map(String.init)
    func value(_ key: String) -> String? {
      lines.first { $0.hasPrefix(key + " ") }.map { String($0.dropFirst(key.count + 1)) }
    }
    self.init(
      slots: value("slots").flatMap { Int($0) } ?? 0, isWeaklyReferenced: lines.contains("weakly"),
      isDataclass: lines.contains("dataclass"), isUsers: !lines.contains("library"),
      objection: value("against"))
  }
}
