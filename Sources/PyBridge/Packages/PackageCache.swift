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
  /// - Throws: ``PackageError`` when the environment names neither folder.
  public init(
    environment: [String: String], timeLimit: Duration = .seconds(600)
  ) throws(PackageError) {
    // A relative XDG_CACHE_HOME is to be ignored, says its specification.
    if let cache = environment["XDG_CACHE_HOME"].map({ FilePath($0) }), cache.isAbsolute {
      folder = cache.appending("pysize")
    } else if let home = environment["HOME"].map({ FilePath($0) }), home.isAbsolute {
      folder = home.appending(".cache").appending("pysize")
    } else {
      throw PackageError("cache", "there is no home folder: set HOME or XDG_CACHE_HOME")
    }
    self.environment = environment
    self.timeLimit = timeLimit
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
    let work = packages.appending(
      ".\(package.project)-\(String(UInt64.random(in: .min ... .max), radix: 36))")
    do {
      try work.makeFolder()
    } catch {
      throw PackageError(
        package.name, "the cache \(packages) cannot be written: set XDG_CACHE_HOME to one that can")
    }
    defer { work.remove() }
    let pip = Command(
      executable: interpreter.executable,
      arguments: [
        "-E", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
        "--target", work.string, package.name,
      ],
      environment: environment.withoutPython, timeLimit: timeLimit)
    let outcome: Command.Outcome
    do {
      outcome = try await pip.run()
    } catch {
      throw PackageError(package.name, reason(error))
    }
    guard outcome.status.isSuccess else {
      throw PackageError(package.name, reason(outcome, interpreter))
    }
    do {
      try work.move(to: final)
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
    case .cannotStart(let why): "pip cannot be started: \(why)"
    case .tooSlow: "pip took longer than \(timeLimit.inWords)"
    case .tooLong: "pip never stops writing"
    }
  }

  private func reason(_ outcome: Command.Outcome, _ interpreter: Interpreter) -> String {
    let lines = outcome.errors.split(separator: UInt8(ascii: "\n"))
      .map { String(decoding: $0, as: UTF8.self) }
    if lines.contains(where: { $0.hasSuffix("No module named pip") }) {
      return "\(interpreter.executable) has no pip: install python3-pip"
    }
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
