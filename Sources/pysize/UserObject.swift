import ArgumentParser
import PySize
import SystemPackage

/// What `FILE.py:NAME` and `package.module:NAME` name: a class, an instance, a call.
struct UserObject {
  /// The file, or the module's dotted name.
  let place: String
  /// An expression over its names.
  let text: String

  /// As the report calls it: `shop.py:Order`.
  var name: String { what().name }

  /// Reads `shop.py:Order`; `nil` for what has no colon, and for `type:NAME`.
  init?(_ argument: String) {
    guard !argument.hasPrefix("type:"), argument.contains(":") else { return nil }
    let colons = argument.indices.filter { argument[$0] == ":" }
    // A colon may be in the file's name, and in the expression
    let colon =
      colons.first { Self.isFile(String(argument[..<$0])) }
      ?? colons.first { Self.isModule(argument[..<$0]) } ?? colons[0]
    place = String(argument[..<colon])
    text = String(argument[argument.index(after: colon)...])
  }

  private static func isFile(_ path: String) -> Bool {
    FilePath(text: path).kind.map { $0 != .directory } ?? false
  }

  /// Whether it is a module's name: no path, and no file's.
  private static func isModule(_ name: Substring) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.last != "py"
      && parts.allSatisfy { part in
        part.first.map { $0.isLetter || $0 == "_" } == true
          && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      }
  }

  /// - Throws: `ValidationError` for a file that is not there, or no name.
  func validate() throws {
    guard Self.isFile(place) || Self.isModule(place[...]) else {
      if FilePath(text: place).kind != nil {
        throw ValidationError("'\(place)' is no regular file: name a class as FILE.py:CLASS")
      }
      throw ValidationError("there is no file '\(place)': name a class as FILE.py:CLASS")
    }
    guard !text.isEmpty else {
      throw ValidationError("'\(place):' names no class: write \(place):CLASS")
    }
  }

  /// The object, of a fresh class the `nth`.
  func what(_ making: MakingOptions? = nil, nth: Int? = nil) -> What {
    .userClass(
      text, inFile: place, values: making?.values, setup: making?.setup, nth: nth,
      folders: Self.folders)
  }

  /// Where `python -c` looks for modules first: the current folder, and PYTHONPATH.
  static var folders: [String] {
    let path = OwnProcess.environment["PYTHONPATH"] ?? ""
    return [FilePath(".").resolved].compactMap { $0?.text }
      + path.split(separator: ":").map(String.init)
  }
}
