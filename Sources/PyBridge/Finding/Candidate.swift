internal import PyLayout
internal import SystemPackage

/// An executable that may be an interpreter.
struct Candidate: Hashable {
  /// As it was found.
  let path: FilePath
  /// The file behind the links.
  let file: FilePath

  /// A regular file that can be executed; `nil` for anything else.
  init?(_ path: FilePath) {
    guard path.isExecutableFile, let file = path.resolved else { return nil }
    self.path = path
    self.file = file
  }

  /// Whether the name of a file is one that interpreters go by: `python3`, `python3.13t`.
  static func isName(_ name: String) -> Bool {
    guard name.hasPrefix("python") else { return false }
    var rest = name.dropFirst("python".count)
    if rest.isEmpty || rest == "2" || rest == "3" { return true }
    guard rest.hasPrefix("2.") || rest.hasPrefix("3.") else { return false }
    rest = rest.dropFirst(2)
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    return !digits.isEmpty && ["", "t", "d", "td", "-dbg"].contains(rest.dropFirst(digits.count))
  }

  /// The series that its name, its target's name or its pyenv folder shows; `nil` for none.
  var namedSeries: Version? {
    let (names, real) = (path.text.split(separator: "/"), file.text.split(separator: "/"))
    let told = [names.last?.dropFirst(6), real.last?.dropFirst(6), names.dropLast(2).last]
    return told.lazy.compactMap { $0 }
      .compactMap { Version(String($0.prefix { $0.isNumber || $0 == "." })) }.first
  }
}
