internal import Subprocess
public import SystemPackage

/// Packages that pysize has installed for itself, one folder for each interpreter and package.
///
/// No environment of the user's is ever changed.
public struct PackageCache: Sendable {
  /// The folder of the whole cache.
  public let folder: FilePath
  private let environment: [String: String]
  private let timeLimit: Duration

  /// The cache of an environment: `$XDG_CACHE_HOME/pysize`, or else `$HOME/.cache/pysize`.
  ///
  /// - Parameters:
  ///   - environment: where the folder, and pip's settings, are taken from.
  ///   - timeLimit: how long the installation of one package may take.
  /// - Throws: ``PackageError`` when the environment names neither folder, or when the folder belongs
  ///   to another user or others may write to it: what it holds is loaded.
  public init(
    environment: [String: String], timeLimit: Duration = .seconds(600)
  ) throws(PackageError) {
    guard let folder = Self.place(in: environment) else {
      throw PackageError("cache", "there is no home folder: set HOME or XDG_CACHE_HOME")
    }
    if let why = folder.distrust {
      throw PackageError(
        "the cache is not used", "\(why): set XDG_CACHE_HOME to a folder of your own")
    }
    self.folder = folder
    self.environment = environment
    self.timeLimit = timeLimit
  }

  /// Where an environment's cache is; `nil` for nowhere.
  package static func place(in environment: [String: String]) -> FilePath? {
    // A relative XDG_CACHE_HOME is to be ignored, says its specification.
    if let cache = environment["XDG_CACHE_HOME"].map({ FilePath(text: $0) }), cache.isAbsolute {
      return cache.appending("pysize")
    }
    if let home = environment["HOME"].map({ FilePath(text: $0) }), home.isAbsolute {
      return home.appending(".cache").appending("pysize")
    }
    return nil
  }

  /// Removes what killed runs left half done, and ends what they left running.
  package func tidyUp() {
    for folder in [folder.appending("packages"), folder.appending("cython")] {
      for name in folder.entries { WorkFolder.tidyUp(in: folder.appending(name)) }
    }
    WorkFolder.tidyUp(in: folder.appending("interpreters"))
  }

  /// The folders of what is installed for an interpreter, for the end of its `sys.path`.
  public func installed(for interpreter: Interpreter) -> [FilePath] {
    let packages = packages(of: interpreter)
    return packages.entries.filter { !$0.hasPrefix(".") }.map { packages.appending($0) }
  }

  /// Installs a package with the interpreter's own pip, unless it is there already.
  ///
  /// - Throws: ``PackageError`` when it cannot be had, which leaves everything else as it was.
  public func install(
    _ package: Snippet.Package, for interpreter: Interpreter
  ) async throws(PackageError) {
    let packages = packages(of: interpreter)
    let final = packages.appending(package.project)
    guard final.kind == nil else { return }
    let work: WorkFolder
    let target: FilePath
    let nowhere: FilePath
    do {
      work = try WorkFolder(in: packages, for: package.project)
      target = work.path.appending("target")
      nowhere = work.path.appending("nowhere")
      try target.makeFolder()
      try nowhere.makeFolder()
    } catch {
      throw PackageError(
        package.name, "the cache \(packages) cannot be written: set XDG_CACHE_HOME to one that can")
    }
    defer { work.remove() }
    func run(_ arguments: [String]) async throws(PackageError) -> Command.Outcome {
      let command = Command(
        executable: interpreter.executable, arguments: ["-E"] + arguments,
        environment: environment.withoutPython.forPip, timeLimit: timeLimit,
        // What stands in the working folder could call itself pip
        workingFolder: nowhere)
      do {
        return try await command.run()
      } catch {
        throw PackageError(package.name, reason(error))
      }
    }
    let pip = try await run([
      "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
      "--target", target.text,
      // As good as unset: a pip.conf may say something else
      "--root", "/", "--prefix", "", package.name,
    ])
    guard pip.status.isSuccess else {
      guard try await run(["-c", Self.findingPip]).status.isSuccess else {
        throw PackageError(
          package.name, "\(interpreter.executable) has no pip: install python3-pip")
      }
      throw PackageError(package.name, reason(pip))
    }
    guard !target.entries.isEmpty else {
      throw PackageError(package.name, "pip was content, but did not put it into \(target)")
    }
    do {
      try target.move(to: final)
    } catch {
      // Another run was faster; what it installed will do.
      guard final.kind == .directory else {
        throw PackageError(package.name, "cannot be moved to \(final): \(error)")
      }
    }
  }

  private func packages(of interpreter: Interpreter) -> FilePath {
    folder.appending("packages")
      .appending(interpreter.executable.cacheName(interpreter.build))
  }

  private func reason(_ failure: Command.Failure) -> String {
    switch failure {
    case .cannotStart(let why), .noFiles(let why): "pip cannot be started: \(why)"
    case .tooSlow: "pip took longer than \(timeLimit.inWords)"
    case .tooLong: "pip never stops writing"
    }
  }

  /// Python that succeeds where there is a pip, be it a broken one.
  private static let findingPip = """
    try:
        import pip
    except ImportError as error:
        raise SystemExit(getattr(error, 'name', 'pip') == 'pip')
    """

  private func reason(_ outcome: Command.Outcome) -> String {
    let lines = outcome.errors.split(separator: UInt8(ascii: "\n"))
      .map { String(decoding: $0, as: UTF8.self) }
    let errors = lines.filter { $0.hasPrefix("ERROR: ") }.map { $0.dropFirst("ERROR: ".count) }
    return errors.last.map(String.init) ?? outcome.errors.tellingLine
      ?? "pip \(outcome.status.predicate)"
  }
}

extension Snippet.Package {
  /// What pip calls the project: the requirement without its version.
  var project: String {
    String(name.prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) })
  }
}
