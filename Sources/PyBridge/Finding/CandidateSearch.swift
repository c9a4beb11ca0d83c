internal import SystemPackage

/// Where interpreters are: PATH, pyenv's versions, the usual prefixes.
struct CandidateSearch {
  /// Where to look: PATH, PYENV_ROOT, HOME.
  let environment: [String: String]

  /// All candidates, each file once, under the first name it was found by.
  var candidates: [Candidate] {
    var seen: Set<FilePath> = []
    // The short name first: `python3` stays `python3` when the distribution moves it on
    let found =
      folders.filter(areNoShims).map { ($0, $0.entries.filter(Candidate.isName)) }
      + pyenvFolders.map { ($0, ["python"]) }
    return found.filter { !$1.isEmpty }.flatMap { folder, names in
      let environment = Self.environment(of: folder)
      return names.compactMap { Candidate(folder.appending($0)) }
        .filter { seen.insert(environment ?? $0.file).inserted }
    }
  }

  /// The first executable on PATH of that name.
  func command(_ name: String) -> Candidate? {
    pathFolders.lazy.compactMap { Candidate($0.appending(name)) }.first
  }

  /// The virtual environment that a folder of executables belongs to: its link to its base counts
  /// as an interpreter of its own.
  private static func environment(of folder: FilePath) -> FilePath? {
    let prefix = folder.removingLastComponent()
    return prefix.appending("pyvenv.cfg").kind == nil ? nil : prefix
  }

  private var pathFolders: [FilePath] {
    (environment["PATH"] ?? "").split(separator: ":").map {
      FilePath(text: String($0)).madeAbsolute
    }
  }

  private var folders: [FilePath] {
    let optional = FilePath("/opt").entries.map { FilePath("/opt").appending($0).appending("bin") }
    return pathFolders + ["/usr/bin", "/usr/local/bin"] + optional
  }

  private var pyenvRoot: FilePath? {
    environment["PYENV_ROOT"].map { FilePath(text: $0) }
      ?? environment["HOME"].map { FilePath(text: $0).appending(".pyenv") }
  }

  private var pyenvFolders: [FilePath] {
    guard let versions = pyenvRoot?.appending("versions") else { return [] }
    return versions.entries.map { versions.appending($0).appending("bin") }
  }

  /// A shim starts whichever version is set; the versions are looked at themselves.
  private func areNoShims(in folder: FilePath) -> Bool {
    folder.lastComponent?.string != "shims"
      || !folder.components.contains { $0.string.contains("pyenv") }
        && folder != pyenvRoot?.appending("shims")
  }
}
