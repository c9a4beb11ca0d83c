import FoundationEssentials

/// The Python files beside these tests.
enum Scripts {
  /// The path of one of them.
  static func path(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Python/\(name)").path
  }
}
