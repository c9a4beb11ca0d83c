internal import SystemPackage

/// Where interpreters are: PATH, pyenv's versions, the usual prefixes.
struct CandidateSearch {
  /// What to look by: PATH, PYENV_ROOT, HOME.
  let environment: [String: String]

  /// All candidates, each file once, under the first name it was found by.
  var candidates: [Candidate] {
    var seen: Set<FilePath> = []
    return (folders.flatMap(interpreters) + pyenvInterpreters)
      .compactMap(Candidate.init)
      .filter { isNoShim($0.path) && seen.insert(identity($0)).inserted }
  }

  /// The first executable on PATH of that name.
  func command(_ name: String) -> Candidate? {
    pathFolders.lazy.compactMap { Candidate($0.appending(name)) }.first
  }

  /// A virtual environment's link to its base is an interpreter of its own.
  private func identity(_ candidate: Candidate) -> FilePath {
    let prefix = candidate.path.removingLastComponent().removingLastComponent()
    return prefix.appending("pyvenv.cfg").kind == nil ? candidate.file : prefix
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

  private func interpreters(in folder: FilePath) -> [FilePath] {
    // The short name first: `python3` stays `python3` when the distribution moves it on.
    folder.entries.filter(Candidate.isName).map(folder.appending)
  }

  private var pyenvRoot: FilePath? {
    environment["PYENV_ROOT"].map { FilePath(text: $0) }
      ?? environment["HOME"].map { FilePath(text: $0).appending(".pyenv") }
  }

  private var pyenvInterpreters: [FilePath] {
    guard let versions = pyenvRoot?.appending("versions") else { return [] }
    return versions.entries.map { versions.appending($0).appending("bin").appending("python") }
  }

  /// A shim starts whichever version is set; the versions are looked at themselves.
  private func isNoShim(_ path: FilePath) -> Bool {
    let folder = path.removingLastComponent()
    return folder.lastComponent?.string != "shims"
      || !folder.components.contains { $0.string.contains("pyenv") }
        && folder != pyenvRoot?.appending("shims")
  }
}
