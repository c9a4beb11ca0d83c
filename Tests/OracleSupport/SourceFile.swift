import FoundationEssentials

/// One Swift file of the package's sources, for tests of how they are written.
public struct SourceFile: Sendable {
  /// Its path under `Sources`.
  public let path: String
  /// What it says.
  public let text: String

  /// The folder `Sources`.
  private static let sources =
    URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .path + "/Sources"

  /// The Swift files under a folder of `Sources`, in the order of their paths.
  ///
  /// - Throws: when they cannot be read.
  public static func all(under folder: String) throws -> [SourceFile] {
    try FileManager.default.subpathsOfDirectory(atPath: "\(sources)/\(folder)").sorted()
      .filter { $0.hasSuffix(".swift") }
      .map { path in
        let file = "\(sources)/\(folder)/\(path)"
        return SourceFile(
          path: "\(folder)/\(path)", text: try String(contentsOfFile: file, encoding: .utf8))
      }
  }
}
